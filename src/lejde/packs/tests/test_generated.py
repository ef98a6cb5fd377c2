"""What holds for every pack that is here, whatever was told.

A few dozen inputs each by default; `LEJDE_EXAMPLES=3000` tries thousands.
"""

import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lejde import packs
from lejde.guidelines import codes, engine
from lejde.packs.tests import making
from lejde.packs.tests.making import plan

KINDS = ("tests", "advice", "left_out", "follow_up")
DATES = ("useful_from", "reliable_from", "conclusive_from")
each_pack = pytest.mark.parametrize("iso", packs.known())
many: Callable[[Any], Any] = settings(
    max_examples=int(os.environ.get("LEJDE_EXAMPLES", "40")), deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
some = st.lists(making.exposures, min_size=1, max_size=3)


def keyed(made: dict[str, Any]) -> dict[tuple[str, str, str], dict[str, Any]]:
    return {(one["infection"], one["specimen"], one["method"]): one for one in made["tests"]}


def without_words(made: dict[str, Any]) -> Any:
    """A plan without what a language or a source changes of it."""
    gone = {"text", "because", "sources", "says"}
    return [
        [{key: value for key, value in item.items() if key not in gone} for item in made[kind]]
        for kind in KINDS
    ]


def codes_of(made: dict[str, Any]) -> list[str]:
    return [one["code"] for one in made["advice"]]


def day_before(exposure: dict[str, Any]) -> dict[str, Any]:
    earlier = date.fromisoformat(exposure["at"]) - timedelta(days=1)
    return {**exposure, "at": earlier.isoformat()}


def with_condom(exposure: dict[str, Any], condom: str) -> dict[str, Any]:
    return {**exposure, "acts": [{**act, "condom": condom} for act in exposure["acts"] or [{}]]}


@each_pack
@many
@given(exposures=some, person=making.persons, events=st.lists(making.events, max_size=2))
def test_every_line_has_a_reason_and_sources_that_were_valid_when_read(
    iso: str, exposures: list[Any], person: Any, events: list[Any]
) -> None:
    pack = packs.load(iso)
    read = max(source.read for source in pack.sources.values())
    made = plan(exposures, iso=iso, person=person, events=events)
    for kind in KINDS:
        for item in made[kind]:
            assert item["because"] and item["text"] and item["sources"]
            for key in item["sources"]:
                assert pack.sources[key].expires >= read
                assert made["sources"][key]["url"] == pack.sources[key].url
    places = [codes.ADVICE.index(code) for code in codes_of(made)]
    assert places == sorted(set(places))


@each_pack
@many
@given(exposures=some, more=making.exposures, person=making.persons)
def test_more_exposure_never_means_fewer_tests(
    iso: str, exposures: list[Any], more: Any, person: Any
) -> None:
    before = keyed(plan(exposures, iso=iso, person=person))
    after = keyed(plan([*exposures, more], iso=iso, person=person))
    assert set(before) <= set(after)
    for key, test in before.items():
        assert test["due"] == "later" or after[key]["due"] == "now"
        assert test["optional"] or not after[key]["optional"]


@each_pack
@many
@given(exposures=some, person=making.persons, data=st.data())
def test_order_and_language_change_nothing(
    iso: str, exposures: list[Any], person: Any, data: Any
) -> None:
    mixed = data.draw(st.permutations(exposures))
    one, other = data.draw(st.permutations(codes.LANGUAGES))[:2]
    assert without_words(plan(exposures, iso=iso, person=person, language=one)) == without_words(
        plan(mixed, iso=iso, person=person, language=other)
    )


IRRELEVANT: list[tuple[str, Any]] = [
    ("age", 30), ("age", 61), ("recent_antibiotics", True), ("prep", "asks"),
    ("situation", ["group_pressure", "wants_anonymous"]), ("worries", ["regret", "shame"]),
    ("partners_6_months", 7), ("buys_sex", True), ("sells_sex", True),
    ("vaccinated", {"mpox": "full", "hpv": "full"}),
]  # fmt: skip


@each_pack
@pytest.mark.parametrize(("key", "value"), IRRELEVANT)
@many
@given(exposures=some)
def test_what_no_test_asks_for_changes_no_test(
    iso: str, key: str, value: Any, exposures: list[Any]
) -> None:
    assert (
        plan(exposures, iso=iso, person={key: value})["tests"] == plan(exposures, iso=iso)["tests"]
    )


@each_pack
@many
@given(exposures=some, person=making.persons)
def test_one_day_earlier_never_makes_a_date_later(
    iso: str, exposures: list[Any], person: Any
) -> None:
    assume(all(one["at"] for one in exposures))
    now, before = (
        plan(exposures, iso=iso, person=person),
        plan([day_before(one) for one in exposures], iso=iso, person=person),
    )
    late, early = keyed(now), keyed(before)
    assert set(late) == set(early)
    for key, test in early.items():
        assert all(test[name] <= late[key][name] for name in DATES)
        assert late[key]["due"] == "later" or test["due"] == "now"
    ends = {one["code"]: one["until"] for one in now["advice"] if one["until"]}
    for one in before["advice"]:
        if one["until"] and one["code"] in ends:
            assert one["until"] <= ends[one["code"]]
    starts = {(one["code"], one["infection"]): one["from"] for one in now["follow_up"]}
    for one in before["follow_up"]:
        start = starts.get((one["code"], one["infection"]))
        assert not (start and one["from"]) or one["from"] <= start


@each_pack
@pytest.mark.parametrize("condom", ["unsure", "broke", "late", None])
@many
@given(exposure=making.exposures, person=making.persons)
def test_not_sure_and_broke_are_as_none(iso: str, condom: Any, exposure: Any, person: Any) -> None:
    none = plan([with_condom(exposure, "none")], iso=iso, person=person)
    other = plan([with_condom(exposure, condom)], iso=iso, person=person)
    assert keyed(none).keys() == keyed(other).keys()
    for key, test in keyed(none).items():
        kept = ("due", "optional", "level", *DATES)
        assert {k: test[k] for k in kept} == {k: keyed(other)[key][k] for k in kept}
    # A talk about condoms is offered to whoever says something of one.
    talk = {"condoms.talk"}
    assert set(codes_of(none)) - talk == set(codes_of(other)) - talk


@each_pack
@many
@given(exposures=some, person=making.persons, symptom=st.sampled_from(get_args(codes.Symptom)))
def test_a_symptom_never_postpones_and_takes_nothing_away(
    iso: str, exposures: list[Any], person: Any, symptom: str
) -> None:
    well = keyed(plan(exposures, iso=iso, person={**person, "symptoms": []}))
    ill = keyed(plan(exposures, iso=iso, person={**person, "symptoms": [symptom]}))
    assert set(well) <= set(ill)
    for key, test in well.items():
        assert test["due"] == "later" or ill[key]["due"] == "now"
        # It may speak of more occasions than before, and so of a later one, but is taken now.
        moved = any(ill[key][name] != test[name] for name in DATES)
        assert not moved or ill[key]["due"] == "now"
    assert all(test["due"] == "now" for key, test in ill.items() if key not in well)


@each_pack
@pytest.mark.parametrize(
    "immune", [{"vaccinated": {"hepatitis_b": "full"}}, {"vaccinated": {"hepatitis_b": "immune"}},
               {"past": ["hepatitis_b"], "vaccinated": None}],
)  # fmt: skip
@many
@given(exposures=some, person=making.persons)
def test_immune_drops_test_and_vaccine_together_and_says_why(
    iso: str, immune: Any, exposures: list[Any], person: Any
) -> None:
    made = plan(exposures, iso=iso, person={**person, **immune})
    assert "vaccine.hepatitis_b" not in codes_of(made)
    assert not [one for one in made["tests"] if one["infection"] == "hepatitis_b"]
    assert [one["text"] for one in made["left_out"] if one["infection"] == "hepatitis_b"]


@each_pack
@many
@given(exposure=making.exposures, person=making.persons)
def test_who_buys_sells_or_exchanges_gets_the_same_tests(
    iso: str, exposure: Any, person: Any
) -> None:
    bought, sold, exchanged = (
        plan([{**exposure, "setting": setting}], iso=iso, person=person)["tests"]
        for setting in ("bought", "sold", "exchanged")
    )
    assert bought == sold == exchanged


@each_pack
@many
@given(exposures=some, person=making.persons, events=st.lists(making.events, max_size=2))
def test_what_fires_is_what_the_conditions_say_when_read_one_by_one(
    iso: str, exposures: list[Any], person: Any, events: list[Any]
) -> None:
    # `explain` reads every condition of the pack plainly; the plan goes through masks and indexes.
    told = making.told(exposures, iso=iso, person=person, events=events)
    seen = {one.rule for one in engine.explain(told, packs.load(iso)).fired}
    made = plan(exposures, iso=iso, person=person, events=events)
    shown = {rule for kind in KINDS for item in made[kind] for rule in item["because"]}
    rules = {rule.id: rule for rule in packs.load(iso).rules}
    assert shown & set(rules) <= seen
    tested, said = {one["infection"] for one in made["tests"]}, set(codes_of(made))
    for rule in (rules[one] for one in seen - shown):
        # What fired and is not shown yields to something stronger.
        if rule.give == "left_out":
            assert rule.infection in tested
        elif rule.give == "advice":
            assert rule.code not in said
        else:
            assert rule.give == "follow_up" and rule.code == "no_test_of_cure"


@each_pack
@many
@given(person=making.persons)
def test_nothing_that_happened_gives_no_test(iso: str, person: Any) -> None:
    assert plan([], iso=iso, person=person)["tests"] == []
    assert [plan(iso=iso)[kind] for kind in KINDS] == [[], [], [], []]


@each_pack
@many
@given(exposure=making.exposures, person=making.persons, data=st.data())
def test_what_is_not_told_widens_and_never_narrows(
    iso: str, exposure: Any, person: Any, data: Any
) -> None:
    # That something was done against a person's will is never supposed of them.
    details = ("at", "country", "setting", "partner", "acts")
    key = data.draw(st.sampled_from(details))
    known = plan([exposure], iso=iso, person=person)
    unknown = plan([{**exposure, key: None}], iso=iso, person=person)
    assert set(keyed(known)) <= set(keyed(unknown))


@each_pack
@many
@given(exposure=making.exposures, person=making.persons, data=st.data())
def test_an_act_told_in_less_detail_widens_too(
    iso: str, exposure: Any, person: Any, data: Any
) -> None:
    acts = exposure["acts"] or [{}]
    place = data.draw(st.integers(0, len(acts) - 1))
    key = data.draw(st.sampled_from(["kind", "role", "condom"]))
    vague = [{**act, key: None} if n == place else act for n, act in enumerate(acts)]
    known = plan([exposure], iso=iso, person=person)
    assert set(keyed(known)) <= set(
        keyed(plan([{**exposure, "acts": vague}], iso=iso, person=person))
    )
