"""What is given for one purpose opens for it alone, until it is taken back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from lejde.kernel.clock import now, today
from lejde.kernel.errors import NotAllowed, NotFound, NotSignedIn
from lejde.vault import staff, visitors
from lejde.vault._chain import BrokenChain
from lejde.vault._envelope import CannotOpen
from lejde.vault._epochs import NotOffered
from lejde.vault.models import Epoch, Share, StaffKey
from lejde.vault.root import make_root, root_from
from lejde.vault.staff import LastHolder, StaffSession
from lejde.vault.tests.founding import Clinic, come_in, in_a_year

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def clinic() -> Iterator[Clinic]:
    with Clinic() as made:
        made.found(nurse="health care", doctor="health care")
        made.join("psychologist", "counselling", by="nurse")
        yield made


def given(purpose: str = "health") -> tuple[visitors.VisitorSession, str]:
    visitor = come_in()
    folder = visitor.create_folder()
    visitor.write(folder, "visit", {"text": "hei"})
    visitor.share(folder, "visit", purpose, in_a_year())
    return visitor, folder


def test_what_was_shared_is_read_and_answered(clinic: Clinic) -> None:
    visitor, folder = given()
    nurse = clinic["nurse"]
    part = nurse.part("health", folder, "visit")
    assert nurse.read(part) == [{"text": "hei"}]
    nurse.write(part, {"text": "svar"})
    assert visitor.read(folder, "visit") == [{"text": "hei"}, {"text": "svar"}]
    assert visitor.shared(folder) == [("visit", "health", in_a_year())]


def test_another_purpose_and_another_part_stay_shut(clinic: Clinic) -> None:
    visitor, folder = given("counselling")
    visitor.write(folder, "diary", {"text": "mine"})
    nurse, psychologist = clinic["nurse"], clinic["psychologist"]
    assert nurse.shares("health") == []
    with pytest.raises(NotAllowed):
        nurse.shares("counselling")
    assert [one.name for one in psychologist.shares("counselling", folder)] == ["visit"]
    with pytest.raises(NotFound):
        psychologist.part("counselling", folder, "diary")


def test_taken_back_is_shut_even_with_the_old_row_kept(clinic: Clinic) -> None:
    visitor, folder = given()
    row = Share.objects.get()
    visitor.take_back(folder, "visit", "health")
    assert clinic["nurse"].shares("health") == []
    row.save(force_insert=True)
    assert clinic["nurse"].shares("health") == []
    assert visitor.read(folder, "visit") == [{"text": "hei"}]


def test_a_share_that_ran_out_opens_nothing(clinic: Clinic) -> None:
    visitor = come_in()
    folder = visitor.create_folder()
    visitor.share(folder, "visit", "health", today() - timedelta(days=1))
    assert clinic["nurse"].shares("health") == []


@pytest.mark.parametrize("column", ["until", "signature", "wrapped", "part"])
def test_a_changed_share_opens_nothing(clinic: Clinic, column: str) -> None:
    given()
    row = Share.objects.get()
    other = {
        "until": row.until + timedelta(days=9),
        "part": "0" * 16,
        "signature": bytes(64),
        "wrapped": bytes(row.wrapped)[:-1] + bytes([bytes(row.wrapped)[-1] ^ 1]),
    }
    setattr(row, column, other[column])
    row.save()
    assert clinic["nurse"].shares("health") == []


def test_staff_cannot_widen_what_they_were_given(clinic: Clinic) -> None:
    """A row for another compartment, made from an opened part, is not honoured."""
    given()
    row = Share.objects.get()
    row.pk, row.epoch = 77, Epoch.objects.get(purpose="counselling")
    row.save(force_insert=True)
    assert clinic["psychologist"].shares("counselling") == []


def test_notes_of_the_staffs_own_are_seen_to_be_there_and_end_with_the_folder(
    clinic: Clinic,
) -> None:
    visitor, folder = given()
    nurse = clinic["nurse"]
    note = nurse.keep("health", folder, "notes", in_a_year())
    nurse.write(note, {"text": "for the doctor"})
    assert ("", "health", in_a_year()) in visitor.shared(folder)
    assert visitor.read(folder, "notes") == []
    doctor = clinic["doctor"]
    kept = doctor.keep("health", folder, "notes", in_a_year())
    assert doctor.read(kept) == [{"text": "for the doctor"}]
    visitor.erase_folder(folder)
    with pytest.raises(NotFound):
        doctor.read(kept)


def test_notes_are_kept_longer_when_what_they_stand_beside_is(clinic: Clinic) -> None:
    visitor, folder = given()
    nurse = clinic["nurse"]
    note = nurse.keep("health", folder, "notes", today())
    nurse.write(note, {"text": "first"})
    later = nurse.keep("health", folder, "notes", in_a_year())
    assert nurse.read(later) == [{"text": "first"}]
    assert [until for part, _, until in visitor.shared(folder) if not part] == [in_a_year()]
    # An earlier day shortens nothing.
    assert nurse.keep("health", folder, "notes", today()).until == in_a_year()


def test_who_was_given_nothing_cannot_keep_notes(clinic: Clinic) -> None:
    _, folder = given("counselling")
    with pytest.raises(NotFound):
        clinic["nurse"].keep("health", folder, "notes", in_a_year())


def test_what_nobody_holds_cannot_be_given_to(clinic: Clinic) -> None:
    visitor = come_in()
    folder = visitor.create_folder()
    with pytest.raises(NotOffered):
        visitor.share(folder, "visit", "legal", in_a_year())


def test_a_leaver_opens_nothing_new_or_old(clinic: Clinic) -> None:
    _, old = given()
    nurse = clinic["nurse"]
    number, passphrase = nurse.number, clinic.people["nurse"].passphrase
    grants = list(StaffKey.objects.get(id=number).grants.all())
    staff.leave(number)
    clinic["doctor"]
    _, new = given()
    with pytest.raises(NotSignedIn):
        staff.unlock(number, passphrase)
    for row in grants:
        row.save(force_insert=True)
    still = StaffSession(number, nurse._box, nurse._sign)
    with pytest.raises((NotAllowed, CannotOpen)):
        still.shares("health")
    assert {one.folder for one in clinic["doctor"].shares("health")} == {old, new}


def test_what_a_leaver_signed_stays_good_and_their_signature_does_not(clinic: Clinic) -> None:
    nurse = clinic["nurse"]
    staff.leave(nurse.number)
    clinic["doctor"]
    assert clinic["psychologist"].purposes() == {"counselling"}
    forged, _ = staff.enroll(frozenset({"health"}))
    from lejde.vault import _staff_keys

    key = StaffKey.objects.get(id=forged)
    _staff_keys.certify(key, nurse.number, nurse._sign)
    with pytest.raises(BrokenChain):
        clinic["doctor"]._me() and staff.StaffSession(forged, b"", b"")._me()


def test_the_last_holder_cannot_leave(clinic: Clinic) -> None:
    with pytest.raises(LastHolder):
        staff.leave(clinic["psychologist"].number)
    staff.leave(clinic["doctor"].number)
    with pytest.raises(LastHolder):
        staff.leave(clinic["nurse"].number)


def test_nobody_grants_what_they_do_not_hold(clinic: Clinic) -> None:
    number, passphrase = staff.enroll(frozenset({"counselling", "health"}))
    assert clinic["nurse"].grant(number) == {"health"}
    newcomer = StaffSession(number, *staff.unlock(number, passphrase))
    assert newcomer.purposes() == {"health"}
    assert staff.lacking(number) == {"counselling"}


def test_an_administrator_holds_nothing_and_certifies_nobody(clinic: Clinic) -> None:
    clinic.join("administrator", "", by="nurse")
    administrator = clinic["administrator"]
    number, _ = staff.enroll(frozenset({"health"}))
    with pytest.raises(NotAllowed):
        administrator.grant(number)
    with pytest.raises(NotAllowed):
        administrator.shares("health")


def test_a_key_slipped_in_by_a_writer_of_rows_is_refused(clinic: Clinic) -> None:
    from lejde.vault._boxes import make_box

    _, public = make_box()
    Epoch.objects.filter(purpose="health").update(box_public=public)
    visitor = come_in()
    folder = visitor.create_folder()
    with pytest.raises(BrokenChain):
        visitor.share(folder, "visit", "health", in_a_year())


def test_another_installation_with_the_same_rows_is_not_this_one(clinic: Clinic) -> None:
    given()
    from django.test.utils import override_settings

    with override_settings(LEJDE_ROOT_KEY=make_root().public), pytest.raises(BrokenChain):
        clinic["nurse"]


def test_a_new_quarter_brings_a_new_pair_and_the_old_things_still_open(
    clinic: Clinic,
    time_machine: object,
) -> None:
    _, old = given()
    time_machine.move_to(now() + timedelta(days=93))  # type: ignore[attr-defined]
    clinic["doctor"]
    assert Epoch.objects.filter(purpose="health").count() == 2
    _, new = given()
    assert {one.folder for one in clinic["nurse"].shares("health")} == {old, new}


def test_a_new_passphrase_ends_the_old_one(clinic: Clinic) -> None:
    _, folder = given()
    nurse = clinic.people["nurse"]
    old, row = nurse.passphrase, StaffKey.objects.get(id=nurse.number)
    nurse.passphrase = nurse.session().new_passphrase()
    assert clinic["nurse"].shares("health", folder)
    row.save()
    with pytest.raises(NotSignedIn):
        staff.unlock(nurse.number, old)


def test_three_of_five_shares_open_for_a_new_colleague_when_all_else_is_lost(
    clinic: Clinic,
) -> None:
    _, folder = given()
    shares = clinic.root.shares()
    number, passphrase = staff.enroll(frozenset({"health"}))
    assert root_from(shares[1:4]).recover(number) == {"health"}
    mine = StaffSession(number, *staff.unlock(number, passphrase))
    assert [one.folder for one in mine.shares("health")] == [folder]


def test_deposits_open_for_their_purpose_only(clinic: Clinic) -> None:
    number = staff.deposit("health", "due", {"what": "control"}, today())
    [(found, day, content)] = clinic["nurse"].deposits("health", "due")
    assert (found, day, content) == (number, today(), {"what": "control"})
    with pytest.raises(NotAllowed):
        clinic["psychologist"].deposits("health", "due")
    staff.remove_deposit(number)
    assert clinic["doctor"].deposits("health", "due") == []
