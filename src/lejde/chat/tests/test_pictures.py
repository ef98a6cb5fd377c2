"""A picture in a talk: stored once or not at all, opened by who may, and gone before the words.

Run on SQLite and PostgreSQL.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from time_machine import TimeMachineFixture

from lejde.audit.models import Act
from lejde.chat import actions, decoding, desk_actions, enclosing, pictures
from lejde.chat.decoding import BrokenPicture, NotAPicture, PictureTooLarge, Remade
from lejde.chat.domain import (
    ClientIdReused,
    ConversationClosed,
    NoRoom,
    TooLong,
)
from lejde.chat.models import Conversation
from lejde.chat.tests.photographs import NO_PICTURES, photograph
from lejde.chat.tests.talking import at_work, people, session
from lejde.identity import erasing
from lejde.identity.tests.hands import at_once
from lejde.identity.tests.working import House
from lejde.kernel.clock import now, today
from lejde.kernel.errors import BadInput, NotFound
from lejde.ui.uploads import LARGEST_FILE
from lejde.vault import attachments, upkeep, visitors
from lejde.vault.backup import backup, restore
from lejde.vault.tests.attached import lying
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the picture itself is beside the point, no process is started for it."""
    made = Remade(b"\xff\xd8\xff made anew", 64, 32)
    monkeypatch.setattr(decoding, "remake", lambda raw: made)


def begun(session: VisitorSession, topic: str = "health") -> int:
    return int(actions.begin(session, topic, "en")[0].pk)


def send(session: VisitorSession, number: int, name: str, text: str = "") -> tuple[int, bool]:
    return pictures.send(session, number, name, text, photograph())


def test_both_sides_read_its_size_first_and_open_the_same(
    people: House, session: VisitorSession
) -> None:
    number, nurse = begun(session), at_work(people, "nurse")
    assert send(session, number, "a", "Is this bad?") == (1, True)
    assert send(session, number, "b") == (2, True)
    desk_actions.claim(nurse, number)
    first, second = desk_actions.read(nurse, number)[1]
    assert (first.text, second.text) == ("Is this bad?", "")
    assert first.picture and first.picture.until == today() + timedelta(days=7)
    content = pictures.opens(nurse, number, 1)
    assert content == pictures.read(session, number, 1) and content.startswith(b"\xff\xd8\xff")
    assert (len(content), 64, 32) == (
        first.picture.size, first.picture.width, first.picture.height
    )  # fmt: skip
    assert "key" not in repr(first)


def test_only_opening_it_is_noted_as_that(people: House, session: VisitorSession) -> None:
    number, nurse = begun(session), at_work(people, "nurse")
    send(session, number, "a")
    desk_actions.claim(nurse, number)
    desk_actions.read_all(nurse, number)
    assert not Act.objects.filter(verb="opened_picture").exists()
    pictures.opens(nurse, number, 1)
    noted = Act.objects.get(verb="opened_picture")
    assert (noted.worker, noted.trace) == (
        nurse.user.pk, session.trace(Conversation.objects.get().folder, "talk")
    )  # fmt: skip


@pytest.mark.usefixtures("quick")
def test_sent_again_it_is_one_and_another_under_its_id_is_refused(
    people: House, session: VisitorSession
) -> None:
    number = begun(session)
    assert send(session, number, "a", "once") == (1, True)
    assert send(session, number, "a", "once") == (1, False)
    assert actions.say(session, number, "b", "words") == (2, True)
    for name, text, raw in (
        ("a", "twice", photograph()), ("a", "once", photograph(2)), ("b", "words", photograph()),
    ):  # fmt: skip
        with pytest.raises(ClientIdReused):
            pictures.send(session, number, name, text, raw)
    actions.close(session, number)
    # Its acknowledgement was lost on the way; the picture was not.
    assert send(session, number, "a", "once") == (1, False)
    assert lying() == 1


@pytest.mark.usefixtures("quick")
def test_of_many_hands_each_picture_is_stored_once_and_nothing_is_left_over(
    people: House, session: VisitorSession
) -> None:
    number = begun(session)
    ended = at_once(12, lambda at: send(session, number, f"p{at % 3}"))
    assert ended == {"done": 12}
    assert [one.sequence for one in actions.read(session, number)[1]] == [1, 2, 3]
    assert lying() == 3


@pytest.mark.usefixtures("quick")
def test_a_talk_takes_ten_at_a_time_also_from_many_hands(
    people: House, time_machine: TimeMachineFixture
) -> None:
    made, start = visitors.make_visitor(), now()
    session = visitors.resume(made.token)
    number = begun(session)
    for at in range(enclosing.MOST_IN_A_TALK - 2):
        send(session, number, f"p{at}")
    ended = at_once(6, lambda at: send(session, number, f"q{at}"))
    assert ended == {"done": 2, "too_many_pictures": 4}
    assert lying() == enclosing.MOST_IN_A_TALK
    assert send(session, begun(session), "another talk") == (1, True)
    # Those that are gone take no place.
    time_machine.move_to(start + timedelta(days=enclosing.KEPT_DAYS + 1))
    back = visitors.resume(visitors.sign_in(made.return_code))
    assert send(back, number, "later") == (enclosing.MOST_IN_A_TALK + 1, True)


@pytest.mark.usefixtures("quick")
def test_who_answers_nobody_takes_at_most_half_of_the_room(
    people: House, session: VisitorSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, waiting, nurse = begun(session), begun(session), at_work(people, "nurse")
    desk_actions.claim(nurse, number)
    send(session, waiting, "a")
    monkeypatch.setattr(enclosing, "MOST_BYTES", 2 * attachments.held())
    with pytest.raises(NoRoom):
        send(session, waiting, "b")
    assert send(session, number, "c") == (1, True)
    with pytest.raises(NoRoom) as full:
        send(session, number, "d")
    assert (full.value.status, full.value.code) == (503, "no_room")
    assert actions.say(session, number, "e", "words are stored all the same") == (2, True)


@pytest.mark.usefixtures("quick")
def test_a_closed_talk_takes_none_and_leaves_nothing(
    people: House, session: VisitorSession
) -> None:
    number = begun(session)
    actions.close(session, number)
    with pytest.raises(ConversationClosed):
        send(session, number, "a")
    assert lying() == 0


def test_one_that_ends_while_its_picture_is_made_leaves_nothing(
    people: House, session: VisitorSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, other = begun(session), begun(session)

    def meanwhile(raw: bytes) -> Remade:
        actions.close(session, number)
        actions.erase(session, other)
        return Remade(b"made", 1, 1)

    monkeypatch.setattr(decoding, "remake", meanwhile)
    with pytest.raises(ConversationClosed):
        send(session, number, "a")
    monkeypatch.setattr(decoding, "remake", lambda raw: Remade(b"made", 1, 1))
    with pytest.raises(NotFound):
        send(session, other, "a")
    assert lying() == 0


def test_what_is_refused_stores_nothing_and_its_id_is_free(
    people: House, session: VisitorSession
) -> None:
    number = begun(session)
    for raw, refusal in (
        (NO_PICTURES["vector"], NotAPicture), (NO_PICTURES["heic"], NotAPicture),
        (photograph()[:300], BrokenPicture), (b"\xff" * (LARGEST_FILE + 1), PictureTooLarge),
    ):  # fmt: skip
        with pytest.raises(refusal):
            pictures.send(session, number, "a", "words", raw)
    with pytest.raises(TooLong):
        pictures.send(session, number, "a", "x" * 8001, photograph())
    with pytest.raises(BadInput):
        pictures.send(session, number, "x" * 65, "", photograph())
    assert lying() == 0
    assert actions.say(session, number, "a", "words") == (1, True)


@pytest.mark.usefixtures("quick")
def test_what_is_not_ones_own_is_not_there(people: House, session: VisitorSession) -> None:
    number, other = begun(session), visitors.resume(visitors.make_visitor().token)
    nurse, doctor = at_work(people, "nurse"), at_work(people, "doctor")
    send(session, number, "a")
    actions.say(session, number, "b", "no picture")
    for act in (
        lambda: pictures.read(other, number, 1), lambda: pictures.read(session, number, 2),
        lambda: pictures.read(session, number, 0), lambda: pictures.read(session, number, 3),
        lambda: pictures.opens(nurse, number, 1), lambda: send(other, number, "c"),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            act()
    desk_actions.claim(nurse, number)
    assert pictures.opens(nurse, number, 1)
    with pytest.raises(NotFound):
        pictures.opens(doctor, number, 1)


@pytest.mark.usefixtures("quick")
def test_it_is_gone_after_its_day_and_the_words_are_not(
    people: House, session: VisitorSession, time_machine: TimeMachineFixture
) -> None:
    number, nurse, start = begun(session), at_work(people, "nurse"), now()
    desk_actions.claim(nurse, number)
    send(session, number, "a", "words beside it")
    time_machine.move_to(start + timedelta(days=enclosing.KEPT_DAYS))
    upkeep.sweep()
    assert pictures.opens(nurse, number, 1)
    time_machine.move_to(start + timedelta(days=enclosing.KEPT_DAYS + 1))
    # Before the night too.
    with pytest.raises(NotFound):
        pictures.opens(nurse, number, 1)
    upkeep.sweep()
    assert lying() == 0
    (one,) = desk_actions.read(nurse, number)[1]
    assert one.text == "words beside it" and one.picture and one.picture.is_gone


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("how", ["this talk", "everything"])
def test_it_goes_with_the_talk_and_with_everything(
    how: str, people: House, session: VisitorSession
) -> None:
    number = begun(session)
    send(session, number, "a")
    (key,) = (one.picture for one in actions.read(session, number)[1])
    assert key and lying() == 1
    if how == "everything":
        erasing.erase_everything(session)
    else:
        actions.erase(session, number)
    assert lying() == 0
    with pytest.raises(NotFound):
        attachments.read(enclosing.left_of(key))


@pytest.mark.usefixtures("quick")
def test_it_is_in_no_backup_and_the_words_are(people: House, tmp_path: Path) -> None:
    made = visitors.make_visitor()
    owner = visitors.resume(made.token)
    number = begun(owner)
    send(owner, number, "a", "words beside it")
    backup(tmp_path / "copy")
    for name in ("default", "keys"):
        call_command("flush", database=name, verbosity=0, interactive=False)
    restore(tmp_path / "copy")
    assert attachments.held() == 0
    back = visitors.resume(visitors.sign_in(made.return_code))
    (one,) = actions.read(back, number)[1]
    assert one.text == "words beside it"
    with pytest.raises(NotFound):
        pictures.read(back, number, 1)
