"""What anybody can rely on in a plan, whatever was told and in whatever country."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lejde import packs
from lejde.guidelines import codes, engine, facts
from lejde.kernel.errors import BadInput
from lejde.packs.tests import making
from lejde.packs.tests.making import opening, plan

every_pack = pytest.mark.parametrize("iso", packs.known())
KINDS = ("tests", "advice", "left_out", "follow_up")


@pytest.fixture(autouse=True, scope="module")
def packs_are_read() -> None:
    # Once, before the clock of a single example runs.
    for iso in packs.known():
        for language in codes.LANGUAGES:
            plan(iso, [{}], language=language)


def samples(made: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(one["infection"], one["specimen"], one["method"]) for one in made["tests"]}


def firm(made: dict[str, Any]) -> set[tuple[str, str, str]]:
    keep = [one for one in made["tests"] if not one["optional"]]
    return samples({"tests": keep})


@every_pack
@given(st.lists(making.exposures, max_size=3), making.persons, st.sampled_from(codes.LANGUAGES))
def test_every_line_has_a_reason_a_source_and_its_place(
    iso: str, exposures: list[Any], person: Any, language: str
) -> None:
    made = plan(iso, exposures, person=person, language=language)
    for kind in KINDS:
        for item in made[kind]:
            assert item["because"] and item["text"]
            assert item["sources"] and set(item["sources"]) <= set(made["sources"])
    for test in made["tests"]:
        assert test["useful_from"] <= test["reliable_from"] <= test["conclusive_from"]
    assert len(samples(made)) == len(made["tests"])
    places = [codes.ADVICE.index(one["code"]) for one in made["advice"]]
    assert places == sorted(set(places))
    assert made["summary"]


@every_pack
@given(making.exposures, making.persons, st.data())
def test_what_is_not_told_widens_and_never_narrows(
    iso: str, exposure: Any, person: Any, data: Any
) -> None:
    key = data.draw(st.sampled_from(sorted(exposure)))
    known, unknown = (
        plan(iso, [exposure], person=person),
        plan(iso, [{**exposure, key: None}], person=person),
    )
    assert samples(known) <= samples(unknown)


@every_pack
@given(
    making.exposures, making.persons, st.integers(0, 2), st.sampled_from(["kind", "role", "condom"])
)
def test_an_act_told_in_less_detail_widens_too(
    iso: str, exposure: Any, person: Any, place: int, key: str
) -> None:
    acts = exposure["acts"] or []
    if place >= len(acts):
        return
    vague = [{**act, key: None} if n == place else act for n, act in enumerate(acts)]
    known = plan(iso, [exposure], person=person)
    assert samples(known) <= samples(plan(iso, [{**exposure, "acts": vague}], person=person))


@every_pack
@given(st.lists(making.exposures, min_size=1, max_size=3), making.exposures, making.persons)
def test_one_exposure_more_takes_no_test_away_and_makes_none_wait(
    iso: str, exposures: list[Any], more: Any, person: Any
) -> None:
    # An act can tell what the body is like, and so which sample fits; here that is known before.
    person = {**person, "anatomy": person["anatomy"] or "vagina"}
    if person["anatomy"] == "unspecified":
        return
    before, after = (
        plan(iso, exposures, person=person),
        plan(iso, [*exposures, more], person=person),
    )
    assert samples(before) <= samples(after)
    assert firm(before) <= firm(after)
    due = {
        (o["infection"], o["specimen"], o["method"]) for o in before["tests"] if o["due"] == "now"
    }
    still = {
        (o["infection"], o["specimen"], o["method"]) for o in after["tests"] if o["due"] == "now"
    }
    assert due <= still


@every_pack
@given(making.exposures, making.persons)
def test_whoever_paid_the_same_acts_give_the_same_tests(
    iso: str, exposure: Any, person: Any
) -> None:
    paid = [
        samples(plan(iso, [{**exposure, "setting": setting}], person=person))
        for setting in ("bought", "sold", "exchanged")
    ]
    assert paid[0] == paid[1] == paid[2]


@every_pack
@given(making.persons)
def test_without_an_exposure_there_is_no_test(iso: str, person: Any) -> None:
    assert plan(iso, [], person=person)["tests"] == []


@every_pack
def test_nothing_stated_nothing_added(iso: str) -> None:
    made = plan(iso)
    assert [made[kind] for kind in KINDS] == [[], [], [], []]


@every_pack
@given(st.lists(making.exposures, min_size=1, max_size=3), making.persons)
def test_the_order_in_which_things_are_told_changes_nothing(
    iso: str, exposures: list[Any], person: Any
) -> None:
    def seen(made: dict[str, Any]) -> Any:
        return [{key: item.get(key) for key in ("infection", "code", "due", "useful_from", "until")}
                for kind in KINDS for item in made[kind]]  # fmt: skip

    assert seen(plan(iso, exposures, person=person)) == seen(
        plan(iso, exposures[::-1], person=person)
    )


@every_pack
def test_an_open_window_is_due_now_and_the_later_one_comes_as_a_retest(iso: str) -> None:
    early, late = (
        {"at": "2026-01-01", "setting": "bought"},
        {"at": "2026-03-20", "setting": "bought"},
    )
    made = plan(iso, [early, late])
    hiv = next(one for one in made["tests"] if one["infection"] == "hiv")
    late_hiv = opening(iso, "hiv", "lab", "2026-03-20")
    assert (hiv["due"], hiv["useful_from"]) == ("now", late_hiv["useful"])
    retests = {
        one["infection"]: one["from"] for one in made["follow_up"] if one["code"] == "retest"
    }
    assert retests["hiv"] == late_hiv["conclusive"]
    late_chlamydia = opening(iso, "chlamydia", "naat", "2026-03-20")
    assert retests["chlamydia"] == late_chlamydia["conclusive"]


@every_pack
def test_symptoms_do_not_wait_for_a_window(iso: str) -> None:
    told = {"anatomy": "penis", "symptoms": ["discharge"]}
    made = plan(iso, [{"at": "2026-03-21"}], person=told)
    due = {
        one["infection"]: one["due"]
        for one in made["tests"]
        if one["specimen"] == "first_void_urine"
    }
    assert due["chlamydia"] == due["gonorrhoea"] == due["mycoplasma_genitalium"] == "now"


@every_pack
def test_a_bare_date_is_open_by_its_last_hour_and_urgent_by_its_first(iso: str) -> None:
    # 19 March at its last moment is 60 hours ago, at its first 84.
    act = {"kind": "anal", "role": "receptive", "condom": "none"}
    made = plan(iso, [{"at": "2026-03-19", "acts": [act]}])
    pep = next(one for one in made["advice"] if one["code"].startswith("pep."))
    assert (pep["code"], pep["urgency"], pep["until"]) == ("pep.consider", "now", None)
    made = plan(iso, [{"at": "2026-03-20", "acts": [act]}])
    pep = next(one for one in made["advice"] if one["code"].startswith("pep."))
    assert pep["until"] == "2026-03-23T00:00:00+01:00"


@every_pack
def test_hours_are_hours_when_the_clocks_change(iso: str) -> None:
    act = {"kind": "anal", "role": "receptive", "condom": "none"}
    made = plan(
        iso, [{"at": "2026-03-28T12:00:00+01:00", "acts": [act]}], at="2026-03-30T12:00:00+02:00"
    )
    pep = next(one for one in made["advice"] if one["code"].startswith("pep."))
    assert pep["until"] == "2026-03-31T13:00:00+02:00"


@every_pack
@pytest.mark.parametrize("at", ["2026-03-23", "2026-03-22T12:00:01+01:00", "2199-12-31"])
def test_what_is_still_to_come_is_refused_and_named(iso: str, at: str) -> None:
    with pytest.raises(BadInput) as caught:
        plan(iso, [{"at": "2026-03-01"}, {"at": at}])
    assert caught.value.detail["faults"] == ["exposures.1.at: is still to come"]


@every_pack
def test_a_plan_can_be_made_for_the_year_2199(iso: str) -> None:
    assert plan(iso, [{"at": "2199-12-31"}], at="2199-12-31T23:59:00+01:00")["tests"]


@every_pack
def test_two_languages_say_the_same_thing(iso: str) -> None:
    told = facts.parse({"pack": iso, "at": making.AT, "language": "da", "exposures": [{}]})
    danish = engine.make_plan(told, packs.load(iso)).to_json()
    english = plan(iso, [{}], language="en")
    assert [one["code"] for one in danish["advice"]] == [one["code"] for one in english["advice"]]
    assert danish["summary"] != english["summary"]
