"""What the rules' pages say, in the reader's language, and why a plan says what it says."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from django.utils.text import capfirst

from lejde import packs
from lejde.guidelines import codes, facts
from lejde.identity.tests.working import House, house
from lejde.knowledge import reasons, texts
from lejde.knowledge.tests.test_rules_desk import desk, every_page
from lejde.packs.cases import cases

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]


@pytest.fixture
def people() -> Iterator[House]:
    yield from house("nurse", "doctor")


@pytest.mark.parametrize("language", ["nb", "da", "en"])
def test_every_line_of_every_case_says_which_rule_and_through_what(
    language: str, settings: Any
) -> None:
    for iso in packs.known():
        pack = packs.load(iso)
        with translation.override(language):
            for case in cases(iso):
                why = reasons.why(facts.parse(case.facts), pack)
                for one in (each for _, planned in why.planned for each in planned):
                    assert one.because, one.said
                    assert all(rule.through or ".window." in rule.id for rule in one.because)
                missed = {rule.id for _, _, rules in why.missed for rule in rules}
                spoken = {
                    rule.id for _, planned in why.planned for one in planned for rule in one.because
                }
                assert not missed & spoken
                assert all(rule.lacks or rule.in_the_way
                           for _, _, rules in why.missed for rule in rules)  # fmt: skip


def test_every_group_of_cases_has_a_heading_in_words() -> None:
    groups = {case.group for iso in packs.known() for case in cases(iso)}
    assert groups <= set(texts.CASES) and len(groups) > 10


@pytest.mark.parametrize("language", ["nb", "da", "en"])
def test_a_case_is_named_in_the_readers_language(people: House, language: str) -> None:
    client = people.browser("doctor")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    known = cases("no")
    names = [capfirst(case.name[language]) for case in known]
    listed = html.unescape(client.get("/desk/rules/cases/").text)
    assert len(known) > 100 and all(f">{name}</a>" in listed for name in names)
    assert f"<h1>{names[4]}</h1>" in html.unescape(client.get("/desk/rules/cases/5/").text)


@pytest.mark.parametrize("language", ["nb", "da", "en"])
def test_what_is_not_known_is_said_in_the_readers_language(people: House, language: str) -> None:
    client = people.browser("nurse")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    page = html.unescape(client.get("/desk/rules/").text)
    questions = packs.load("no").meta.open_questions
    assert len(questions) > 10
    assert all(f"<li>{text[language]}</li>" in page for text in questions)


def test_a_limit_that_was_not_met_is_said_as_the_rule_has_it(people: House) -> None:
    told = {
        "pack": "no", "at": "2026-03-22T12:00:00+01:00",
        "exposures": [{"at": "2026-03-19T12:00:00+01:00", "partner": {"hiv": "positive"},
                       "acts": [{"kind": "anal", "role": "receptive", "condom": "none"}]}],
    }  # fmt: skip
    missed = {
        rule.id: rule
        for _, _, rules in reasons.why(facts.parse(told), packs.load("no")).missed
        for rule in rules
    }
    assert [words for _, words in missed["no.pep.high"].lacks] == ["it was at most 48 hours ago"]


def test_no_bare_code_stands_where_a_rule_says_what_it_gives(people: House) -> None:
    pack, client = packs.load("no"), desk(people, "nurse")
    pages = "".join(every_page(client, pack).values())
    given = " ".join(re.findall(r'<p class="gives">(.*?)</p>', pages))
    assert "PEP at once" in given and "price not known (ask)" in given
    dotted = [code for code in codes.ADVICE if "." in code]
    assert [code for code in (*dotted, "months_back", "price:", "days:") if code in given] == []


def test_why_tells_what_fired_and_what_was_one_step_short(people: House) -> None:
    told = {
        "pack": "no", "at": "2026-03-22T12:00:00+01:00", "person": {"anatomy": "penis"},
        "exposures": [{"at": "2026-02-20", "setting": "bought"}],
    }  # fmt: skip
    why = reasons.why(facts.parse(told), packs.load("no"))
    hiv = next(one for _, planned in why.planned for one in planned if "HIV" in one.said)
    paid = next(rule for rule in hiv.because if rule.id == "no.hiv.paid")
    assert paid.theme == "hiv" and paid.through[0][0] == "Occasion 1, 20 February 2026"
    assert "paid for sex" in paid.through[0][1]
    missed = {rule.id: rule for _, _, rules in why.missed for rule in rules}
    assert "wants a rapid HIV test" in missed["no.hiv.rapid"].lacks[0][1]
    page = desk(people, "doctor").get("/desk/rules/cases/2/").text
    links = re.findall(r'href="/desk/rules/([a-z_]+)/#line-([a-z_.]+)"', page)
    assert links
    doctor = desk(people, "doctor")
    theme, number = links[0]
    assert f'id="line-{number}"' in doctor.get(f"/desk/rules/{theme}/").text
