"""Promise 4: deleted is unreadable everywhere, in every backup, within seven days. The thief has
an old backup, every keys file that is still kept, the pepper, the return code and a staff key.
"""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from time_machine import TimeMachineFixture

from lejde.booking import actions, hours, taking
from lejde.booking.models import Slot
from lejde.booking.tests import opening
from lejde.booking.tests.opening import a_slot, open_house
from lejde.chat import actions as chat
from lejde.chat.models import Conversation
from lejde.chat.threads import PART
from lejde.config import clockwork
from lejde.identity.erasing import erase_everything
from lejde.identity.tests.working import House, house
from lejde.kernel.clock import now
from lejde.kernel.errors import LejdeError, NotSignedIn
from lejde.vault import visitors
from lejde.vault.backup import CannotRestore, backup, restore
from lejde.vault.tests.founding import Clinic
from lejde.vault.visitors import NewVisitor

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
clinic = opening.clinic


def empty_house() -> None:
    for name in ("default", "keys"):
        call_command("flush", database=name, verbosity=0, interactive=False)


def somebody() -> tuple[str, str]:
    """Code and folder of a person with an appointment and something written."""
    made = visitors.make_visitor()
    session = visitors.resume(made.token)
    slot = a_slot(open_house())
    taking.hold(slot.id, "claim")
    one = actions.book(session, slot.id, "claim")
    session.write(one.folder, "visit", {"kind": "note", "text": "what was told"})
    return made.return_code, one.folder


def test_an_old_backup_opens_for_nobody_after_a_week_of_rotation(
    clinic: Clinic, tmp_path: Path, time_machine: TimeMachineFixture
) -> None:
    start = now()
    time_machine.move_to(start)
    code, folder = somebody()
    kept = tmp_path / "kept"
    kept.mkdir()
    backup(kept / "day0")
    stolen = tmp_path / "stolen"
    stolen.mkdir()
    shutil.copy(kept / "day0", stolen / "old")
    time_machine.move_to(start + timedelta(minutes=5))
    erase_everything(visitors.resume(visitors.sign_in(code)))
    for day in range(1, 9):
        time_machine.move_to(start + timedelta(days=day))
        backup(kept / f"day{day}")
    keys_files = sorted(kept.glob("*.keys"))
    assert keys_files and kept / "day0.keys" not in keys_files
    for keys in keys_files:
        shutil.copy(keys, stolen / "old.keys")
        empty_house()
        restore(stolen / "old")
        with pytest.raises(NotSignedIn):
            visitors.sign_in(code)
        for name in ("nurse", "doctor"):
            with pytest.raises(LejdeError):
                clinic[name].part("health", folder, "visit")
            assert clinic[name].deposits("health", "arrivals") == []


def test_the_same_backup_with_its_own_keys_would_have_opened(
    clinic: Clinic, tmp_path: Path, time_machine: TimeMachineFixture
) -> None:
    """The attack is a real one; that is why keys live a week. Restored by the house itself, what
    was erased is erased again.
    """
    start = now()
    time_machine.move_to(start)
    code, folder = somebody()
    backup(tmp_path / "old")
    empty_house()
    restore(tmp_path / "old")
    session = visitors.resume(visitors.sign_in(code))
    assert session.read(folder, "visit")[0]["text"] == "what was told"
    assert Slot.objects.filter(state="taken").count() == 1
    assert hours.fill() == 0
    time_machine.move_to(start + timedelta(days=8))
    with pytest.raises(CannotRestore):
        restore(tmp_path / "old")


@pytest.fixture
def people() -> Iterator[House]:
    yield from house("nurse", "doctor")


def written(made: NewVisitor) -> Conversation:
    """A talk in which its visitor said something."""
    session = visitors.resume(made.token)
    row = chat.begin(session, "health", "en")[0]
    chat.say(session, int(row.pk), "a", "what was told")
    return row


def test_a_talk_that_has_run_out_opens_from_an_old_backup_for_nobody(
    people: House, tmp_path: Path, time_machine: TimeMachineFixture
) -> None:
    """Nobody asked: its day came, and the night after a backup destroyed it. The thief has that
    backup with every keys file that is still kept, the code, and the keys of the staff.
    """
    start, made = now(), visitors.make_visitor()
    time_machine.move_to(start)
    row, kept, stolen = written(made), tmp_path / "kept", tmp_path / "stolen"
    for folder in (kept, stolen):
        folder.mkdir()
    time_machine.move_to(start + timedelta(days=row.kept_days - 1))
    backup(kept / "day0")
    shutil.copy(kept / "day0", stolen / "old")
    time_machine.move_to(start + timedelta(days=row.kept_days))
    clockwork.night()
    for day in range(1, 9):
        time_machine.move_to(start + timedelta(days=row.kept_days + day))
        backup(kept / f"day{day}")
    keys_files = sorted(kept.glob("*.keys"))
    assert keys_files and kept / "day0.keys" not in keys_files
    for keys in keys_files:
        shutil.copy(keys, stolen / "old.keys")
        empty_house()
        restore(stolen / "old")
        assert Conversation.everything.get().folder == row.folder
        with pytest.raises(LejdeError):
            visitors.resume(visitors.sign_in(made.return_code)).read(row.folder, PART)
        with pytest.raises(LejdeError):
            people.clinic["nurse"].part("health", row.folder, PART)


def test_the_night_before_its_day_the_same_backup_opens_the_talk(
    people: House, tmp_path: Path, time_machine: TimeMachineFixture
) -> None:
    """The attack is a real one, and nothing is destroyed a day too early. Restored by the house
    itself, its day comes all the same.
    """
    start, made = now(), visitors.make_visitor()
    time_machine.move_to(start)
    row = written(made)
    time_machine.move_to(start + timedelta(days=row.kept_days - 1))
    clockwork.night()
    backup(tmp_path / "old")
    empty_house()
    restore(tmp_path / "old")
    again, nurse = visitors.resume(visitors.sign_in(made.return_code)), people.clinic["nurse"]
    assert again.read(row.folder, PART)[0]["text"] == "what was told"
    assert nurse.read(nurse.part("health", row.folder, PART))[0]["text"] == "what was told"
    time_machine.move_to(start + timedelta(days=row.kept_days))
    clockwork.night()
    with pytest.raises(LejdeError):
        again.read(row.folder, PART)
    assert not Conversation.everything.exists()
