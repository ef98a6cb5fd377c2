"""A record of talks is written by those the person said yes to, loses nothing, and is the person's.

Run on SQLite and PostgreSQL.
"""

from datetime import timedelta

import pytest
from time_machine import travel

from lejde.counselling import actions, desk_actions, queries, shown
from lejde.counselling.domain import MOST_STEPS, PART, Corrected, Told, TooMany
from lejde.counselling.tests.talking import at, comes, mine, people, session
from lejde.identity import erasing
from lejde.identity.tests.hands import at_once
from lejde.identity.tests.working import House
from lejde.kernel.clock import now, today
from lejde.kernel.errors import BadInput, NotAllowed, NotFound
from lejde.vault import guests, visitors
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
TOLD = Told(level=2, readiness="ambivalent", themes=("shame",), goal="to sleep at night")


def said_yes(session: VisitorSession) -> None:
    actions.say_yes(session, mine(session), "counselling")


def test_without_a_yes_there_is_no_key_to_write_with_and_with_it_there_is(
    people: House, session: VisitorSession
) -> None:
    place = at(people, "sexologist", comes(session))
    assert desk_actions.read(place) is None
    with pytest.raises(NotFound):
        desk_actions.save(place, "a", 0, TOLD)
    said_yes(session)
    assert desk_actions.save(place, "a", 0, TOLD)
    told = mine(session).story
    assert (told.goal, told.entries[0].now.told, told.entries[0].now.role) == (
        "to sleep at night", TOLD, "sexologist",
    )  # fmt: skip
    actions.take_back(session, mine(session), "counselling")
    assert desk_actions.read(at(people, "sexologist", comes(session))) is None
    assert mine(session).story.goal == "to sleep at night"


def test_asking_waits_as_a_question_on_the_persons_page_until_yes_or_no(
    people: House, session: VisitorSession
) -> None:
    place = at(people, "sexologist", comes(session))
    assert queries.asked_on(session, mine(session)) == ""
    for _ in range(2):
        desk_actions.ask(place)
    asked = queries.asked_on(session, mine(session))
    assert asked == today().isoformat()
    actions.say_no(session, mine(session))
    assert queries.asked_on(session, mine(session)) == ""
    assert mine(session).given_to == []
    said_yes(session)
    assert mine(session).given_to == ["counselling"]


def test_a_yes_lasts_as_long_as_the_purpose_opens_the_rest_and_goes_on_with_the_next_time(
    people: House, session: VisitorSession
) -> None:
    comes(session)
    said_yes(session)
    until = {part: until for part, _, until in session.shared(mine(session).folder)}
    assert until[PART] == until["visit"]
    with travel(now() + timedelta(days=5), tick=True):
        comes(session)
        later = {part: until for part, _, until in session.shared(mine(session).folder)}
    assert later[PART] == later["visit"] == until[PART] + timedelta(days=5)
    # Nobody else's purpose can be let in where it opens nothing.
    with pytest.raises(NotFound):
        actions.say_yes(session, mine(session), "health")


def test_the_other_purpose_and_who_has_no_level_open_nothing(
    people: House, session: VisitorSession
) -> None:
    talk, visit = comes(session), comes(session, "drop_in")
    said_yes(session)
    with pytest.raises(NotFound):
        at(people, "nurse", talk)
    with pytest.raises(NotFound):
        at(people, "manager", talk)
    # The nurse has a level, and a yes for the visits is another yes.
    nurse = at(people, "nurse", visit)
    assert desk_actions.read(nurse) is None
    actions.say_yes(session, mine(session, "care"), "health")
    assert desk_actions.save(nurse, "n", 0, Told(level=2, needed=4))
    assert mine(session).story.entries == []
    with pytest.raises(BadInput):
        desk_actions.save(nurse, "o", 0, Told(level=3))
    role = nurse.worker.user
    role.role = "interpreter"
    with pytest.raises(NotAllowed):
        desk_actions.read(nurse)


def test_the_same_talk_saved_by_four_hands_is_one_and_of_four_versions_one_is_kept(
    people: House, session: VisitorSession
) -> None:
    one = comes(session)
    said_yes(session)
    tabs = [at(people, name, one) for name in ("sexologist", "psychologist") * 2]
    ended = at_once(4, lambda n: desk_actions.save(tabs[n], "a", 0, TOLD))
    assert ended == {"done": 4}
    assert len(mine(session).story.entries[0].versions) == 1
    ended = at_once(4, lambda n: desk_actions.save(tabs[n], "a", 1, Told(worked=f"from {n}")))
    assert ended == {"done": 1, "corrected": 3}
    # Who looks again and corrects then is heard.
    with pytest.raises(Corrected):
        desk_actions.save(tabs[0], "a", 1, Told(worked="late"))
    assert desk_actions.save(tabs[0], "a", 2, Told(worked="late"))
    assert len(mine(session).story.entries[0].versions) == 3


def test_who_corrects_a_talk_of_more_depth_does_not_lower_it(
    people: House, session: VisitorSession
) -> None:
    one = comes(session)
    said_yes(session)
    desk_actions.save(at(people, "sexologist", one), "a", 0, Told(level=4))
    other = at(people, "psychologist", one)
    other.worker.user.role = "social_worker"
    assert desk_actions.save(other, "a", 1, Told(level=4, worked="tea"))
    with pytest.raises(BadInput):
        desk_actions.save(other, "b", 0, Told(level=4))


def test_talks_and_steps_written_at_once_all_stay(people: House, session: VisitorSession) -> None:
    one = comes(session)
    said_yes(session)
    place, own = at(people, "sexologist", one), mine(session)

    def act(n: int) -> None:
        if n % 2:
            desk_actions.save(place, f"talk {n}", 0, Told(worked=f"from {n}"))
        else:
            actions.add_step(session, own, f"step {n}", f"step {n}")

    assert at_once(8, act) == {"done": 8}
    told = mine(session).story
    assert {each.key for each in told.entries} == {f"talk {n}" for n in (1, 3, 5, 7)}
    assert {each.text for each in told.steps} == {f"step {n}" for n in (0, 2, 4, 6)}


def test_a_closed_field_is_refused_also_when_a_colleague_closed_it_meanwhile(
    people: House, session: VisitorSession
) -> None:
    place = at(people, "sexologist", comes(session))
    said_yes(session)
    desk_actions.save(place, "a", 0, Told(closed=("partner",)))
    with pytest.raises(BadInput) as refused:
        desk_actions.save(place, "b", 0, Told(themes=("partner", "loss")))
    assert refused.value.detail["keys"] == ["partner"]
    assert desk_actions.save(place, "b", 0, Told(themes=("partner",), opened=("partner",)))


def test_the_person_writes_a_goal_and_steps_alone_and_staff_see_them_after_a_yes(
    people: House, session: VisitorSession
) -> None:
    one = comes(session)
    own = mine(session)
    actions.set_goal(session, own, " to tell my brother ")
    for _ in range(2):
        actions.add_step(session, own, "s", "ring him")
    for state in ("done", "done", "open", "dropped"):
        actions.mark(session, own, "s", state)
    said_yes(session)
    told = desk_actions.read(at(people, "psychologist", one))
    assert told is not None
    assert (told.goal, told.goal_is_own) == ("to tell my brother", True)
    assert [(step.text, step.state) for step in told.steps] == [("ring him", "dropped")]
    # Twice done is once: the part holds a goal, a step and three marks.
    assert len(session.read(own.folder, PART)) == 5
    actions.set_goal(session, mine(session), "  ")
    assert mine(session).story.goal == ""


def test_what_does_not_fit_is_refused(people: House, session: VisitorSession) -> None:
    comes(session)
    own = mine(session)
    for text in ("", "  ", "x" * 301):
        with pytest.raises(BadInput):
            actions.add_step(session, own, "s", text)
    with pytest.raises(BadInput):
        actions.add_step(session, own, "", "a step")
    with pytest.raises(BadInput):
        actions.set_goal(session, own, "x" * 2001)
    with pytest.raises(NotFound):
        actions.mark(session, own, "unknown", "done")
    with pytest.raises(BadInput):
        actions.mark(session, own, "unknown", "lost")
    with pytest.raises(NotFound):
        actions.decline(session, own, "unknown")
    for n in range(MOST_STEPS):
        session.write(
            own.folder, PART, {"kind": "step", "step": f"{n}", "text": "x", "day": "2026-01-01"}
        )
    with pytest.raises(TooMany):
        actions.add_step(session, own, "one more", "a step")


def test_what_is_brought_along_is_read_by_those_who_hold_the_other_talk(
    people: House, session: VisitorSession
) -> None:
    visit, talk = comes(session, "drop_in"), comes(session)
    care = mine(session, "care")
    actions.say_yes(session, care, "health")
    desk_actions.save(at(people, "nurse", visit), "n", 0, Told(goal="rest", needed=4))
    actions.add_step(session, care, "s", "walk")
    for state in ("done", "open", "done"):
        actions.mark(session, care, "s", state)
    actions.say_no(session, care)
    assert desk_actions.read(at(people, "sexologist", talk)) is None
    for _ in range(2):
        actions.bring(session, care, mine(session), "counselling")
    told = desk_actions.read(at(people, "sexologist", talk))
    assert told is not None
    assert (told.goal, len(told.entries), told.refused_on) == ("rest", 1, "")
    assert [step.state for step in told.steps] == ["done"]
    assert len(session.read(mine(session).folder, PART)) == 5
    with pytest.raises(NotFound):
        actions.bring(session, mine(session), care, "counselling")


def test_whoever_reads_along_reads_the_goal_and_the_steps_and_nothing_of_the_talks(
    people: House, session: VisitorSession
) -> None:
    one = comes(session)
    said_yes(session)
    hard = Told(level=3, readiness="low", themes=("exploitation",), situations="at the hotel",
                goal="rest", strategies="ring a friend")  # fmt: skip
    desk_actions.save(at(people, "sexologist", one), "a", 0, hard)
    code = session.invite(mine(session).folder, frozenset({PART}), today())
    records = guests.resume(visitors.enter(code).token).read(PART)
    told = str(shown.of_guest(records))
    assert "rest" in told
    assert "ring a friend" in told
    assert not [word for word in ("hotel", "exploitation", "low", "Nothing needs") if word in told]
    assert shown.of_guest([]) is None


def test_the_person_sees_who_opened_it_and_everything_vanishes_with_its_folder(
    people: House, session: VisitorSession
) -> None:
    one = comes(session)
    said_yes(session)
    place = at(people, "sexologist", one)
    desk_actions.save(place, "a", 0, TOLD)
    desk_actions.read(place)
    verbs = {act["verb"] for act in queries.opened_by(session, mine(session))}
    assert verbs == {"wrote", "opened"}
    erasing.erase_everything(session)
    with pytest.raises(NotFound):
        desk_actions.save(place, "b", 0, TOLD)
