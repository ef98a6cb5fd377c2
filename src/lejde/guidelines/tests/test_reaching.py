"""What can never hold, and what two rules may say to one person."""

from typing import Any

import pytest

from lejde.guidelines.reaching import can_hold, of_person
from lejde.guidelines.rules import Condition


@pytest.mark.parametrize(
    "condition",
    [
        {"all": ["setting.bought", "setting.sold"]},
        {"all": ["setting.bought"], "none": ["setting.bought"]},
        {"all": ["setting.bought?", "setting.sold"]},
        {"all": ["protected_only", "unprotected.anal?"]},
        {"all": ["result.positive", "treated.hiv"]},
        {"all": ["partner.man"], "any": ["partner.woman", "partner.trans_man"]},
        {"all": ["protected.hpv", "vaccine_started.hpv"]},
        {"all": ["act.oral"], "none": ["exposed"]},
    ],
)
def test_what_gainsays_itself_cannot_hold(condition: dict[str, Any]) -> None:
    assert not can_hold(Condition(**condition))


@pytest.mark.parametrize(
    "condition",
    [
        {"all": ["setting.bought?", "setting.sold?"]},
        {"all": ["setting.bought?"], "none": ["setting.bought"]},
        {"all": ["act.vaginal", "act.anal", "site.throat"]},
        {"any": ["partner.woman", "partner.man"], "none": ["partner.woman"]},
        {"all": ["protected.hpv", "vaccine_started.mpox"]},
    ],
)
def test_what_may_be_can_hold(condition: dict[str, Any]) -> None:
    assert can_hold(Condition(**condition))


def test_numbers_of_two_conditions_must_leave_something_between() -> None:
    young, old = Condition(age_under=18), Condition(age_from=18)
    assert can_hold(young) and can_hold(old) and not can_hold(young, old)
    late = Condition(all=["exposed"], beyond_hours=48)
    assert not can_hold(late, Condition(all=["exposed"], within_hours=48))


def test_two_exposures_share_only_their_person() -> None:
    one = Condition(all=["setting.bought", "past.hiv"], within_hours=48)
    assert of_person(one) == Condition(all=["past.hiv"])
    either = Condition(any=["setting.bought", "buys_sex"], none=["past.hiv"])
    assert of_person(either) == Condition(none=["past.hiv"])
