"""A plan as it is read: once what is the same, and days in the form of the language."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format

from lejde.guidelines import words
from lejde.kernel import clock
from lejde.selfcheck import actions, domain
from lejde.selfcheck.tests.test_pages import OLAV
from lejde.selfcheck.tests.walk import Walk
from lejde.selfcheck.views import shown

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.one_database,
]


def plan_of(told: dict[str, Any], language: str = "en") -> dict[str, Any]:
    answers = domain.empty()
    for name, value in told.items():
        question, _, place = name.partition("-")
        step = domain.Step(question, int(place) if place else None)
        answers = domain.with_answer(answers, step, value)
    packed = actions.pack(answers)
    with translation.override(language):
        return shown.shown(actions.plan_from(packed, words.nearest(language), clock.now()))


def test_the_same_words_for_several_infections_are_said_once_with_a_day_for_each() -> None:
    plan = plan_of({**OLAV, "where-0": "TH"})
    texts = [(item["heading"], item["text"]) for item in plan["follow_up"]]
    assert len(texts) == len(set(texts))
    several = next(item for item in plan["follow_up"] if "days" in item)
    assert len(several["days"]) >= 3
    assert all(one["name"] and one["from"] for one in several["days"])
    assert len({source["url"] for source in several["sources"]}) == len(several["sources"])


def test_a_test_whose_window_is_over_is_called_certain_now() -> None:
    tests = [test for of in plan_of({**OLAV, "where-0": "TH"})["tests_now"] for test in of["tests"]]
    certain = {test["infection"] for test in tests if test["is_conclusive"]}
    assert "chlamydia" in certain and "hiv" not in certain


@pytest.mark.django_db(databases=["default", "keys"])
@pytest.mark.parametrize(
    ("language", "form"), [("nb", "j. F Y"), ("da", "j. F Y"), ("en", "j F Y")]
)
def test_days_are_written_as_the_language_writes_them(language: str, form: str) -> None:
    walk = Walk(Client(), language)
    walk.tell(OLAV)
    with translation.override(language):
        told = date_format(date.fromisoformat(OLAV["when-0"]), form)
    assert f"<span>{told}</span>" in walk.page
