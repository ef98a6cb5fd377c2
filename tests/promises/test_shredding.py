"""What has run out is destroyed at night, on both databases; what could not be is said and tried
again. Run on SQLite and PostgreSQL.
"""

import logging
from collections import Counter
from datetime import timedelta

import pytest
from django.db.utils import OperationalError
from time_machine import TimeMachineFixture

from lejde.chat import actions, closing, desk_actions, shredding
from lejde.chat.categories import NOTHING_RECORDED
from lejde.chat.domain import KEPT_DAYS
from lejde.chat.models import Conversation, Presence, Shredded
from lejde.chat.tests.talking import at_work, people
from lejde.config import clockwork
from lejde.events import counting
from lejde.identity.tests.working import House
from lejde.kernel import clock
from lejde.kernel.clock import month_of, now
from lejde.kernel.errors import NotFound
from lejde.vault import upkeep, visitors
from lejde.vault.keystore.models import Half
from lejde.vault.models import Folder, Record, Share
from lejde.vault.visitors import NewVisitor, VisitorSession

__all__ = ["people"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def made() -> NewVisitor:
    return visitors.make_visitor()


def begun(session: VisitorSession, topic: str = "health") -> int:
    number = int(actions.begin(session, topic, "en")[0].pk)
    actions.say(session, number, "a", "words")
    return number


def chats(people: House) -> Counter[tuple[str, str]]:
    return Counter((one.variable, one.value) for one in counting.facts(people.clinic["manager"]))


def test_a_night_destroys_what_has_run_out_and_nothing_else(
    people: House, made: NewVisitor, time_machine: TimeMachineFixture
) -> None:
    start, session = now(), visitors.resume(made.token)
    old, kept = begun(session), begun(session)
    desk_actions.claim(at_work(people, "nurse"), old)
    folder = Conversation.objects.get(pk=old).folder
    halves = [Folder.objects.get(number=folder).half]
    halves += Share.objects.filter(folder__number=folder).values_list("half", flat=True)
    time_machine.move_to(start + timedelta(days=KEPT_DAYS - 1))
    actions.say(session, kept, "b", "I am back")
    clockwork.night()
    assert Conversation.everything.count() == 2
    time_machine.move_to(start + timedelta(days=KEPT_DAYS))
    clockwork.night()
    assert [row.pk for row in Conversation.everything.all()] == [kept]
    assert not Half.objects.filter(id__in=halves).exists()
    assert not Folder.objects.filter(number=folder).exists()
    assert {one.folder.number for one in Record.objects.select_related("folder")} == {
        Conversation.objects.get().folder
    }
    assert not Presence.objects.filter(held__gt=0).exists()
    assert len(actions.read(session, kept)[1]) == 2
    # Nobody can write into the list but its owner; what is lost is passed over, and goes then.
    assert folder in session.folders()
    assert [row.pk for row in actions.mine(session)] == [kept]
    with pytest.raises(NotFound):
        session.read(folder, "talk")
    assert folder not in visitors.resume(visitors.sign_in(made.return_code)).folders()


def test_only_counts_are_left_of_what_was_destroyed(
    people: House, made: NewVisitor, time_machine: TimeMachineFixture
) -> None:
    session, nurse = visitors.resume(made.token), at_work(people, "nurse")
    recorded, plain = begun(session), begun(session)
    begun(session, "counselling")
    actions.begin(session, "health", "en")
    for number in (recorded, plain):
        desk_actions.claim(nurse, number)
    closing.end(nurse, recorded, NOTHING_RECORDED)
    time_machine.move_to(now() + timedelta(days=KEPT_DAYS))
    clockwork.night()
    clockwork.night()
    month = month_of(clock.today())
    assert shredding.trace() == [(month, "counselling", 1), (month, "health", 3)]
    assert {field.name for field in Shredded._meta.get_fields()} == {
        "id", "month", "topic", "count"
    }  # fmt: skip
    # One was counted when it ended, two now, and where nobody wrote anything there was no talk.
    found = chats(people)
    assert found["chat", "yes"] == 3
    assert found["chat_topic", "counselling"] == 1
    assert found["chat_theme", "not_asked"] == 3


@pytest.mark.parametrize("half_way", [False, True], ids=["before", "after the half is gone"])
def test_what_fails_is_said_keeps_no_other_and_is_tried_again(
    people: House, made: NewVisitor, time_machine: TimeMachineFixture,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, half_way: bool,
) -> None:  # fmt: skip
    session = visitors.resume(made.token)
    bad, good = begun(session), begun(session)
    folder = Conversation.objects.get(pk=bad).folder
    end = upkeep.end_folder

    def fails(number: str) -> None:
        if number != folder or half_way:
            end(number)
        if number == folder:
            raise OperationalError("the words of a path")

    time_machine.move_to(now() + timedelta(days=KEPT_DAYS))
    # Another test may have started a house in this process, which silences what was there before.
    monkeypatch.setattr(clockwork.log, "disabled", False)
    with monkeypatch.context() as broken, caplog.at_level(logging.WARNING):
        broken.setattr(upkeep, "end_folder", fails)
        clockwork.night()
    assert "1 talks are not deleted" in caplog.text
    assert "the words of a path" not in caplog.text
    assert not Conversation.everything.filter(pk=good).exists()
    assert Conversation.everything.filter(pk=bad).exists()
    with pytest.raises(NotFound):
        actions.read(session, bad)
    time_machine.shift(timedelta(hours=24))
    for name in ("nurse", "manager"):
        page = people.browser(name).get("/desk/", headers={"accept-language": "en"})
        assert b"1 talk should be destroyed by now" in page.content
    caplog.clear()
    clockwork.night()
    assert not Conversation.everything.exists()
    assert shredding.late() == 0
    assert shredding.trace() == [(month_of(clock.today()), "health", 2)]
    assert chats(people)["chat", "yes"] == 2
    assert "not deleted" not in caplog.text
    page = people.browser("manager").get("/desk/", headers={"accept-language": "en"})
    assert b"should be destroyed" not in page.content


def test_the_desk_is_told_the_same_day_when_the_night_was_not_at_all(
    made: NewVisitor, people: House, time_machine: TimeMachineFixture
) -> None:
    session = visitors.resume(made.token)
    begun(session)
    midnight = (now() + timedelta(days=KEPT_DAYS)).replace(hour=0, minute=30)
    # Half past midnight in UTC is before the night's work on the wall, also in summer.
    time_machine.move_to(midnight)
    assert shredding.late() == 0
    time_machine.move_to(midnight.replace(hour=9))
    assert shredding.late() == 1


def test_a_deletion_that_fails_on_the_way_is_gone_for_everybody_and_done_at_night(
    people: House, made: NewVisitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, nurse = visitors.resume(made.token), at_work(people, "nurse")
    number = begun(session)
    desk_actions.claim(nurse, number)

    def fails(self: VisitorSession, folder: str) -> None:
        raise OperationalError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(VisitorSession, "erase_folder", fails)
        with pytest.raises(OperationalError):
            actions.erase(session, number)
    assert actions.mine(session) == [] == desk_actions.holding(nurse)
    with pytest.raises(NotFound):
        desk_actions.read(nurse, number)
    assert not Presence.objects.filter(held__gt=0).exists()
    clockwork.night()
    assert not Folder.objects.exists()
    assert not Conversation.everything.exists()


def test_a_row_of_which_nothing_is_left_goes_and_is_no_destroyed_talk(
    people: House, made: NewVisitor
) -> None:
    session, nurse = visitors.resume(made.token), at_work(people, "nurse")
    lost, kept = begun(session), begun(session)
    desk_actions.claim(nurse, lost)
    session.erase_folder(Conversation.objects.get(pk=lost).folder)
    clockwork.night()
    assert [row.pk for row in Conversation.everything.all()] == [kept]
    assert not Presence.objects.filter(held__gt=0).exists()
    assert shredding.trace() == []
    assert chats(people) == Counter()


def test_a_message_of_the_last_moment_wins_over_the_night(
    people: House, made: NewVisitor, time_machine: TimeMachineFixture
) -> None:
    """The night has made its list; before it comes to the talk, the day has moved."""
    session = visitors.resume(made.token)
    number = begun(session)
    end = Conversation.objects.get(pk=number).deleted_on
    actions.say(session, number, "b", "one more")
    time_machine.move_to(now() + timedelta(days=3))
    actions.say(session, number, "c", "and one more")
    shredding._shred(number, end)
    assert len(actions.read(session, number)[1]) == 3
