"""A condition in words loses nothing, and an explanation agrees with a naive reading of the rules."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lejde.guidelines import codes, explaining, facts, tags
from lejde.guidelines.engine import explain
from lejde.guidelines.rules import Condition
from lejde.packs import reading
from lejde.packs.tests import small

TAGS = sorted(set().union(*tags.SCOPES.values()))
ALL = st.lists(st.sampled_from([*TAGS, *(f"{tag}?" for tag in TAGS)]), max_size=3, unique=True)
conditions = st.builds(
    Condition, all=ALL, any=ALL, none=st.lists(st.sampled_from(TAGS), max_size=3, unique=True),
    age_under=st.none() | st.integers(1, 90), partners_from=st.none() | st.integers(1, 90),
    condomless_anal_from=st.none() | st.integers(1, 90),
    within_hours=st.none() | st.integers(50, 99), beyond_hours=st.none() | st.integers(1, 49),
)  # fmt: skip


def read_back(text: str, language: str) -> Condition:
    """The condition from its words: only possible when no two say the same."""
    words = explaining._words(language)
    tag_of = {explaining.tag_in_words(f"{tag}{mark}", language): f"{tag}{mark}"
              for tag in TAGS for mark in ("", "?")}  # fmt: skip
    found: dict[str, Any] = {"all": [], "any": [], "none": []}
    one_of = words.joining["one_of"].format(what="")
    none = words.joining["none"].format(what="")
    for part in text.split(explaining.BETWEEN) if text else ():
        if part in tag_of:
            found["all"].append(tag_of[part])
        elif part.startswith(one_of):
            found["any"] = [
                tag_of[one] for one in part.removeprefix(one_of).split(explaining.AMONG)
            ]
        elif part.startswith(none):
            found["none"].append(tag_of[part.removeprefix(none)])
        else:
            name, number = _number(part, words.joining)
            found[name] = number
    return Condition(**found)


def _number(part: str, joining: dict[str, str]) -> tuple[str, int]:
    for name in explaining.NUMBERS:
        before, after = joining[name].split("{n}")
        middle = part.removeprefix(before).removesuffix(after)
        if part == f"{before}{middle}{after}" and middle.isdigit():
            return name, int(middle)
    raise AssertionError(part)


@pytest.mark.parametrize("language", codes.LANGUAGES)
@given(condition=conditions)
def test_a_condition_can_be_read_back_from_its_words(language: str, condition: Condition) -> None:
    assert read_back(explaining.condition_in_words(condition, language), language) == condition


def test_a_condition_reads_as_a_clinician_would_say_it() -> None:
    condition = Condition(
        all=["unprotected.vaginal?", "partner_hiv.positive"], none=["past.hiv"], within_hours=48
    )
    assert explaining.condition_in_words(condition, "en") == (
        "unprotected vaginal sex, or not known; partner known to have HIV; not has or had HIV; "
        "within 48 hours"
    )


def told(tmp_path: Any, **exposure: Any) -> explaining.Explanation:
    pack = reading.read("xx", small.written(tmp_path))
    data = {"pack": "xx", "at": "2026-03-22T12:00:00+01:00", "exposures": [exposure]}
    return explain(facts.parse(data), pack)


def test_what_fired_says_through_what_and_what_almost_did_says_what_lacks(tmp_path: Any) -> None:
    acts = [{"kind": "anal", "role": "receptive", "condom": "none"}]
    seen = told(tmp_path, at="2026-03-21", setting="bought", partner={"hiv": "negative"}, acts=acts)
    fired = {one.rule: one for one in seen.fired}
    assert set(fired) == {"xx.hepatitis_b", "xx.vaccine"}
    assert fired["xx.vaccine"].subject == "exposures.0"
    assert fired["xx.vaccine"].tags == ("setting.bought",)
    almost = {one.rule: one for one in seen.almost}
    assert almost["xx.pep"].lacks == ("partner_hiv.positive?",)
    assert almost["xx.no_pep"].lacks == ("protected_only",)
    assert almost["xx.hepatitis_b.sold"].lacks == ("setting.sold?",)


def test_a_number_that_is_not_met_is_told_as_what_lacks(tmp_path: Any) -> None:
    seen = told(tmp_path, at="2026-03-01", acts=[{"kind": "anal", "condom": "none"}])
    lacks = {one.rule: one.lacks for one in seen.almost}
    assert lacks["xx.pep"] == ("within_hours",)


def test_what_stands_in_the_way_is_told(tmp_path: Any) -> None:
    pack = reading.read("xx", small.written(tmp_path))
    person = {"vaccinated": {"hepatitis_b": "full"}}
    data = {"pack": "xx", "person": person, "exposures": [{"setting": "bought"}]}
    seen = explain(facts.parse(data), pack)
    almost = {one.rule: one for one in seen.almost}
    assert almost["xx.vaccine"].in_the_way
    assert almost["xx.vaccine"].lacks == ("protected.hepatitis_b",)
