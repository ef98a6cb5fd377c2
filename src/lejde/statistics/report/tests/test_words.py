"""What is said beside a table: base, recorded share, missing, bounds; nothing of what is hidden."""

import re
from typing import Any

import pytest
from django.utils import translation

from lejde.statistics.report.document import read
from lejde.statistics.report.tests import sample
from lejde.statistics.report.words import period_name, sentences


def said(table: dict[str, Any], language: str = "en") -> list[str]:
    document = read(sample.document(table, language=language))
    with translation.override(language):
        return [one.text.replace("\u00a0", " ") for one in sentences(document, document.tables[0])]


def warned(table: dict[str, Any]) -> list[str]:
    document = read(sample.document(table))
    with translation.override("en"):
        return [one.text for one in sentences(document, document.tables[0]) if one.warning]


def test_base_and_shares_of_those_who_answered() -> None:
    told = said(sample.acts())
    assert told[0].startswith(
        "Of 990 contacts with an answer: 733 (74 %) “vaginal”, 109 (11 %) “anal”"
    )
    assert "add up to more than 100 %" in told[1]
    assert told[2] == "An answer is recorded for all 990 contacts."


def test_missing_stands_apart_with_its_kinds_and_bounds() -> None:
    told = said(sample.intoxicated())
    assert told == [
        "Of 990 contacts: 416 (42 %) “alcohol”, 99 (10 %) “other drugs”, 336 (34 %) “no”.",
        "An answer is recorded for 851 (86 %) of 990 contacts.",
        "Not recorded: 139 (14 %) (not asked 95, did not want to answer 44).",
        "Whatever the missing answers were, the share of all is: “alcohol” 42 to 56 %,"
        " “other drugs” 10 to 24 %, “no” 34 to 48 %.",
    ]


def test_sixty_yes_twenty_no_twenty_missing_is_sixty_to_eighty() -> None:
    counts = {"yes": 60, "no": 20, "not_asked": 20}
    dimensions = [sample.dimension("wish", "Wish", {"yes": "yes", "no": "no"})]
    told = said(sample.table("wish", "Wish", dimensions, sample.one("wish", counts)))
    assert any("“yes” 60 to 80 %, “no” 20 to 40 %" in one for one in told)


def test_a_warning_below_eighty_percent_recorded_only() -> None:
    assert warned(sample.first_time()) == [
        "Only 68\u00a0% is recorded. The real shares can be quite different."
    ]
    assert warned(sample.intoxicated()) == []


def test_little_missing_gets_no_bounds() -> None:
    counts = {"alcohol": 400, "other_drugs": 99, "no": 336, "not_asked": 40}
    assert not any("Whatever" in one for one in said(sample.intoxicated(counts=counts)))


def test_who_the_question_does_not_fit_is_not_missing() -> None:
    counts = {"alcohol": 400, "no": 500, "not_asked": 100, "not_applicable": 1000}
    told = said(sample.intoxicated(counts=counts))
    assert "For 1000 contacts the question did not apply." in told
    assert "An answer is recorded for 900 (90 %) of 1000 contacts." in told
    assert "Not recorded: 100 (10 %) (not asked 100)." in told


def test_hidden_is_said_to_be_hidden() -> None:
    told = said(sample.wish())
    assert "Hidden to protect people (:): “do it less”, “go on as now”." in told
    assert "2 of the table's 8 cells are hidden (:)." in told


def test_a_hidden_kind_of_missing_hides_how_much_was_recorded() -> None:
    counts = {"alcohol": 400, "no": 300, "not_asked": 44, "did_not_want": 55}
    dimensions = [sample.dimension("drugs", "Drugs", {"alcohol": "alcohol", "no": "no"})]
    hidden = {("not_asked",), ("did_not_want",)}
    told = said(sample.table("drugs", "Drugs", dimensions, sample.one("drugs", counts), hidden))
    assert "How much was not recorded is hidden (not asked :, did not want to answer :)." in told
    assert not any("is recorded for" in one or "Whatever" in one for one in told)


def test_a_small_base_has_counts_and_no_percent() -> None:
    told = said(sample.few())
    assert told[0] == "Of 27 contacts with an answer: 14 “yes”, 13 “no”."
    assert told[1] == "Under 30 there are no percentages."
    assert not any("%" in one for one in told)


def test_doubtful_is_said_first_and_loud() -> None:
    told = said(sample.origin())
    assert told[0] == "This table is doubtful as printed. Draw no conclusion from it."
    assert told[0] in warned(sample.origin()) and "Reproduced as printed." in told


def test_what_lies_under_another_answer_is_not_told_beside_it() -> None:
    first = said(sample.condom())[0]
    assert "362 (49 %) “used”" in first and "throughout" not in first


@pytest.mark.parametrize("language", ["nb", "da", "en"])
def test_no_percent_has_a_decimal(language: str) -> None:
    for table in sample.whole_year()["tables"]:
        assert not re.search(r"\d[.,]\d+\s*%", " ".join(said(table, language)))


def test_languages_say_it_in_their_own_words() -> None:
    told = {language: said(sample.first_time(), language) for language in ("nb", "da", "en")}
    for first, second in (("nb", "da"), ("nb", "en"), ("da", "en")):
        assert not set(told[first]) & set(told[second])
    assert told["nb"][0].startswith("Av 672 kontakter med svar: 212 (32 %) «yes»")


def test_periods_in_words() -> None:
    with translation.override("en"):
        told = [period_name(one) for one in ("2024", "2022-2024", "2024-Q1")]
    assert told == ["2024", "2022–2024", "2024, quarter 1"]
