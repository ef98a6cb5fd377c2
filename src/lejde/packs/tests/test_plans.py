"""Dates, hours and what comes in: single days and moments, held against the Norwegian pack."""

import pytest

from lejde import packs
from lejde.guidelines import engine, facts
from lejde.kernel.errors import BadInput
from lejde.packs.tests import making
from lejde.packs.tests.making import plan


def test_an_open_window_is_due_now_and_the_later_one_comes_as_a_retest() -> None:
    early, late = (
        {"at": "2026-01-01", "setting": "bought"},
        {"at": "2026-03-20", "setting": "bought"},
    )
    made = plan([early, late])
    hiv = next(one for one in made["tests"] if one["infection"] == "hiv")
    assert (hiv["due"], hiv["useful_from"]) == ("now", "2026-04-10")
    retests = {
        one["infection"]: one["from"] for one in made["follow_up"] if one["code"] == "retest"
    }
    assert retests["hiv"] == "2026-06-12" and retests["chlamydia"] == "2026-04-03"


def test_symptoms_do_not_wait_for_a_window() -> None:
    told = {"anatomy": "penis", "symptoms": ["discharge"]}
    made = plan([{"at": "2026-03-21"}], person=told)
    due = {
        one["infection"]: one["due"]
        for one in made["tests"]
        if one["specimen"] == "first_void_urine"
    }
    assert due["chlamydia"] == due["gonorrhoea"] == due["mycoplasma_genitalium"] == "now"


def test_a_bare_date_is_open_by_its_last_hour_and_urgent_by_its_first() -> None:
    # 19 March at its last moment is 60 hours ago, at its first 84.
    act = {"kind": "anal", "role": "receptive", "condom": "none"}
    made = plan([{"at": "2026-03-19", "acts": [act]}])
    pep = next(one for one in made["advice"] if one["code"].startswith("pep."))
    assert (pep["code"], pep["urgency"], pep["until"]) == ("pep.consider", "now", None)
    made = plan([{"at": "2026-03-20", "acts": [act]}])
    pep = next(one for one in made["advice"] if one["code"].startswith("pep."))
    assert pep["until"] == "2026-03-23T00:00:00+01:00"


def test_hours_are_hours_when_the_clocks_change() -> None:
    act = {"kind": "anal", "role": "receptive", "condom": "none"}
    made = plan(
        [{"at": "2026-03-28T12:00:00+01:00", "acts": [act]}], at="2026-03-30T12:00:00+02:00"
    )
    pep = next(one for one in made["advice"] if one["code"].startswith("pep."))
    assert pep["until"] == "2026-03-31T13:00:00+02:00"


@pytest.mark.parametrize("at", ["2026-03-23", "2026-03-22T12:00:01+01:00", "2199-12-31"])
def test_what_is_still_to_come_is_refused_and_named(at: str) -> None:
    with pytest.raises(BadInput) as caught:
        plan([{"at": "2026-03-01"}, {"at": at}])
    assert caught.value.detail["faults"] == ["exposures.1.at: is still to come"]


def test_a_plan_can_be_made_for_the_year_2199() -> None:
    assert plan([{"at": "2199-12-31"}], at="2199-12-31T23:59:00+01:00")["tests"]


def test_two_languages_say_the_same_thing_in_other_words() -> None:
    told = facts.parse({"pack": "no", "at": making.AT, "language": "da", "exposures": [{}]})
    danish = engine.make_plan(told, packs.load("no")).to_json()
    english = plan([{}], language="en")
    assert [one["code"] for one in danish["advice"]] == [one["code"] for one in english["advice"]]
    assert danish["summary"] != english["summary"]


def test_what_each_source_says_is_told_in_the_language_of_the_plan() -> None:
    hiv = next(
        one for one in plan([{"setting": "bought"}], language="nb")["tests"]
        if one["infection"] == "hiv"
    )  # fmt: skip
    assert hiv["says"]["nhi-hiv"] == "8 uker"
    assert hiv["says"]["lab-hiv-2022"] == "3 måneder"


def test_a_treatment_is_the_newer_word_whatever_was_told_first() -> None:
    found = {"kind": "result", "infection": "chlamydia", "value": "positive", "at": "2026-03-18"}
    treated = {"kind": "treated", "infection": "chlamydia", "at": "2026-03-20"}
    for events in ([found, treated], [treated, found]):
        made = plan(events=events)
        abstain = [one for one in made["follow_up"] if one["code"] == "abstain"]
        assert [one["until"] for one in abstain] == ["2026-03-27"]
        assert "7 days" in abstain[0]["text"]


def test_a_check_after_treatment_goes_before_none() -> None:
    events = [
        {"kind": "treated", "infection": "chlamydia", "site": site, "at": "2026-03-20"}
        for site in ("first_void_urine", "rectal_swab")
    ]
    made = plan(events=events, person={"symptoms": ["anal_pain"]})
    said = [one["code"] for one in made["follow_up"]]
    assert "test_of_cure" in said and "no_test_of_cure" not in said
