"""Only what would change what to do is asked, what cannot wait first, and few questions in all."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from lejde import packs
from lejde.kernel import clock
from lejde.selfcheck import actions, asking, domain
from lejde.selfcheck.asking import Asking
from lejde.selfcheck.domain import Answers, Step
from lejde.selfcheck.tests.test_pages import ALI, OLAV, PETER, days_ago
from lejde.selfcheck.tests.walk import Walk, checked
from lejde.selfcheck.vocabulary import ACTS, WITH_CONDOM

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.one_database,
]
FEWER_THAN = 12


def by_rules_of(iso: str) -> Asking:
    return Asking(packs.load(iso), "en", clock.now())


def asked_of(told: dict[str, Any], by: Asking) -> tuple[list[str], Answers]:
    """Every question somebody meets who answers these and skips the rest, and their answers."""
    answers, met = domain.empty(), []
    while step := by.next_of(answers):
        met.append(step.id)
        value = told.get(step.id)
        value = (
            value.get("country") or value["place"] if step.question == "where" and value else value
        )
        answers = domain.with_answer(answers, step, value)
    return met, answers


def happened(days: int, **told: Any) -> dict[str, Any]:
    return {"brings": ["happened"], "when-0": days_ago(days), "part-0": ["nothing"], **told}


@pytest.mark.parametrize("iso", packs.known())
def test_the_published_cases_are_asked_fewer_than_twelve_questions(iso: str) -> None:
    by = by_rules_of(iso)
    counts = {
        name: len(asked_of(told, by)[0])
        for name, told in (("Olav", OLAV), ("Peter", PETER), ("Ali", ALI))
    }
    print(iso, counts, sum(counts.values()) / len(counts))
    assert sum(counts.values()) / len(counts) < FEWER_THAN


@pytest.mark.parametrize("iso", packs.known())
def test_who_skips_everything_is_asked_little_and_nothing_is_made_of_it(iso: str) -> None:
    met, answers = asked_of({}, by_rules_of(iso))
    assert len(met) < FEWER_THAN
    assert domain.facts_of(answers) == {"person": {}, "exposures": []}


@pytest.mark.parametrize("iso", packs.known())
def test_hours_and_the_other_persons_hiv_are_asked_while_they_count(iso: str) -> None:
    def asked(days: int) -> set[str]:
        told = happened(days, **{
            "age": "25_plus", "setting-0": "casual", "partner-0": "man",
            "acts-0": ["anal_receptive"], "condom-0": {"anal_receptive": "none"},
        })  # fmt: skip
        return set(asked_of(told, by_rules_of(iso))[0])

    assert {"partner_hiv-0", "hour-0"} <= asked(1)
    assert not {"partner_hiv-0", "hour-0"} & asked(40)


def test_an_answer_that_settles_it_spares_the_next_question() -> None:
    told = happened(1, **{"age": "25_plus", "setting-0": "partner", "partner-0": "man",
                          "acts-0": ["anal_receptive"]})  # fmt: skip
    by = by_rules_of("no")
    without = asked_of({**told, "condom-0": {"anal_receptive": "none"}}, by)[0]
    protected = asked_of({**told, "condom-0": {"anal_receptive": "throughout"}}, by)[0]
    assert "hour-0" in without and "hour-0" not in protected


def test_what_changes_nothing_is_not_offered() -> None:
    by = by_rules_of("no")
    told = happened(30, **{"age": "25_plus", "setting-0": "bought", "partner-0": "woman",
                           "acts-0": ["vaginal_insertive"]})  # fmt: skip
    answers = asked_of(told, by)[1]
    offered = by.options(answers, Step("situation"))
    assert "wants_to_stop_buying" in offered
    assert "wants_to_stop_selling" not in offered and "parents_must_not_know" not in offered
    ticked = domain.with_answer(answers, Step("situation"), ["parents_must_not_know"])
    assert "parents_must_not_know" in by.options(ticked, Step("situation"))


@pytest.mark.parametrize("iso", packs.known())
def test_going_on_moves_no_question_to_another_number(iso: str) -> None:
    by, answers = by_rules_of(iso), domain.empty()
    before: list[Step] = []
    while step := by.next_of(answers):
        path = by.path_of(answers)
        assert path[: len(before)] == before and path[-1] == step
        before = path
        value = OLAV.get(step.id) if step.question != "where" else "TH"
        answers = domain.with_answer(answers, step, value)


def test_what_was_kept_from_an_older_page_of_wishes_stays_ticked(client: Client) -> None:
    answers = {"v": 1, "a": {"wishes": ["situation.afraid_of_police"]}, "x": [{}]}
    assert "situation.afraid_of_police" in by_rules_of("no").options(answers, Step("wishes"))
    walk = Walk(client)
    walk.press("change", "wishes", packed=actions.pack(answers))
    assert ("answer", "situation.afraid_of_police") in checked(walk.page)


YOUNG = happened(2, **{"age": "16_17", "setting-0": "sold", "partner-0": "man",
                       "acts-0": ["vaginal_receptive"]})  # fmt: skip


def with_the_duty(client: Client) -> Walk:
    """To the page that says what must be passed on, as soon as the rules of the house say it."""
    walk = Walk(client)
    while walk.step not in {"must_tell", None}:
        told = YOUNG.get(str(walk.step))
        if told is None:
            walk.press("skip")
        else:
            walk.press("next", answer=told)
    return walk


def test_a_young_person_reads_what_must_be_passed_on_before_more_is_asked(
    client: Client, settings: Any
) -> None:
    settings.LEJDE_COUNTRY = "DK"
    walk = with_the_duty(client)
    assert walk.step == "must_tell"
    assert 'name="so_far"' in walk.page and 'name="skip"' not in walk.page
    told = actions.unpack(walk.packed)
    assert not {"part", "acts", "partner"} & set(told["x"][0])
    walk.press("so_far")
    assert "so far" in walk.page and 'name="step"' not in walk.page
    walk.press("go_on")
    assert "Before you go on" in walk.page
    walk.press("next")
    assert 'name="skip"' in walk.page
    walk.tell(YOUNG)
    assert "What you answered" in walk.page and "Before you go on" not in walk.page


def test_an_adult_never_meets_that_page(client: Client, settings: Any) -> None:
    settings.LEJDE_COUNTRY = "DK"
    assert "must_tell" not in asked_of({**YOUNG, "age": "25_plus"}, by_rules_of("dk"))[0]


NOON = datetime.combine(date(2026, 11, 25), time(12), ZoneInfo("Europe/Oslo"))


@time_machine.travel(NOON)
def test_an_hour_to_come_is_asked_for_again(client: Client) -> None:
    walk = Walk(client)
    told = {**happened(0), "age": "25_plus", "setting-0": "casual", "partner-0": "man",
            "acts-0": ["anal_receptive"], "condom-0": {"anal_receptive": "none"}}  # fmt: skip
    while walk.step != "hour-0":
        fields = told.get(str(walk.step))
        if fields is None:
            walk.press("skip")
        else:
            walk.press("next", **(fields if isinstance(fields, dict) else {"answer": fields}))
    walk.press("next", answer="12:05")
    assert (walk.status, walk.step) == (422, "hour-0")
    walk.press("next", answer="00:00")
    assert walk.status == 200 and actions.unpack(walk.packed)["x"][0]["hour"] == "00:00"


@pytest.mark.parametrize("hour", [0, 1, 9, 11, 12, 23])
@pytest.mark.parametrize("minute", [0, 59])
def test_today_can_be_told_at_any_hour_of_the_day(client: Client, hour: int, minute: int) -> None:
    with time_machine.travel(NOON.replace(hour=hour, minute=minute)):
        walk = Walk(client)
        walk.tell({**happened(0), "age": "25_plus", "setting-0": "casual", "partner-0": "man",
                   "acts-0": ["anal_receptive"], "condom-0": {"anal_receptive": "none"}})  # fmt: skip
        assert walk.status == 200 and "What you answered" in walk.page


def test_what_one_page_tries_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    by, occasion = by_rules_of("no"), {
        "when": days_ago(1), "setting": "bought", "part": ["nothing"], "partner": "man",
        "acts": [*ACTS], "condom": dict.fromkeys(WITH_CONDOM, "none"),
    }  # fmt: skip
    answers = {"v": 1, "a": {"brings": ["happened"], "age": None}, "x": [occasion] * 5}
    by.path_of(answers)
    assert 1 < len(by._tried) <= asking.MOST_PLANS
    monkeypatch.setattr(asking, "MOST_PLANS", -1)
    assert by_rules_of("no").next_of(answers) is None
