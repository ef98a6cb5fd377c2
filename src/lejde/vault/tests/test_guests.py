"""A guest reads the parts that the owner named, until the day or until it is taken back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from time_machine import TimeMachineFixture

from lejde.kernel.clock import today
from lejde.kernel.errors import LejdeError, NotFound, NotSignedIn
from lejde.vault import _guests, guests, upkeep, visitors
from lejde.vault._code import ReturnCode, read_code
from lejde.vault._folders import agree, part_of
from lejde.vault._halves import half_of
from lejde.vault._mailbox import FolderList, change_list, open_mailbox, read_list
from lejde.vault.backup import backup, restore
from lejde.vault.guests import GuestSession
from lejde.vault.models import Folder, Mailbox
from lejde.vault.tests.founding import Clinic, come_in, in_a_year
from lejde.vault.tests.test_backup import empty_house
from lejde.vault.visitors import BadInvitation, VisitorSession

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

ANSWERS = frozenset({"answers"})


@pytest.fixture
def clinic() -> Iterator[Clinic]:
    with Clinic() as made:
        made.found(nurse="health", doctor="health")
        yield made


def in_days(days: int) -> Any:
    return today() + timedelta(days=days)


def given(name: str = "", days: int = 7) -> tuple[VisitorSession, str, str]:
    """A visitor, a folder, and a guest code to its part "answers"."""
    visitor = come_in()
    folder = visitor.create_folder()
    visitor.write(folder, "answers", {"text": "negative"})
    visitor.write(folder, "visit", {"text": "what was said"})
    return visitor, folder, visitor.invite(folder, ANSWERS, in_days(days), name)


def reads(code: str) -> GuestSession:
    entered = visitors.enter(code)
    assert entered.is_guest
    return guests.resume(entered.token)


def is_shut(code: str) -> bool:
    """Neither door opens; both say what they say to a code that never was."""
    for door in (visitors.enter, visitors.sign_in):
        with pytest.raises(NotSignedIn):
            door(code)
    return True


def mailbox_of(code: str) -> tuple[Mailbox, bytes]:
    typed = read_code(code)
    assert typed
    number, _, key = open_mailbox(typed)
    return Mailbox.objects.get(id=number), key


def test_a_guest_reads_what_was_named_and_what_comes_later(clinic: Clinic) -> None:
    visitor, folder, code = given()
    guest = reads(code.lower().replace("-", " "))
    assert guest.parts == ANSWERS
    assert guest.until == in_days(7)
    visitor.write(folder, "answers", {"text": "another"})
    assert guest.read("answers") == [{"text": "negative"}, {"text": "another"}]


def test_a_guest_opens_no_other_part_and_is_no_visitor(clinic: Clinic) -> None:
    _, _, code = given()
    entered = visitors.enter(code)
    for name in ("visit", "about", _guests.INVITED, ""):
        with pytest.raises(NotFound):
            guests.resume(entered.token).read(name)
    with pytest.raises(NotSignedIn):
        visitors.resume(entered.token)
    with pytest.raises(NotSignedIn):
        visitors.sign_in(code)
    assert not {"write", "share", "invite", "folders"} & set(dir(GuestSession))


def test_a_visitors_token_is_no_guests(clinic: Clinic) -> None:
    with pytest.raises(NotSignedIn):
        guests.resume(visitors.make_visitor().token)


def test_taken_back_is_shut_at_the_next_click_and_for_the_code(clinic: Clinic) -> None:
    visitor, folder, code = given("my sister")
    token = visitors.enter(code).token
    row, _ = mailbox_of(code)
    visitor.end_guest(folder, visitor.guests(folder)[0].number)
    with pytest.raises(NotSignedIn):
        guests.resume(token)
    assert is_shut(code)
    row.save(force_insert=True)
    assert half_of(row.half) is None
    assert is_shut(code)
    [kept] = visitor.guests(folder)
    assert (kept.name, kept.is_open, kept.days) == ("my sister", False, (today(),))


def test_it_ends_after_its_last_day_and_the_night_destroys_it(
    clinic: Clinic, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(datetime(2026, 3, 20, 12, tzinfo=UTC))
    _, _, code = given(days=3)
    row, _ = mailbox_of(code)
    time_machine.move_to(datetime(2026, 3, 23, 22, tzinfo=UTC))
    upkeep.sweep()
    token = visitors.enter(code).token
    time_machine.move_to(datetime(2026, 3, 23, 23, 1, tzinfo=UTC))
    with pytest.raises(NotSignedIn):
        guests.resume(token)
    assert is_shut(code)
    assert half_of(row.half) is not None
    upkeep.sweep()
    assert half_of(row.half) is None
    assert not Mailbox.objects.filter(id=row.id).exists()


@pytest.mark.parametrize("end", ["folder", "everything", "code"])
def test_it_ends_with_the_folder_with_everything_and_with_a_new_code(
    clinic: Clinic, end: str
) -> None:
    visitor, folder, code = given()
    row, _ = mailbox_of(code)
    if end == "folder":
        visitor.erase_folder(folder)
    elif end == "everything":
        visitors.erase_everything(visitor)
    else:
        visitors.change_code(visitor)
    assert half_of(row.half) is None
    assert not Mailbox.objects.filter(id=row.id).exists()
    assert is_shut(code)


def test_the_owner_sees_each_day_of_use_once_and_no_guest_sees_another(
    clinic: Clinic, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(datetime(2026, 10, 24, 12, tzinfo=UTC))
    visitor, folder, code = given("first")
    other = visitor.invite(folder, frozenset({"visit"}), in_days(7), "second")
    for _ in range(2):
        reads(code)
    time_machine.shift(86400)
    reads(code)
    second, first = visitor.guests(folder)
    assert (first.name, second.name) == ("first", "second")
    assert [day.isoformat() for day in first.days] == ["2026-10-24", "2026-10-25"]
    assert second.days == ()
    assert reads(other).read("visit") == [{"text": "what was said"}]
    with pytest.raises(NotFound):
        reads(other).read("answers")


def test_somebody_else_takes_nothing_back(clinic: Clinic) -> None:
    visitor, folder, code = given()
    stranger, own, _ = given()
    number = visitor.guests(folder)[0].number
    for where in (folder, own):
        with pytest.raises(NotFound):
            stranger.end_guest(where, number)
    assert reads(code)


@pytest.mark.parametrize(
    ("parts", "days"),
    [(frozenset(), 7), (frozenset({"guests"}), 7), (ANSWERS, -1), (ANSWERS, 91)],
)
def test_what_may_not_be_given_is_refused_and_leaves_nothing(
    clinic: Clinic, parts: frozenset[str], days: int
) -> None:
    visitor = come_in()
    folder = visitor.create_folder()
    with pytest.raises(BadInvitation):
        visitor.invite(folder, parts, in_days(days))
    assert visitor.guests(folder) == []
    assert Mailbox.objects.count() == 1


def invitation_of(code: str) -> dict[str, Any]:
    row, key = mailbox_of(code)
    told = read_list(row.id, key)[1].guest
    assert told
    return told


def forge(code: str, **other: Any) -> None:
    """Writes another invitation into the guest's own mailbox, as somebody with its key can."""
    row, key = mailbox_of(code)

    def change(listed: FolderList) -> None:
        assert listed.guest
        listed.guest.update(other)

    change_list(row.id, key, change)


def test_the_end_the_parts_and_the_folder_stand_under_the_owners_signature(clinic: Clinic) -> None:
    visitor, folder, code = given()
    secret = visitor._secret(folder)
    told = invitation_of(code)
    another = come_in().create_folder()
    for other in (
        {"until": in_days(60).isoformat()},
        {"folder": another},
        {"parts": {**told["parts"], "visit": part_of(secret, "visit").key.hex()}},
        {"parts": {"visit": told["parts"]["answers"]}},
        {"days": ["guest/1", bytes(32).hex()]},
        {"signature": bytes(64).hex()},
    ):
        forge(code, **other)
        assert is_shut(code)
        forge(code, **told)
        assert reads(code)


def test_whoever_holds_a_parts_key_lets_nobody_in_without_the_owner(clinic: Clinic) -> None:
    """Staff have the key of what was shared; a signature of another owner is not this one's."""
    visitor, folder, code = given()
    visitor.share(folder, "answers", "health", in_a_year())
    part = clinic["nurse"].part("health", folder, "answers").part
    accomplice, own, taken = given()
    row, key = mailbox_of(taken)
    kept = invitation_of(taken)
    secret = accomplice._secret(own)
    stolen = _guests.Invitation(
        folder, in_days(7), {"answers": part}, _guests.Invitation.from_told(kept).days
    )
    signature = agree(secret, _guests.consent(row.id, key, stolen))
    forge(taken, **stolen.told(signature))
    assert is_shut(taken)
    assert reads(code)


def test_an_invitation_moved_to_another_guests_code_opens_nothing(clinic: Clinic) -> None:
    _, _, code = given()
    _, _, other = given()
    told = invitation_of(code)
    forge(other, **told)
    assert is_shut(other)


@pytest.mark.parametrize("columns", [("folders",), ("wrapped",), ("folders", "wrapped", "half")])
def test_swapped_rows_open_nothing(clinic: Clinic, columns: tuple[str, ...]) -> None:
    _, _, code = given()
    _, _, other = given()
    one, two = mailbox_of(code)[0], mailbox_of(other)[0]
    for column in columns:
        mine, theirs = getattr(one, column), getattr(two, column)
        setattr(one, column, theirs)
        setattr(two, column, mine)
    one.save()
    two.save()
    for typed in (code, other):
        with pytest.raises(LejdeError):
            visitors.enter(typed)


def test_the_main_database_does_not_tell_a_guest_from_a_visitor(clinic: Clinic) -> None:
    visitor, folder, code = given()
    row, _ = mailbox_of(code)
    own = Mailbox.objects.get(id=visitor._mailbox)
    for column in ("salt", "verifier", "wrapped", "folders"):
        assert len(getattr(row, column)) == len(getattr(own, column))
    assert row.quarter == own.quarter
    told = {str(value) for value in Mailbox.objects.filter(id=row.id).values_list()[0]}
    assert not told & {str(visitor._mailbox), folder, str(Folder.objects.get().half)}


def test_a_wrong_secret_behind_a_right_locator_opens_nothing(clinic: Clinic) -> None:
    _, _, code = given()
    assert is_shut(ReturnCode(code[:5], "0" * 14).shown())


def test_what_was_taken_back_stays_shut_in_a_restored_backup(
    clinic: Clinic, tmp_path: Path
) -> None:
    visitor, folder, code = given()
    kept = visitor.invite(folder, ANSWERS, in_days(9))
    backup(tmp_path / "old")
    taken = next(one for one in visitor.guests(folder) if one.until == in_days(7))
    visitor.end_guest(folder, taken.number)
    backup(tmp_path / "new")
    empty_house()
    restore(tmp_path / "old")
    assert is_shut(code)
    assert reads(kept).read("answers") == [{"text": "negative"}]
