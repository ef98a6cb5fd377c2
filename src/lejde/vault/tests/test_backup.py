"""A backup brings back what was there, and nothing that somebody erased."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from time_machine import TimeMachineFixture

from lejde.kernel.clock import now, today
from lejde.kernel.errors import NotSignedIn
from lejde.vault import visitors
from lejde.vault.backup import CannotRestore, backup, restore
from lejde.vault.tests.founding import Clinic, in_a_year

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def clinic() -> Iterator[Clinic]:
    with Clinic() as made:
        made.found(nurse="health", doctor="health")
        yield made


def empty_house() -> None:
    for name in ("default", "keys"):
        call_command("flush", database=name, verbosity=0, interactive=False)


def somebody(words: str) -> tuple[str, str]:
    made = visitors.make_visitor()
    session = visitors.resume(made.token)
    folder = session.create_folder()
    session.write(folder, "visit", {"text": words})
    session.share(folder, "visit", "health", in_a_year())
    return made.return_code, folder


def test_codes_and_staff_open_what_they_opened_before(clinic: Clinic, tmp_path: Path) -> None:
    code, folder = somebody("hei")
    backup(tmp_path / "b")
    empty_house()
    assert restore(tmp_path / "b") == [today().isoformat()]
    assert visitors.resume(visitors.sign_in(code)).read(folder, "visit") == [{"text": "hei"}]
    nurse = clinic["nurse"]
    assert nurse.read(nurse.part("health", folder, "visit")) == [{"text": "hei"}]


def test_what_was_erased_since_is_erased_again(clinic: Clinic, tmp_path: Path) -> None:
    code, _ = somebody("hei")
    kept, folder = somebody("stays")
    backup(tmp_path / "old")
    visitors.erase_everything(visitors.resume(visitors.sign_in(code)))
    backup(tmp_path / "new")
    empty_house()
    restore(tmp_path / "old")
    with pytest.raises(NotSignedIn):
        visitors.sign_in(code)
    assert [one.folder for one in clinic["nurse"].shares("health")] == [folder]
    assert visitors.sign_in(kept)


def test_without_a_list_it_says_which_days_may_be_back(
    clinic: Clinic, tmp_path: Path, time_machine: TimeMachineFixture
) -> None:
    start, first = now(), today()
    backup(tmp_path / "b")
    (tmp_path / "b.erased").unlink()
    empty_house()
    time_machine.move_to(start + timedelta(days=2))
    days = [(first + timedelta(days=n)).isoformat() for n in range(3)]
    assert restore(tmp_path / "b") == days


def test_keys_over_seven_days_old_are_refused_and_removed(
    clinic: Clinic, tmp_path: Path, time_machine: TimeMachineFixture
) -> None:
    start = now()
    backup(tmp_path / "old")
    time_machine.move_to(start + timedelta(days=8))
    with pytest.raises(CannotRestore):
        restore(tmp_path / "old")
    assert not (tmp_path / "old.keys").exists()


def test_a_new_backup_removes_the_old_keys_beside_it(
    clinic: Clinic, tmp_path: Path, time_machine: TimeMachineFixture
) -> None:
    start = now()
    for day in range(0, 10, 3):
        time_machine.move_to(start + timedelta(days=day))
        backup(tmp_path / f"day{day}")
    assert sorted(p.name for p in tmp_path.glob("*.keys")) == [
        "day3.keys",
        "day6.keys",
        "day9.keys",
    ]


@pytest.mark.parametrize("harm", ["cut", "changed", "other pepper", "not there"])
def test_a_harmed_backup_is_refused_and_leaves_the_house_empty(
    clinic: Clinic, tmp_path: Path, settings: object, harm: str
) -> None:
    somebody("hei")
    file, *_ = backup(tmp_path / "b")
    empty_house()
    raw = file.read_bytes()
    if harm == "cut":
        file.write_bytes(raw[:-30])
    elif harm == "changed":
        file.write_bytes(raw[:200] + bytes([raw[200] ^ 1]) + raw[201:])
    elif harm == "other pepper":
        settings.LEJDE_PEPPER = bytes(32)  # type: ignore[attr-defined]
    else:
        file.unlink()
    with pytest.raises(CannotRestore):
        restore(file)
    from lejde.vault.models import Mailbox

    assert Mailbox.objects.count() == 0


def test_a_living_house_is_not_overwritten(clinic: Clinic, tmp_path: Path) -> None:
    backup(tmp_path / "b")
    with pytest.raises(CannotRestore):
        restore(tmp_path / "b")
