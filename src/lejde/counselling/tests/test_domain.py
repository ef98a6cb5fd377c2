"""What records of talks add up to, and what may not be written down."""

from datetime import date
from typing import Any

import pytest

from lejde.counselling.domain import THEMES, Told, check, story
from lejde.kernel.errors import BadInput

DAY = date(2026, 3, 2)
NOTHING: frozenset[str] = frozenset()


def talk(entry: str, day: str = "2026-03-02", highest: int = 4, **told: Any) -> dict[str, Any]:
    content = Told(**told).content()
    return {"kind": "talk", "entry": entry, "day": day, "by": 1, "role": "nurse",
            "highest": highest, **content}  # fmt: skip


def test_what_is_sealed_is_what_was_told() -> None:
    told = Told(
        2, 3, "wish", ("shame", "loss"), ("partner",), (), "g", "s", "t", "w", "n", "2026-04-01"
    )
    assert Told.of(talk("a", **vars(told))) == told


def test_a_correction_is_another_version_of_the_same_talk_in_its_place() -> None:
    told = story([
        talk("a", goal="sleep"), talk("b", "2026-03-09"),
        talk("a", "2026-03-10", goal="sleep", worked="walking"),
    ])  # fmt: skip
    assert [one.key for one in told.entries] == ["a", "b"]
    first = told.entries[0]
    assert (first.day, first.now.day, len(first.versions)) == (DAY, date(2026, 3, 10), 2)
    assert (first.versions[0].told.worked, first.now.told.worked) == ("", "walking")


def test_the_newest_goal_counts_and_an_old_talk_corrected_does_not_bring_its_own_back() -> None:
    own = {"kind": "goal", "text": "my own", "day": "2026-03-03"}
    told = story([talk("a", goal="theirs"), own])
    assert (told.goal, told.goal_is_own) == ("my own", True)
    told = story([talk("a", goal="theirs"), own, talk("a", goal="theirs", worked="tea")])
    assert told.goal == "my own"
    told = story([talk("a", goal="theirs"), own, talk("a", goal="put better")])
    assert (told.goal, told.goal_is_own) == ("put better", False)
    assert story([own, {**own, "text": ""}]).goal == ""


def test_rather_not_is_heard_this_time_and_the_next_and_no_longer() -> None:
    first, second, third = talk("a", closed=("shame",)), talk("b"), talk("c")
    assert story([first]).closed_for("a") == {"shame"}
    assert story([first]).closed_for("new") == {"shame"}
    assert story([first, second]).closed_for("b") == {"shame"}
    assert story([first, second]).closed_for("new") == NOTHING
    assert story([first, second, third]).closed_for("c") == NOTHING


def test_only_the_person_opens_it_before_that() -> None:
    told = story([talk("a", closed=("shame", "loss")), talk("b", opened=("shame",))])
    assert told.closed_for("b") == {"loss"}
    # Said again the next time, it is heard anew.
    again = story([talk("a", closed=("shame",)), talk("b", closed=("shame",))])
    assert again.closed_for("new") == {"shame"}


def test_somebody_else_is_offered_when_what_is_needed_lies_above_who_had_the_talk() -> None:
    assert story([talk("a", highest=2, needed=2)]).offer is None
    above = talk("a", highest=2, needed=3)
    offered = story([above]).offer
    assert offered is not None
    assert offered.key == "a"
    no = {"kind": "answer", "answer": "no", "entry": "a", "day": "2026-03-03"}
    assert story([above, no]).offer is None
    assert story([above, talk("b", highest=4, needed=4)]).offer is None


def test_a_step_is_done_let_go_and_taken_up_again() -> None:
    steps = [{"kind": "step", "step": key, "text": key, "day": "2026-03-02"} for key in "xyzx"]
    marks = [("x", "done"), ("y", "dropped"), ("x", "open"), ("x", "done"), ("lost", "done")]
    told = story([*steps, *({"kind": "mark", "step": k, "state": s} for k, s in marks)])
    assert [(one.key, one.state) for one in told.steps] == [
        ("x", "done"), ("y", "dropped"), ("z", "open"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "keys"),
    [
        (Told(level=3), ["level"]), (Told(needed=5), ["needed"]), (Told(readiness="high"), ["readiness"]),
        (Told(themes=("sin",)), ["themes"]), (Told(closed=("sin",)), ["closed"]),
        (Told(opened=("strategies",)), ["closed"]), (Told(next_on="2026-03-01"), ["next_on"]),
        (Told(next_on="2028-03-02"), ["next_on"]), (Told(next_on="soon"), ["next_on"]),
        (Told(worked="x" * 2001), ["worked"]), (Told(themes=("shame",), closed=("shame",)), ["shame"]),
        (Told(goal="rest", closed=("goal",)), ["goal"]), (Told(readiness="low", closed=("readiness",)), ["readiness"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(told: Told, keys: list[str]) -> None:
    with pytest.raises(BadInput) as refused:
        check(told, 2, NOTHING, DAY)
    assert refused.value.detail["keys"] == keys


def test_what_was_closed_the_last_time_is_not_written_unless_it_is_opened() -> None:
    closed = frozenset({"partner"})
    with pytest.raises(BadInput):
        check(Told(themes=("partner",)), 4, closed, DAY)
    check(Told(themes=("partner",), opened=("partner",)), 4, closed, DAY)
    everything = Told(4, 4, "wish", THEMES, (), ("partner",), "a", "b", "c", "d", "e", "2026-03-02")
    check(everything, 4, closed, DAY)
    check(Told(), 1, closed, DAY)


def test_a_correction_by_somebody_else_keeps_how_far_the_talk_could_go() -> None:
    told = story([talk("a", highest=2, needed=3), talk("a", highest=4, needed=3, worked="tea")])
    assert told.offer is not None
    assert told.offer.highest == 2
