"""Who works here comes in with two factors, opens what their keys open, and leaves for good."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.checks import run_checks
from django.db import connections
from django.test import Client

from lejde.audit import queries as audit
from lejde.identity.models import Staff
from lejde.identity.sign_in import MOST_WRONG_CODES
from lejde.identity.tests.working import House, code_of, house
from lejde.kernel.clock import today
from lejde.vault import staff as vault

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]


@pytest.fixture
def clinic() -> Iterator[House]:
    yield from house("nurse", "doctor", "administrator", "manager")


def test_passphrase_and_code_open_the_desk(clinic: House) -> None:
    page = clinic.browser("nurse").get("/desk/")
    assert page.status_code == 200
    assert b"nurse" in page.content


def test_the_passphrase_alone_opens_nothing(clinic: House) -> None:
    client = Client()
    told = {"login": "nurse", "password": clinic.clinic.people["nurse"].passphrase}
    client.post("/desk/in/", told)
    assert client.get("/desk/").status_code == 302
    assert client.get("/desk/people/").status_code == 302


@pytest.mark.parametrize("wrong", ["login", "password"])
def test_a_wrong_part_is_refused_alike(clinic: House, wrong: str) -> None:
    told = {"login": "nurse", "password": clinic.clinic.people["nurse"].passphrase, wrong: "x y"}
    page = Client().post("/desk/in/", told, headers={"accept-language": "en"})
    assert page.status_code == 200
    assert "This opens nothing" in page.content.decode()


def test_who_guesses_codes_is_stopped_and_a_colleague_helps(clinic: House) -> None:
    client = Client()
    told = {"login": "nurse", "password": clinic.clinic.people["nurse"].passphrase}
    client.post("/desk/in/", told)
    for _ in range(MOST_WRONG_CODES):
        client.post("/desk/second/authenticate/", {"code": "000000"})
    right = {"code": code_of(clinic.totp["nurse"])}
    assert client.post("/desk/second/authenticate/", right).status_code == 200
    assert client.get("/desk/").status_code == 302


def test_second_factors_do_not_lie_in_clear(clinic: House) -> None:
    for one in Authenticator.objects.all():
        assert not any(secret in str(one.data) for secret in clinic.totp.values())


def test_nothing_of_a_session_lies_in_clear_and_no_hour_is_kept(clinic: House) -> None:
    client = clinic.browser("nurse")
    cookie = client.cookies["s"]
    with connections["keys"].cursor() as cursor:
        cursor.execute("SELECT token_hash, sealed FROM keystore_session WHERE kind = 'staff'")
        [(found_by, sealed)] = cursor.fetchall()
    assert cookie.value not in found_by and cookie["max-age"] == ""
    both = clinic.clinic.people["nurse"].session()
    assert both._box.hex().encode() not in bytes(sealed)
    assert not any(f.name in ("password", "last_login") for f in Staff._meta.get_fields())


def test_a_newcomer_comes_in_by_invitation_and_waits_until_somebody_vouches(
    clinic: House,
) -> None:
    manager = clinic.browser("manager")
    page = manager.post("/desk/people/invite/", {"username": "olga", "role": "nurse"})
    address = page.context["address"]
    newcomer = Client()
    assert newcomer.get(address).status_code == 200
    fresh = newcomer.post(address).context["fresh"].split()
    wrong = newcomer.post(address, {"second": "no", "fifth": "no"})
    assert wrong.context["fresh"].split() == fresh
    done = newcomer.post(address, {"second": fresh[1], "fifth": fresh[4]})
    assert done.status_code == 302
    assert Client().get(address).status_code == 404
    newcomer.post("/desk/in/", {"login": "olga", "password": " ".join(fresh)})
    setup = newcomer.get("/desk/", follow=True)
    secret = setup.context["form"].secret
    newcomer.post("/desk/second/totp/activate/", {"code": code_of(secret)})
    words = newcomer.get("/desk/").context["fingerprint"]
    olga = Staff.objects.get(username="olga")
    nurse = clinic.browser("nurse")
    clinic.confirm(nurse, "nurse")
    shown = nurse.get(f"/desk/people/{olga.pk}/grant/")
    assert words in shown.content.decode()
    assert vault.lacking(olga.key) == {"care", "health"}
    nurse.post(f"/desk/people/{olga.pk}/grant/")
    assert vault.lacking(olga.key) == set()
    assert newcomer.get("/desk/").context["waits"] is False


def test_vouching_asks_once_more_who_is_there(clinic: House) -> None:
    nurse, doctor = clinic.browser("nurse"), clinic.user("doctor")
    answer = nurse.post(f"/desk/people/{doctor.pk}/grant/")
    assert answer.status_code == 302 and "/desk/again/" in answer["location"]


def test_an_administrator_invites_but_vouches_for_nobody(clinic: House) -> None:
    administrator = clinic.browser("administrator")
    page = administrator.post("/desk/people/invite/", {"username": "olga", "role": "nurse"})
    Client().post(page.context["address"])
    olga = Staff.objects.get(username="olga")
    clinic.confirm(administrator, "administrator")
    assert administrator.post(f"/desk/people/{olga.pk}/grant/").status_code == 403
    assert clinic.browser("nurse").post("/desk/people/invite/", {}).status_code == 403


def test_whoever_left_is_out_at_once(clinic: House) -> None:
    nurse, manager = clinic.browser("nurse"), clinic.browser("manager")
    clinic.confirm(manager, "manager")
    page = manager.post(f"/desk/people/{clinic.user('nurse').pk}/leave/")
    assert page.status_code == 302
    assert nurse.get("/desk/people/").status_code == 302
    told = {"login": "nurse", "password": clinic.clinic.people["nurse"].passphrase}
    assert Client().post("/desk/in/", told).status_code == 200


def test_the_last_holder_cannot_be_sent_away(clinic: House) -> None:
    manager = clinic.browser("manager")
    clinic.confirm(manager, "manager")
    manager.post(f"/desk/people/{clinic.user('nurse').pk}/leave/")
    page = manager.post(f"/desk/people/{clinic.user('doctor').pk}/leave/")
    assert page.status_code == 200
    assert clinic.user("doctor").left_on is None
    assert page.context["last_holder"] in ("health", "care")


def test_a_lost_passphrase_means_new_keys_and_a_colleague(clinic: House) -> None:
    manager = clinic.browser("manager")
    clinic.confirm(manager, "manager")
    old = clinic.user("nurse").key
    page = manager.post(f"/desk/people/{clinic.user('nurse').pk}/invite/")
    fresh = Client().post(page.context["address"]).context["fresh"]
    assert fresh and clinic.user("nurse").key not in (0, old)
    assert not Authenticator.objects.filter(user=clinic.user("nurse")).exists()
    assert not vault.is_certified(clinic.user("nurse").key)


def test_a_new_passphrase_is_shown_once(clinic: House) -> None:
    nurse = clinic.browser("nurse")
    clinic.confirm(nurse, "nurse")
    fresh = nurse.post("/desk/passphrase/").context["fresh"].split()
    nurse.post("/desk/passphrase/", {"second": fresh[1], "fifth": fresh[4]})
    assert nurse.get("/desk/passphrase/").context["fresh"] is None
    clinic.clinic.people["nurse"].passphrase = " ".join(fresh)
    assert clinic.browser("nurse").get("/desk/").status_code == 200


def test_the_audit_tells_the_day_and_the_act(clinic: House) -> None:
    manager = clinic.browser("manager")
    manager.post("/desk/people/invite/", {"username": "olga", "role": "nurse"})
    [act] = audit.since(today())
    assert (act.verb, act.role) == ("invited", "manager")
    assert manager.get("/desk/audit/").status_code == 200
    assert clinic.browser("nurse").get("/desk/audit/").status_code == 403


def test_programs_sign_in_with_all_three_and_nothing_less(clinic: House) -> None:
    told = {
        "username": "nurse",
        "password": clinic.clinic.people["nurse"].passphrase,
        "code": code_of(clinic.totp["nurse"]),
    }
    address, kind = "/api/v1/staff/sessions", "application/json"
    for name in told:
        wrong = Client().post(address, {**told, name: "000000"}, content_type=kind)
        assert wrong.status_code == 401
    right = Client().post(address, {**told, "code": code_of(clinic.totp["nurse"])}, kind)
    assert right.status_code == 201 and set(right.json()) == {"token"}
    assert Client().post(address, {"username": 1}, kind).status_code == 422


def test_settings_that_would_undo_the_keys_are_refused(settings: object) -> None:
    assert [e for e in run_checks() if e.id and e.id.startswith("lejde")] == []
    for name, value in {
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_TRUST_ENABLED": True,
        "MFA_ADAPTER": "allauth.mfa.adapter.DefaultMFAAdapter",
        "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
        "CSRF_COOKIE_AGE": 100,
        "AUTHENTICATION_BACKENDS": ["django.contrib.auth.backends.ModelBackend"],
        "FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.TemporaryFileUploadHandler"],
    }.items():
        was = getattr(settings, name)
        setattr(settings, name, value)
        assert [e for e in run_checks() if e.id and e.id.startswith("lejde")], name
        setattr(settings, name, was)


@pytest.mark.parametrize("address", ["/desk/signup/", "/desk/password/reset/", "/accounts/login/"])
def test_there_is_no_sign_up_and_no_reset(address: str) -> None:
    assert Client().get(address).status_code == 404
