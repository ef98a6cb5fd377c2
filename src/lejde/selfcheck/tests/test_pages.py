"""Walking from the first question to the answer as a browser without scripts does."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lejde.kernel import clock
from lejde.selfcheck import actions, domain
from lejde.selfcheck.domain import Step
from lejde.selfcheck.tests.walk import Walk, checked
from lejde.selfcheck.vocabulary import CONDOMS, MANY, ONE, WITH_CONDOM

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.one_database,
]


def days_ago(days: int) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


OLAV: dict[str, Any] = {
    "brings": ["happened"], "when-0": days_ago(30), "setting-0": "bought", "partner-0": "woman",
    "acts-0": ["vaginal_insertive", "anal_insertive", "anal_receptive", "oral_gave"],
    "condom-0": {a: "none" for a in WITH_CONDOM},
    "where-0": {"place": "elsewhere", "country": "TH"},
    "part-0": ["nothing"], "age": "25_plus",
}  # fmt: skip
PETER: dict[str, Any] = {
    "brings": ["happened"], "when-0": days_ago(30), "setting-0": "bought", "partner-0": "woman",
    "acts-0": ["oral_received", "vaginal_insertive"],
    "condom-0": {"oral_received": "none", "vaginal_insertive": "throughout"},
    "where-0": {"place": "NO"}, "part-0": ["nothing"], "health": ["started.hepatitis_b"], "age": "18_24",
    "wishes": ["worries.hiv", "worries.regret", "wishes.everything"],
}  # fmt: skip
ALI: dict[str, Any] = {
    "brings": ["happened"], "when-0": days_ago(25), "setting-0": "bought", "partner-0": "woman",
    "acts-0": ["vaginal_insertive"], "condom-0": {"vaginal_insertive": "unsure"},
    "where-0": {"place": "NO"}, "part-0": ["alcohol", "memory_gap"], "age": "18_24",
    "wishes": ["wishes.rapid_hiv", "situation.group_pressure"],
}  # fmt: skip
EXTENDED = {"chlamydia", "gonorrhoea", "hiv", "syphilis", "hepatitis_b"}


@pytest.mark.parametrize(
    ("told", "tests"),
    [(OLAV, EXTENDED | {"hepatitis_c"}), (PETER, EXTENDED), (ALI, EXTENDED)],
    ids=["Olav", "Peter", "Ali"],
)
def test_the_published_cases_reach_their_tests_within_twelve_pages(
    client: Client, told: dict[str, Any], tests: set[str]
) -> None:
    walk = Walk(client)
    walk.tell(told)
    assert walk.status == 200
    assert walk.pages <= 12
    plan = actions.plan_from(walk.packed, "en", clock.now())
    assert tests <= {test["infection"] for test in plan["tests"]}


def test_ali_is_offered_the_rapid_test_he_asks_for(client: Client) -> None:
    walk = Walk(client)
    walk.tell(ALI)
    plan = actions.plan_from(walk.packed, "en", clock.now())
    assert ("hiv", "rapid") in {(test["infection"], test["method"]) for test in plan["tests"]}


def test_skipping_everything_gives_a_calm_page(client: Client) -> None:
    walk = Walk(client)
    walk.tell({})
    assert walk.status == 200
    assert "and that is fine" in walk.page


def test_back_and_forth_loses_nothing(client: Client) -> None:
    walk = Walk(client)
    walk.press("next", answer=["happened", "control"])
    walk.press("next", answer="25_plus")
    walk.press("next", answer=days_ago(3))
    walk.press("back", answer="sold")
    assert walk.step == "when-0" and days_ago(3) in walk.page
    walk.press("back", answer=days_ago(3))
    assert checked(walk.page) == [("answer", "25_plus")]
    walk.press("next", answer="25_plus")
    assert walk.step == "part-0"
    walk.press("back")
    assert checked(walk.page) == [("answer", "sold")]


def test_changing_one_answer_leads_straight_back_with_the_others(client: Client) -> None:
    walk = Walk(client)
    walk.tell(PETER)
    before = actions.unpack(walk.packed)
    walk.press("change", "health")
    assert checked(walk.page) == [("answer", "started.hepatitis_b")]
    walk.press("next", answer=["full.hepatitis_b"])
    assert walk.step is None
    assert actions.unpack(walk.packed) == domain.with_answer(
        before, Step("health"), ["full.hepatitis_b"]
    )


def test_another_time_is_asked_about_and_can_be_removed(client: Client) -> None:
    walk = Walk(client)
    walk.tell(PETER)
    walk.press("add")
    assert walk.step == "when-1"
    walk.tell({"setting-1": "casual"})
    assert actions.unpack(walk.packed)["x"][1]["setting"] == "casual"
    walk.press("remove", "1")
    assert len(actions.unpack(walk.packed)["x"]) == 1


def test_a_day_to_come_is_asked_for_again(client: Client) -> None:
    walk = Walk(client)
    while walk.step != "when-0":
        walk.press("skip")
    walk.press("next", answer=days_ago(-2))
    assert (walk.status, walk.step) == (422, "when-0")


def _packed(data: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(data).encode()).decode()


@pytest.mark.parametrize(
    "packed",
    [
        "", "!", "å", "AAAA", "A" * 9000, _packed([]), _packed({"v": 1, "a": {}, "x": []}),
        _packed({"v": 2, "a": {}, "x": [{}]}), _packed({"v": 1, "a": {"name": "x"}, "x": [{}]}),
        _packed({"v": 1, "a": {"age": ["18_24"]}, "x": [{}]}),
        _packed({"v": 1, "a": {"brings": [{}]}, "x": [{}]}),
        _packed({"v": 1, "a": {}, "x": [{"when": "9999-12-31"}]}),
        _packed({"v": 1, "a": {}, "x": [{"condom": {"oral_gave": []}}]}),
        _packed({"v": 1, "a": {}, "x": [{}] * 6}),
    ],
)  # fmt: skip
def test_cut_or_changed_answers_give_a_page_that_starts_again(client: Client, packed: str) -> None:
    response = client.post(
        reverse("selfcheck:start"), {"packed": packed}, headers={"accept-language": "en"}
    )
    assert response.status_code == 422
    assert "Start again" in response.content.decode()


@pytest.mark.parametrize("fields", [{"step": "age-0"}, {"step": "x"}, {"change": "when-7"},
                                    {"remove": "3"}, {"remove": "x"}])  # fmt: skip
def test_an_invented_question_gives_a_page_that_starts_again(
    client: Client, fields: dict[str, str]
) -> None:
    packed = actions.pack(domain.empty())
    response = client.post(reverse("selfcheck:start"), {"packed": packed, **fields})
    assert response.status_code == 422


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_path_of_valid_answers_ends_in_an_answer(data: st.DataObject) -> None:
    answers = domain.empty()
    asking = actions.asking("en", clock.now())
    for _ in range(data.draw(st.integers(0, 1))):
        answers = domain.with_occasion(answers)
    while step := asking.next_of(answers):
        value = data.draw(st.none() | _values(answers, step))
        assert domain.is_valid(step.question, value)
        answers = domain.with_answer(answers, step, value)
    packed = actions.pack(answers)
    assert actions.unpack(packed) == answers
    response = Client(headers={"accept-language": "en"}).post(
        reverse("selfcheck:start"), {"packed": packed}
    )
    assert response.status_code == 200
    assert "What you answered" in response.content.decode()


def _values(answers: domain.Answers, step: Step) -> st.SearchStrategy[Any]:
    question = step.question
    if question in ONE:
        return st.sampled_from(ONE[question])
    if question in MANY:
        return st.lists(st.sampled_from(MANY[question]), min_size=1, unique=True)
    if question == "when":
        return st.integers(0, 4000).map(days_ago)
    if question == "hour":
        return st.just("00:00")
    if question == "where":
        return st.sampled_from(["NO", "elsewhere", "DK", "TH"])
    assert step.occasion is not None
    acts = domain.protectable(answers["x"][step.occasion])
    return st.fixed_dictionaries({act: st.none() | st.sampled_from(CONDOMS) for act in acts})
