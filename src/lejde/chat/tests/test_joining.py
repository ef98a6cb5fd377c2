"""A third in a talk is seen by both sides before reading a word: a colleague or supervisor for a
reason, an interpreter by the visitor's code. Run on PostgreSQL too.
"""

from collections.abc import Iterator

import pytest

from lejde.audit.queries import since
from lejde.chat import actions, desk_actions, handover, interpreting, joining, lines, transfer
from lejde.chat.domain import ClientIdReused, ConversationClosed
from lejde.chat.models import Seat
from lejde.chat.tests.talking import at_work, session
from lejde.identity.tests.hands import at_once
from lejde.identity.tests.working import House, house
from lejde.kernel import clock
from lejde.kernel.errors import BadInput, NotAllowed, NotFound, NotSignedIn
from lejde.vault import guests, visitors
from lejde.vault.guests import GuestSession
from lejde.vault.visitors import VisitorSession

__all__ = ["session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def people() -> Iterator[House]:
    yield from house("sexologist", "supervisor", "psychologist", "nurse")


@pytest.fixture
def number(people: House, session: VisitorSession) -> int:
    number = int(actions.begin(session, "counselling", "en")[0].pk)
    desk_actions.claim(at_work(people, "sexologist"), number)
    actions.say(session, number, "a", "secret words")
    return number


def lines_of(session: VisitorSession, number: int) -> list[str]:
    return [one.text for one in actions.read(session, number)[1] if one.sender == "system"]


def guest_with(code: str) -> GuestSession:
    return guests.resume(visitors.enter(code).token)


def test_a_supervisor_comes_visibly_reads_and_leaves(
    people: House, session: VisitorSession, number: int
) -> None:
    supervisor = at_work(people, "supervisor")
    with pytest.raises(NotFound):
        desk_actions.read(supervisor, number)
    assert [row.pk for row in joining.others(supervisor)] == [number]
    joining.join(supervisor, number, "supervision", writes=False)
    told = "Supervisor reads along here: to guide whoever answers you."
    assert lines_of(session, number) == [told]
    assert "secret words" in [one.text for one in desk_actions.read(supervisor, number)[1]]
    for act in (
        lambda: desk_actions.say(supervisor, number, "b", "me too"),
        lambda: desk_actions.close(supervisor, number),
        lambda: transfer.propose(supervisor, number, "psychologist"),
    ):
        with pytest.raises(NotAllowed):
            act()
    noted = {(one.verb, one.reason) for one in since(clock.today()) if one.role == "supervisor"}
    assert ("joined", "supervision") in noted
    joining.leave(supervisor, number)
    assert lines_of(session, number)[-1] == "Supervisor is not here any more."
    with pytest.raises(NotFound):
        desk_actions.read(supervisor, number)


def test_who_takes_part_writes_with_their_own_role(
    people: House, session: VisitorSession, number: int
) -> None:
    psychologist = at_work(people, "psychologist")
    joining.join(psychologist, number, "asked_to", writes=True)
    desk_actions.say(psychologist, number, "b", "from me")
    desk_actions.say(at_work(people, "sexologist"), number, "c", "and me")
    said = [one for one in actions.read(session, number)[1] if one.sender == "staff"]
    assert [(one.role, one.text) for one in said] == [
        ("psychologist", "from me"), ("sexologist", "and me"),
    ]  # fmt: skip


def test_many_who_join_at_once_sit_once_each_and_say_so_once(
    people: House, session: VisitorSession, number: int
) -> None:
    both = [at_work(people, name) for name in ("supervisor", "psychologist")]
    ended = at_once(8, lambda at: joining.join(both[at % 2], number, "safety", writes=False))
    assert ended == {"done": 8}
    assert Seat.objects.filter(joined=True).count() == len(lines_of(session, number)) == 2


def test_nobody_joins_without_a_key_a_reason_or_a_talk(
    people: House, session: VisitorSession, number: int
) -> None:
    supervisor = at_work(people, "supervisor")
    assert joining.others(at_work(people, "nurse")) == []
    with pytest.raises(NotFound):
        joining.join(at_work(people, "nurse"), number, "safety", writes=False)
    for reason in ("", "curious", ["safety"], None):
        with pytest.raises(BadInput):
            joining.join(supervisor, number, reason, writes=False)
    actions.close(session, number)
    with pytest.raises(ConversationClosed):
        joining.join(supervisor, number, "safety", writes=False)
    assert lines_of(session, number) == [] and not Seat.objects.exists()


@pytest.mark.parametrize("end", ["closed", "handed over"])
def test_a_seat_goes_with_the_talk(
    people: House, session: VisitorSession, number: int, end: str
) -> None:
    supervisor = at_work(people, "supervisor")
    joining.join(supervisor, number, "safety", writes=True)
    if end == "closed":
        desk_actions.close(at_work(people, "sexologist"), number)
    else:
        handover.go(session, number, "health", summary="for nurses")
    assert not Seat.objects.exists()
    with pytest.raises(NotFound):
        desk_actions.read(supervisor, number)


def test_an_interpreter_comes_seen_by_both_and_writes_as_one(
    people: House, session: VisitorSession, number: int
) -> None:
    guest = guest_with(interpreting.invite(session, number, 2, "her"))
    assert lines_of(session, number) == []
    along = interpreting.come(guest)
    interpreting.come(guest)
    assert lines_of(session, number) == ["An interpreter is here."]
    assert next(one.text for one in interpreting.read_all(along)) == "secret words"
    assert interpreting.say(guest, "g", "ord") == (3, True)
    assert interpreting.say(guest, "g", "ord") == (3, False)
    for read in (
        actions.read(session, number)[1],
        desk_actions.read(at_work(people, "sexologist"), number)[1],
    ):
        assert (read[-1].sender, read[-1].text) == ("interpreter", "ord")
        assert lines.has_interpreter(read)
    # One sender's id is not another's message.
    with pytest.raises(ClientIdReused):
        actions.say(session, number, "g", "ord")


@pytest.mark.parametrize("end", ["taken back", "another", "closed", "staff", "handed over"])
def test_it_ends_with_the_talk_or_when_it_is_taken_back(
    people: House, session: VisitorSession, number: int, end: str
) -> None:
    code = interpreting.invite(session, number, 2)
    token = visitors.enter(code).token
    interpreting.come(guests.resume(token))
    if end == "taken back":
        interpreting.let_out(session, number)
    elif end == "another":
        interpreting.invite(session, number, 2)
    elif end == "closed":
        actions.close(session, number)
    elif end == "staff":
        desk_actions.close(at_work(people, "sexologist"), number)
    else:
        handover.go(session, number, "health", summary="not for the interpreter")
    with pytest.raises(NotSignedIn):
        interpreting.say(guests.resume(token), "x", "still here?")
    with pytest.raises(NotSignedIn):
        visitors.enter(code)
    if end in ("taken back", "another"):
        assert lines_of(session, number)[-1] == "The interpreter is not here any more."
        assert not lines.has_interpreter(actions.read(session, number)[1])


def test_a_code_for_reading_something_else_opens_no_talk(
    people: House, session: VisitorSession, number: int
) -> None:
    folder = session.create_folder()
    session.write(folder, "answers", {"text": "negative"})
    guest = guest_with(session.invite(folder, frozenset({"answers"}), clock.today()))
    with pytest.raises(NotSignedIn):
        interpreting.come(guest)
    other = visitors.resume(visitors.make_visitor().token)
    with pytest.raises(NotFound):
        interpreting.invite(other, number, 2)
