"""One folder of a visitor's that nothing can bring back keeps them from none of the rest: they come
in, book, and delete everything, and then no time stays taken. Run on SQLite and PostgreSQL.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db.utils import OperationalError
from django.test import Client

from lejde.booking import actions, hours, records, taking
from lejde.booking.domain import OPEN, TAKEN
from lejde.booking.models import Service, Slot
from lejde.booking.tests import opening
from lejde.booking.tests.opening import a_slot
from lejde.clinic import mine
from lejde.identity.folders import CARE, new_folder
from lejde.kernel.clock import now
from lejde.kernel.errors import NotFound
from lejde.vault import _folders, upkeep, visitors
from lejde.vault.backup import backup, restore
from lejde.vault.keystore.models import Half
from lejde.vault.models import Folder
from lejde.vault.tests.founding import Clinic
from lejde.vault.visitors import NewVisitor, VisitorSession

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
clinic, service = opening.clinic, opening.service
Way = Callable[[NewVisitor, Path, pytest.MonkeyPatch], None]


def full_disk(made: NewVisitor, _: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list was written, and then no page more."""

    def refuse(_: bytes) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as full:
        full.setattr(_folders, "make_folder", refuse)
        with pytest.raises(OperationalError):
            visitors.resume(made.token).create_folder()


def restored(made: NewVisitor, folder: Path, _: pytest.MonkeyPatch) -> None:
    """A backup from before a folder was erased; the list in it still names the folder."""
    session = visitors.resume(made.token)
    lost = new_folder(session, CARE)
    backup(folder / "old")
    session.erase_folder(lost)
    backup(folder / "new")
    for name in ("default", "keys"):
        call_command("flush", database=name, verbosity=0, interactive=False)
    restore(folder / "old")
    assert Folder.objects.filter(number=lost).exists()


def run_out(made: NewVisitor, _: Path, __: pytest.MonkeyPatch) -> None:
    """The half's end month passed, and the night took its row."""
    lost = new_folder(visitors.resume(made.token), CARE)
    Half.objects.filter(id=Folder.objects.get(number=lost).half).update(end_month="2020-01")
    upkeep.sweep()
    assert not Folder.objects.filter(number=lost).exists()


@pytest.mark.parametrize("way", [full_disk, restored, run_out], ids=lambda one: one.__name__)
def test_one_folder_that_is_lost_keeps_nobody_out(
    way: Way, service: Service, clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, (one, other) = visitors.make_visitor(), (a_slot(service), a_slot(service, 1))
    session = visitors.resume(made.token)
    taking.hold(one.id, "claim")
    actions.book(session, one.id, "claim")
    mine.ask(session, "a question")
    way(made, tmp_path, monkeypatch)
    client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    assert client.post("/code/", {"code": made.return_code})["Location"] == "/mine/"
    assert client.get("/mine/").status_code == 200
    taking.hold(other.id, "other")
    told = {"slot": other.id, "claim": "other"}
    assert client.post("/book/take/", told)["Location"] == "/mine/"
    assert set(Slot.objects.filter(state=TAKEN).values_list("id", flat=True)) == {one.id, other.id}
    assert client.post("/mine/delete/").status_code == 200
    assert {slot.state for slot in Slot.objects.filter(id__in=[one.id, other.id])} == {OPEN}
    for box in (hours.CARDS, mine.ASKED):
        assert clinic["nurse"].deposits("health", box) == []
    assert client.post("/code/", {"code": made.return_code}).status_code == 401


def test_one_folder_that_fails_leaves_no_time_of_the_others_taken(
    service: Service, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = visitors.resume(visitors.make_visitor().token)
    for place in range(2):
        slot = a_slot(service, place)
        taking.hold(slot.id, "claim")
        actions.book(session, slot.id, "claim")
    bad = records.folders(session)[0]
    read = VisitorSession.read

    def refuse(self: VisitorSession, folder: str, part: str) -> list[dict[str, object]]:
        if folder == bad and part == records.PART:
            raise OperationalError("unreadable")
        return read(self, folder, part)

    monkeypatch.setattr(VisitorSession, "read", refuse)
    with pytest.raises(OperationalError):
        actions.forget(session)
    assert Slot.objects.filter(state=TAKEN).count() == 1


def test_signing_in_takes_the_lost_off_the_list_and_never_one_that_is_being_made(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = visitors.make_visitor()
    kept = visitors.resume(made.token).create_folder()
    full_disk(made, Path(), monkeypatch)
    again = visitors.resume(visitors.sign_in(made.return_code))
    (making,) = set(again.folders()) - {kept}
    with pytest.raises(NotFound):
        again.read(making, "about")
    with time_machine.travel(now() + timedelta(hours=2)):
        assert visitors.resume(visitors.sign_in(made.return_code)).folders() == [kept]


def test_whoever_comes_back_keeps_their_folders(clinic: Clinic) -> None:
    made = visitors.make_visitor()
    folder = visitors.resume(made.token).create_folder()
    visitors.resume(made.token).write(folder, "talk", {"text": "hei"})
    start = now()
    for year in (3, 6, 9):
        with time_machine.travel(start + timedelta(days=365 * year)):
            upkeep.sweep()
            session = visitors.resume(visitors.sign_in(made.return_code))
            assert session.read(folder, "talk") == [{"text": "hei"}]
