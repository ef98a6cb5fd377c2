"""The demo's 2024 comes out as the published figures, counted from its loose facts."""

from collections import Counter

import pytest

from lejde.config.demo_year import VISITS, facts

# Question: category, printed percent, its base. From the report's tables for 2024 (country 2023).
PUBLISHED = {
    "age_band": (
        {"under_20": 2, "20_29": 54, "30_39": 23, "40_49": 7, "50_59": 12, "60_plus": 3},
        1000,
    ),
    "bought_from": ({"cis_woman": 91, "man": 2, "trans_woman": 4}, 1000),
    "acts": ({"vaginal": 74, "anal": 11, "oral": 58, "other": 17}, 960),
    "intoxicated": ({"alcohol": 42, "other_drugs": 10}, 990),
    "place": ({"indoors": 88, "outdoors": 8, "other": 6}, 960),
    "country": ({"norway": 70, "abroad": 36}, 960),
    "seller_origin": ({"norwegian": 94, "foreign": 7}, 960),
    "condom_vaginal": ({"not_used": 35, "unsure": 15}, 680),
    "condom_anal": ({"not_used": 33, "unsure": 25}, 76),
    "condom_oral": ({"not_used": 75, "unsure": 16}, 527),
}


@pytest.fixture(scope="module")
def counted() -> Counter[tuple[str, str]]:
    return Counter((fact.variable, fact.value) for fact in facts(2024, VISITS[2024]))


@pytest.mark.parametrize("question", PUBLISHED)
def test_a_question_comes_out_as_printed(counted: Counter[tuple[str, str]], question: str) -> None:
    shares, base = PUBLISHED[question]
    found = {code: int(100 * counted[question, code] / base + 0.5) for code in shares}
    assert found == shares


def test_tests_and_talks_come_out_as_printed(counted: Counter[tuple[str, str]]) -> None:
    tests = sum(n for (code, value), n in counted.items() if code == "used" and "test" in value)
    assert (tests, counted["used", "talk"]) == (700, 360)
    assert (counted["service", "test"], counted["service", "conversation"]) == (700, 360)


def test_used_condoms_come_out_as_printed(counted: Counter[tuple[str, str]]) -> None:
    used = {
        code: sum(counted[code, value] for value in ("throughout", "late", "broke"))
        for code in ("condom_vaginal", "condom_anal", "condom_oral")
    }
    assert used == {"condom_vaginal": 337, "condom_anal": 32, "condom_oral": 47}


def test_every_visit_has_every_variable_and_only_buyers_are_counted() -> None:
    told = list(facts(2023, VISITS[2023]))
    assert {fact.population for fact in told} == {"bought", "considers"}
    visits = sum(fact.variable == "visit" for fact in told)
    assert visits == VISITS[2023]
    for variable in ("area", "vaccine_hepb", "gender"):
        assert sum(fact.variable == variable for fact in told) == visits
