"""A condition in words reads as somebody would say it, and nothing of it is lost."""

import re
from functools import cache
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lejde.guidelines import codes, phrases, tags
from lejde.guidelines.rules import Condition

TAGS = sorted(set().union(*tags.SCOPES.values()))
ALL = st.lists(st.sampled_from([*TAGS, *(f"{tag}?" for tag in TAGS)]), max_size=3, unique=True)
conditions = st.builds(
    Condition, all=ALL, any=ALL, none=st.lists(st.sampled_from(TAGS), max_size=3, unique=True),
    age_from=st.none() | st.integers(1, 40), age_under=st.none() | st.integers(41, 90),
    partners_from=st.none() | st.integers(1, 90),
    condomless_anal_from=st.none() | st.integers(1, 90),
    within_hours=st.none() | st.integers(100, 300), beyond_hours=st.none() | st.integers(1, 99),
)  # fmt: skip


class Phrase(NamedTuple):
    """What a phrase stands for: what comes before its bar, and the pattern of all of it and of what
    comes after the bar; their groups are the numbers of `fields`.
    """

    kind: str
    start: str
    whole: re.Pattern[str]
    rest: re.Pattern[str]
    fields: tuple[str, ...] = ()

    def match(self, said: str, before: str) -> re.Match[str] | None:
        return self.whole.fullmatch(said) or (
            self.rest.fullmatch(said) if self.start and self.start == before else None
        )


def _phrase(kind: str, said: str, *fields: str) -> Phrase:
    start, bar, rest = re.escape(said).replace("<N>", "(.+?)").rpartition(re.escape(phrases.BAR))
    start = start if bar else ""
    return Phrase(kind, start, re.compile(start + rest), re.compile(rest), fields)


@cache
def _tags(language: str) -> dict[str, Phrase]:
    stated = {f"{tag}{mark}": _phrase("all", phrases.tag(f"{tag}{mark}", language))
              for tag in TAGS for mark in ("", "?")}  # fmt: skip
    return stated | {f"-{tag}": _phrase("none", phrases.absent(tag, language)) for tag in TAGS}


@cache
def _limits(language: str) -> list[Phrase]:
    said = phrases.joining(language).limits
    single = [
        _phrase("limit", said[name].format(n="<N>"), name) for name in phrases.NUMBERS
    ]  # fmt: skip
    pairs = {
        "ages": ("age_from", "age_under"), "between_hours": ("beyond_hours", "within_hours"),
    }  # fmt: skip
    both = [
        _phrase("limit", said[name].format(low="<N>", high="<N>"), *fields)
        for name, fields in pairs.items()
    ]
    return [*both, *single]


def _number(said: str, field: str, fields: tuple[str, ...], language: str) -> int | None:
    joints = phrases.joining(language)
    if field in phrases.OF_PERSON:
        whole = int(said) if said.isdigit() else None
        # Ages are said with the last year that is still meant.
        return whole + 1 if whole and field == "age_under" and len(fields) == 2 else whole
    for name, hours in (("hours", 1), ("days", 24)):
        found = re.fullmatch(re.escape(getattr(joints, name)).replace(r"\{n\}", r"(\d+)"), said)
        if found:
            return int(found[1]) * hours
    return None


@cache
def _one(said: str, before: str, language: str) -> tuple[dict[str, Any], str]:
    """What one piece of a phrase asks for, and what a piece after it may leave unsaid. Fails when
    it can be read in two ways, or in none.
    """
    found: list[tuple[dict[str, Any], str]] = [
        ({phrase.kind: name.lstrip("-")}, phrase.start)
        for name, phrase in _tags(language).items()
        if phrase.match(said, before)
    ]
    for phrase in _limits(language):
        if match := phrase.match(said, before):
            read = {
                field: _number(number, field, phrase.fields, language)
                for field, number in zip(phrase.fields, match.groups(), strict=True)
            }
            if None not in read.values():
                found.append((read, phrase.start))
    assert len(found) == 1, (said, before, found)
    return found[0]


def _read(text: str, joint: str, language: str) -> list[dict[str, Any]]:
    found, before = [], ""
    for said in re.split(f", | {joint} ", text) if text else ():
        read, before = _one(said, before, language)
        found.append(read)
    return found


def read_back(text: str, language: str) -> Condition:
    """The condition from its words: only possible when no two say the same."""
    joints, found = phrases.joining(language), Condition().model_dump()
    for lead, mark in ((joints.one_of_or_unknown, "?"), (joints.one_of, "")):
        before, heading, several = text.partition(lead.format(what=""))
        if heading:
            text = before.removesuffix(f" {joints.also} ")
            found["any"] = [
                f"{one['all']}{mark}" for one in _read(several, joints.either, language)
            ]
    if f" {joints.either} " in text:
        found["any"] = [one["all"] for one in _read(text, joints.either, language)]
        return Condition(**found)
    for one in _read(text, joints.also, language):
        for field, value in one.items():
            if isinstance(found[field], list):
                found[field].append(value)
            else:
                assert found[field] is None, text
                found[field] = value
    return Condition(**found)


def in_any_order(condition: Condition) -> dict[str, Any]:
    """A condition without the order of its tags, which means nothing."""
    return {
        name: sorted(value) if isinstance(value, list) else value
        for name, value in condition.model_dump().items()
    }


@pytest.mark.parametrize("language", codes.LANGUAGES)
@given(condition=conditions)
def test_a_condition_can_be_read_back_from_its_words(language: str, condition: Condition) -> None:
    said = phrases.condition(condition, language)
    assert in_any_order(read_back(said, language)) == in_any_order(condition)


@pytest.mark.parametrize("language", codes.LANGUAGES)
def test_every_tag_has_its_own_words_and_none_of_them_joins(language: str) -> None:
    joints, said = phrases.joining(language), []
    for tag in TAGS:
        for phrase in (phrases.tag(tag, language), phrases.absent(tag, language)):
            assert phrase.count(phrases.BAR) <= 1 and phrase == phrase.strip(), tag
            said.append(phrases.joined([phrase], language))
            for joint in (", ", "; ", f" {joints.also} ", f" {joints.either} "):
                assert joint not in said[-1], tag
    assert len(said) == len(set(said)) == 2 * len(TAGS)


PEP = Condition(
    all=["unprotected.vaginal?"], any=["partner_hiv.positive", "contact_of.hiv"],
    none=["past.hiv", "prep.on_prep"], beyond_hours=48, within_hours=72,
)  # fmt: skip
CURED = Condition(
    all=["treated.chlamydia"], none=["pregnancy.pregnant", "symptom.discharge", "symptom.fever"]
)
PAID = Condition(any=["setting.bought?", "setting.sold?"], none=["assault"], age_under=18)
FOUND = Condition(all=["result.positive"], any=["result_of.syphilis", "result_of.hiv"])
FEVER = Condition(any=["symptom.fever", "symptom.rash"])


@pytest.mark.parametrize(("condition", "language", "wanted"), [
    (PEP, "en", "had unprotected vaginal sex (or not known), it was more than 48 hours but at most "
     "72 hours ago, has no known HIV, does not take PrEP and at least one of these: the partner "
     "has HIV or a partner has been found to have HIV"),
    (PEP, "nb", "hadde ubeskyttet vaginalsex (eller ukjent), det er mer enn 48 timer men høyst "
     "72 timer siden, har ikke kjent hiv, bruker ikke PrEP og minst ett av dette: partneren har "
     "hiv eller en partner har fått påvist hiv"),
    (CURED, "en", "has been treated for chlamydia, is not pregnant, has no discharge and no fever"),
    (CURED, "da", "er behandlet for klamydia, er ikke gravid, har intet udflåd og ikke feber"),
    (PAID, "nb", "er under 18 år, har ikke fortalt om overgrep og minst ett av dette (eller "
     "ukjent): betalte for sex eller fikk betalt for sex"),
    (FOUND, "da", "svaret er positivt og mindst ét af dette: gælder syfilis eller hiv"),
    (FEVER, "en", "has fever or a rash"),
    (Condition(all=["assault"], within_hours=168), "nb",
     "det skjedde mot egen vilje og det er høyst 7 dager siden"),
    (Condition(all=["exposed"], age_from=16, age_under=18), "en",
     "has told of an occasion and is 16–17 years old"),
])  # fmt: skip
def test_a_condition_reads_as_a_clinician_would_say_it(
    condition: Condition, language: str, wanted: str
) -> None:
    assert phrases.condition(condition, language) == wanted


def test_a_choice_of_one_is_asked_for_like_anything_else() -> None:
    assert Condition(all=["buys_sex"], any=["worry.hiv"]) == Condition(
        all=["buys_sex", "worry.hiv"]
    )
    assert Condition(all=["worry.hiv"], any=["worry.hiv"]) == Condition(all=["worry.hiv"])


def test_what_made_a_rule_hold_says_what_was_not_known() -> None:
    named = ("partner.man?", "setting.bought")
    assert phrases.found(named, "en") == "paid for sex and the partner is a man (not known)"
    assert phrases.found(named, "da") == "betalte for sex og partneren er mand (ukendt)"
