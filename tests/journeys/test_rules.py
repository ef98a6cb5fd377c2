"""A nurse and a doctor sign the rules; what a visitor reads is approved, and a draft again as soon
as a line no longer reads as it was signed.
"""

import re
import sqlite3
from contextlib import closing
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from lejde.knowledge.signing import key_of
from tests.journeys.acting import AtWork, Visitor, days_ago
from tests.journeys.conftest import NewPage
from tests.journeys.looking import faults_on_a_phone

TOLD = {"brings": ["happened"], "when-0": days_ago(20), "setting-0": ["bought"]}
DRAFT = "main .note"


READ = re.compile(r'type="hidden" name="(csrfmiddlewaretoken|read)" value="([^"]+)"')
BY_HAND = ("/desk/rules/hiv/", "/desk/rules/pep/")


def _signs_everything(page: Page) -> None:
    """Some themes at the page, and the many others as their button would send it."""
    page.goto("/desk/rules/")
    themes = page.locator("main table a").evaluate_all("all => all.map(a => a.pathname)")
    assert len(themes) > 15
    for theme in BY_HAND:
        page.goto(theme)
        page.locator("main form .end button").click()
        expect(page).to_have_url(re.compile(rf"{theme}#signed$"))
        assert page.locator("button[name=one]").count() == 0
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for theme in {*themes} - {*BY_HAND}:
        told = urlencode(READ.findall(page.request.get(theme).text()))
        signed = page.request.post(f"{theme}sign/", data=told, headers=kind)
        assert signed.url.partition("#")[0].endswith(theme)
        assert 'name="one"' not in signed.text()


def test_two_roles_sign_and_the_visitors_plan_is_approved_until_a_line_reads_otherwise(
    new_page: NewPage, demo: dict[str, Any]
) -> None:
    nurse = AtWork(new_page(wide=True, javascript=False))
    nurse.comes_in_as("nurse")
    nurse.page.goto("/desk/rules/hiv/")
    nurse.page.locator("button[name=one]").first.click()
    expect(nurse.page.locator(".hands [data-color=success]")).to_have_count(1)
    _signs_everything(nurse.page)
    visitor = Visitor(new_page(javascript=False))
    visitor.asks_what_to_be_tested_for(TOLD)
    expect(visitor.page.locator(DRAFT).first).to_contain_text("draft")
    doctor = AtWork(new_page(wide=True, javascript=False))
    doctor.comes_in_as("doctor")
    _signs_everything(doctor.page)
    doctor.page.goto("/desk/rules/")
    expect(doctor.page.locator("main .ds-tag[data-color=success]").first).to_have_text("Approved")
    visitor.page.reload()
    expect(visitor.page.locator("main")).not_to_contain_text("draft")
    # A text that was changed: nothing that was signed is of what it says now.
    with closing(sqlite3.connect(demo["home"] / "lejde.sqlite3", timeout=10)) as database:
        signed = (key_of("no.hiv.paid"),)
        database.execute("DELETE FROM knowledge_signature WHERE line = ?", signed)
        database.commit()
    visitor.page.reload()
    expect(visitor.page.locator(DRAFT).first).to_contain_text("draft")
    doctor.page.goto("/desk/rules/hiv/")
    expect(doctor.page.locator("button[name=one]")).to_have_count(1)
    expect(doctor.page.locator("button[name=one]")).to_have_attribute(
        "value", re.compile("^no.hiv.paid ")
    )


def test_from_the_visit_to_why_and_on_to_the_rule(new_page: NewPage) -> None:
    visitor = Visitor(new_page(javascript=False))
    visitor.asks_what_to_be_tested_for(TOLD)
    visitor.books_with_it()
    nurse = AtWork(new_page(wide=True, javascript=False))
    nurse.comes_in_as("nurse")
    nurse.meets(visitor.number)
    nurse.page.locator("main a[href$='/why/']").click()
    nurse.page.locator("a[href$='#line-no.hiv.paid']").first.click()
    expect(nurse.page.locator("[id='line-no.hiv.paid']")).to_be_in_viewport()


@pytest.mark.parametrize("language", ["nb", "da", "en"])
def test_axe_finds_nothing_on_the_rules_and_they_fit_a_phone(
    new_page: NewPage, language: str
) -> None:
    nurse = AtWork(new_page(language=language))
    nurse.comes_in_as("nurse")
    for address in ("", "hiv/", "pep/", "changes/", "cases/", "cases/5/"):
        nurse.page.goto(f"/desk/rules/{address}")
        nurse.page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        assert faults_on_a_phone(nurse.page, language) == []
