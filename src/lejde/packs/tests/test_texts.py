"""What a rule's text says and what its condition asks for are the same."""

import re
from itertools import product
from typing import Any

import pytest

from lejde import packs
from lejde.guidelines import codes, dates, phrases
from lejde.packs import soundness
from lejde.packs.cases import cases
from lejde.packs.tests.test_phrases import in_any_order, read_back

# A pack at a time: hundreds of tests of one line each cost more to start than to run.
OF_EACH_PACK = pytest.mark.parametrize("iso", packs.known())
NAMES = {
    "en": "one two three|third four five six seven eight nine ten eleven twelve",
    "nb": "en|én|ett to tre|tredje fire fem seks sju|syv åtte ni ti elleve tolv",
    "da": "en|én|et|ét to tre|tredje fire fem seks syv otte ni ti elleve tolv",
}
NUMBER_OF = {
    language: {word: n for n, words in enumerate(said.split(), 1) for word in words.split("|")}
    for language, said in NAMES.items()
}


def numbers(text: str, language: str) -> set[int]:
    """Every number of a text, in digits or in words, without numbers to call."""
    for phone in soundness.numbers_in(text):
        text = text.replace(phone, "")
    words = re.findall(r"\d+|\w+", text.lower())
    return {int(w) if w.isdigit() else NUMBER_OF[language].get(w, -1) for w in words} - {-1}


@OF_EACH_PACK
def test_three_languages_name_the_same_numbers(iso: str) -> None:
    for rule in packs.load(iso).rules:
        # One is also an article, and says nothing.
        english, *others = (numbers(rule.text[language], language) - {1} for language in NAMES)
        assert others == [english, english], rule.id


@OF_EACH_PACK
def test_an_open_question_names_the_same_numbers_in_three_languages(iso: str) -> None:
    for text in packs.load(iso).meta.open_questions:
        english, *others = (numbers(text[language], language) - {1} for language in NAMES)
        assert others == [english, english], text


@OF_EACH_PACK
def test_the_name_of_a_case_says_the_same_in_three_languages(iso: str) -> None:
    for case in cases(iso):
        english, *others = (numbers(case.name[language], language) - {1} for language in NAMES)
        assert others == [english, english], case.name
        assert case.name["en"] not in (case.name["nb"], case.name["da"]), case.name
        assert not any(JUDGING.search(text) for text in case.name.values()), case.name


def asked_for(rule: Any) -> list[set[int]]:
    """The days and hours a text must name, each in one of its forms (seven days are one week)."""
    wanted: list[set[int]] = []
    if hours := getattr(rule, "deadline_hours", None):
        wanted.append({hours, hours // 24})
    for text in filter(None, (getattr(rule, "starts", None), getattr(rule, "ends", None))):
        span = dates.span(text)
        wanted.append({span.months} if span.months else {span.days, span.days // 7})
    wanted += [{n} for n in getattr(rule, "detail", {}).values() if type(n) is int]
    return wanted


@OF_EACH_PACK
def test_a_text_names_the_days_and_hours_its_rule_stands_on(iso: str) -> None:
    for rule, language in product(packs.load(iso).rules, codes.LANGUAGES):
        said = numbers(rule.text[language], language)
        for forms in asked_for(rule):
            assert forms & said, f"{rule.id}: {sorted(forms)} is not in {rule.text[language]!r}"


@OF_EACH_PACK
def test_the_condition_of_a_rule_can_be_read_back_from_its_words(iso: str) -> None:
    for rule, language in product(packs.load(iso).rules, codes.LANGUAGES):
        said = phrases.rule(rule, language)
        read = [in_any_order(read_back(phrase, language)) for phrase in said]
        assert read == [in_any_order(condition) for condition in rule.when], rule.id


# A word that judges, in the three languages; laws and institutions keep their names.
JUDGING = re.compile(
    r"prostitu|hore|hooker|whore|promisk|promiscu|uren\b|dirty|skitten|beskidt|deviant|luder", re.I
)
# Nobody is told that a test or PEP is not worth it, or that somebody who sells is a danger.
AGAINST = re.compile(r"no reason to worry|ikke grunn til å|unødvendig bekymr|needless", re.I)


@OF_EACH_PACK
def test_no_text_judges_or_talks_somebody_out_of_a_test(iso: str) -> None:
    for rule in packs.load(iso).rules:
        for text in rule.text.values():
            assert not JUDGING.search(text) and not AGAINST.search(text), rule.id


@OF_EACH_PACK
def test_the_law_is_never_put_before_the_help(iso: str) -> None:
    for rule in packs.load(iso).rules:
        if rule.give == "advice" and rule.code == "law.bought_sex" and iso == "no":
            for condition in rule.when:
                asked = {*condition.all, *condition.any}
                assert asked & {"situation.afraid_of_police", "wish.law"}
