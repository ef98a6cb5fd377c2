"""What fired, through what, and what was one step short."""

from typing import Any

from lejde.guidelines import explaining, facts
from lejde.guidelines.engine import explain
from lejde.packs import reading
from lejde.packs.tests import small


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


def test_what_was_not_known_is_told_apart_from_what_was_said(tmp_path: Any) -> None:
    by_setting = {"sold": ("setting.sold",), None: ("setting.sold?",)}
    for setting, wanted in by_setting.items():
        seen = told(tmp_path, setting=setting)
        tags = {one.rule: one.tags for one in seen.fired}
        assert tags["xx.hepatitis_b.sold"] == wanted


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
