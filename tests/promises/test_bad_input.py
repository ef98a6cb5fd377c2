"""Bad input, item by item: a clear message in the reader's language, the right status, and nothing
lost or half written. What is shown elsewhere:

- ten megabytes in a field: `ui/tests/test_errors.py`, `config/tests/test_api_document.py`;
- a full disk, a database or the keys away: `config/tests/test_broken_ground.py`;
- broken pack files, by file and key: `packs/tests/test_packs.py`; broken facts: `test_commands.py`;
- wrong settings, by variable: `config/tests/test_environment.py`;
- cut and invented answers of the self-check: `selfcheck/tests/test_pages.py`;
- holds and double posts below the pages: `booking/tests/test_taking.py`, `test_pages.py`;
- pictures that are none, cut, bombs, too many: `chat/tests/test_picture_pages.py`, `test_reencoding.py`,
  `config/tests/test_uploading.py`, `test_api_pictures.py`;
- two tabs over one list or one visit: `vault/tests/test_visitors.py`, `clinic/tests/test_corrections.py`.
"""

import html
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from lejde.booking import records, taking
from lejde.booking.models import Service, Slot
from lejde.booking.tests.opening import a_slot, open_house
from lejde.config.api_document import CALLS, JSON
from lejde.identity.tests.keeping import keep
from lejde.identity.tests.working import House, house
from lejde.kernel.clock import now
from lejde.packs import checking, reading
from lejde.vault import _hashing, visitors
from lejde.vault._code import ReturnCode, make_code
from lejde.vault.models import Folder, Mailbox

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
IN_EACH = pytest.mark.parametrize("language", ["nb", "da", "en"])
OPENS_NOTHING = "This code does not open anything. Check each group and try again."
TAKEN = "That time was just taken by somebody else. Nothing is lost; here are the nearest ones."
BUSY = "Wait a few seconds and try again. Nothing is lost."


@pytest.fixture
def people() -> Iterator[House]:
    yield from house("nurse", "doctor")


@pytest.fixture
def service(people: House) -> Service:
    return open_house()


def reader(language: str, **cookies: str) -> Client:
    client = Client(headers={"accept-language": language}, raise_request_exception=False)
    for name, value in cookies.items():
        client.cookies[name] = value
    return client


def reads(page: Any, language: str, english: str) -> bool:
    """Whether a page says a sentence, in the reader's own language."""
    with translation.override(language):
        told = gettext(english)
    assert (told == english) is (language == "en"), "not translated"
    return told in html.unescape(page.text)


def hold(client: Client, slot: Slot) -> str:
    answer = client.post("/book/hold/", {"slot": slot.id})
    found = re.search(r'name="claim" value="([^"]+)"', answer.text)
    assert found
    return found[1]


def wrong_codes() -> list[str]:
    """Nonsense, cut twice, neighbours swapped, unknown, and somebody's locator with a guess."""
    code, unknown, guess = visitors.make_visitor().return_code, make_code(), make_code()
    swapped = next(i for i in range(4) if code[i] != code[i + 1])
    return [
        "x", code[:-1], code[:11],
        code[:swapped] + code[swapped + 1] + code[swapped] + code[swapped + 2 :],
        unknown.shown(), ReturnCode(code[:5], guess.secret).shown(),
    ]  # fmt: skip


@IN_EACH
def test_a_code_that_opens_nothing_is_said_alike_whatever_is_wrong_with_it(language: str) -> None:
    for code in wrong_codes():
        page = reader(language).post("/code/", {"code": code})
        assert page.status_code == 401 and reads(page, language, OPENS_NOTHING), code
        assert not page.cookies.get("v")
        program = Client().post("/api/v1/sessions", {"return_code": code}, "application/json")
        assert (program.status_code, program.json()["error"]["code"]) == (401, "not_signed_in")


@IN_EACH
def test_hammered_codes_are_told_to_wait_and_shut_nobody_out(
    language: str, people: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = visitors.make_visitor().return_code
    wrong = ReturnCode(code[:5], make_code().secret).shown()
    mailboxes = Mailbox.objects.count()
    with monkeypatch.context() as full:
        for queue in ("VISITORS", "STAFF"):
            full.setattr(_hashing, queue, _hashing.Places(places=0, queue=0))
        told = {"login": "nurse", "password": people.clinic.people["nurse"].passphrase}
        for address, form in (("/code/", {"code": code}), ("/code/new/", {}), ("/desk/in/", told)):
            page = reader(language).post(address, form)
            assert page.status_code == 429 and reads(page, language, BUSY), address
            assert int(page["Retry-After"]) > 0
        program = Client().post("/api/v1/sessions", {"return_code": code}, "application/json")
        assert program.status_code == 429 and int(program["Retry-After"]) > 0
    assert Mailbox.objects.count() == mailboxes
    for _ in range(30):
        assert reader(language).post("/code/", {"code": wrong}).status_code == 401
    assert reader(language).post("/code/", {"code": code}).status_code == 302


@IN_EACH
def test_a_hold_that_ran_out_to_another_leads_to_the_nearest_and_leaves_nothing(
    language: str, service: Service
) -> None:
    client, slot = reader(language), a_slot(service)
    claim = hold(client, slot)
    mailboxes, folders = Mailbox.objects.count(), Folder.objects.count()
    with time_machine.travel(now() + timedelta(minutes=11)):
        hold(reader(language), slot)
        page = client.post("/book/take/", {"slot": slot.id, "claim": claim, "new": "1"})
    assert page.status_code == 409 and reads(page, language, TAKEN)
    assert 'name="slot"' in page.text and not page.cookies.get("v")
    assert (Mailbox.objects.count(), Folder.objects.count()) == (mailboxes, folders)
    assert Slot.objects.get(id=slot.id).state == "held"


@IN_EACH
def test_the_back_button_and_a_second_post_do_everything_once(
    language: str, service: Service
) -> None:
    client, slot = reader(language), a_slot(service)
    told = {"slot": slot.id, "claim": hold(client, slot), "new": "1"}
    assert keep(client, client.post("/book/take/", told))["Location"] == "/mine/"
    mailboxes = Mailbox.objects.count()
    for again in ("/book/take/", "/code/new/"):
        assert client.post(again, told)["Location"] == "/mine/"
    session = visitors.resume(client.cookies["v"].value)
    (one,) = records.appointments(session)
    for _ in range(2):
        assert client.post("/book/cancel/", {"appointment": one.key}).status_code == 302
        assert Slot.objects.get(id=slot.id).state == "open"
    assert Mailbox.objects.count() == mailboxes
    assert client.post("/mine/delete/").status_code == 200
    assert client.post("/mine/delete/")["Location"] == "/code/"
    assert client.get("/mine/")["Location"] == "/code/"


@IN_EACH
def test_of_two_tabs_neither_undoes_the_other_and_one_that_ended_asks_for_the_code(
    language: str, service: Service
) -> None:
    token = visitors.make_visitor().token
    left, right = reader(language, v=token), reader(language, v=token)
    one, other = taking.open_slots(service.id, now(), now() + timedelta(days=28))[:2]
    forms = [
        (tab, {"slot": slot.id, "claim": hold(tab, slot)})
        for tab, slot in ((left, one), (right, other))
    ]
    for tab, form in forms:
        assert tab.post("/book/take/", form)["Location"] == "/mine/"
    booked = {found.slot for found in records.appointments(visitors.resume(token))}
    assert booked == {one.id, other.id}
    left.post("/mine/code/")
    ended = right.post("/book/cancel/", {"appointment": "x"})
    assert ended["Location"] == "/code/"
    page = right.get("/code/")
    assert page.status_code == 200 and 'name="code"' in page.text
    assert f'lang="{language}"' in page.text
    assert {Slot.objects.get(id=slot.id).state for slot in (one, other)} == {"taken"}


@pytest.mark.parametrize(
    "call", [one for one in CALLS if one.body and one.takes == JSON], ids=lambda one: one.path
)
def test_an_unknown_key_is_named_by_every_call(call: Any) -> None:
    token = visitors.make_visitor().token
    got = getattr(Client(), call.method)(
        call.path, {"colour": "red"}, "application/json",
        headers={"authorization": f"Bearer {token}"},
    )  # fmt: skip
    assert got.status_code == 422
    assert "colour" in got.json()["error"]["message"]


def run(*command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    lejde = str(Path(sys.executable).parent / "lejde")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LEJDE_", "DJANGO_"))}
    return subprocess.run(
        [lejde, *command], env={**kept, **settings}, capture_output=True, text=True, check=False
    )


def test_a_server_without_its_settings_says_each_in_a_line_and_makes_nothing(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    ended = run("serve", LEJDE_HOME=str(home), LEJDE_KEYS_URL="mysql://x/y", LEJDE_ROOT_KEY="short")
    lines = ended.stderr.splitlines()
    assert ended.returncode == 2 and not home.exists()
    assert [line.split(":")[1].strip() for line in lines] == [
        "LEJDE_KEYS_URL", "LEJDE_ROOT_KEY", "LEJDE_PEPPER_FILE"
    ]  # fmt: skip


def test_a_broken_pack_is_a_line_for_each_fault_with_file_and_key(tmp_path: Path) -> None:
    folder = copytree(Path(str(reading.home())) / "no", tmp_path / "packs" / "no")
    for file, old, new in (
        ("windows.yaml", "useful: 2 weeks", "useful: soon"),
        ("rules/blood.yaml", "specimen: finger_prick", "specimn: finger_prick"),
        ("sources/clinics.yaml", "tier: clinic", "tier: rumour"),
    ):
        text = (folder / file).read_text("utf-8")
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    faults = checking.faults_of("no", date(2026, 11, 24), folder)
    for said in (r"windows.yaml:\d+: 0.useful", r"blood.yaml:\d+: no.hiv.rapid: specimn",
                 r"sources/clinics.yaml:\d+: olafia-2024.tier"):  # fmt: skip
        assert sum(bool(re.search(said, fault)) for fault in faults) == 1, faults
    assert all("\n" not in fault for fault in faults)
