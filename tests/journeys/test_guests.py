"""A visitor lets somebody read along, who reads on another phone until it is taken back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acting import Visitor
from tests.journeys.conftest import NewPage
from tests.journeys.looking import faults_on_a_phone
from tests.journeys.test_people import PETER

WORDS = {
    "nb": ("Hvis noen presser deg", "Noen lar deg lese", "Dette er ikke åpent lenger"),
    "da": ("Hvis nogen presser dig", "Nogen lader dig læse", "Det her er ikke åbent længere"),
    "en": ("If somebody makes you", "Somebody lets you read", "This is not open any more"),
}
IN_EACH = pytest.mark.parametrize(
    ("language", "javascript"), [("nb", True), ("da", False), ("en", True)]
)


def lets_read(visitor: Visitor, parts: list[str], called: str = "") -> str:
    """From the visitor's own page to a code in the hand."""
    page = visitor.page
    page.goto("/mine/")
    page.locator("form[action='/mine/read-along/'] button").first.click()
    expect(page.locator(".note")).to_contain_text("112")
    for part in parts:
        page.locator(f"input[name=parts][value={part}]").check()
    page.locator("input[name=called]").fill(called)
    page.locator("button[name=give]").click()
    expect(page.locator(".code-card img")).to_be_visible()
    groups = page.locator(".return-code-group").all_inner_texts()
    return "-".join(re.sub(r"^\d\s+", "", each.strip()) for each in groups)


def types(page: Page, code: str) -> None:
    page.goto("/code/")
    page.locator("input[name=code]").fill(code.lower())
    page.locator("form[action='/code/'] button").click()


@IN_EACH
def test_somebody_reads_along_on_another_phone_until_it_is_taken_back(
    new_page: NewPage, language: str, javascript: bool
) -> None:
    pressure, lets, over = WORDS[language]
    visitor = Visitor(new_page(language=language, javascript=javascript))
    visitor.books()
    visitor.page.locator("form[action='/mine/read-along/'] button").click()
    expect(visitor.page.locator("main")).to_contain_text(pressure)
    code = lets_read(visitor, ["appointment"], "Kaja")
    guest = new_page(language=language, javascript=javascript)
    types(guest, code)
    expect(guest).to_have_url(re.compile(r"/reading/$"))
    expect(guest.locator("main")).to_contain_text(lets)
    expect(guest.locator("main h2")).to_have_count(1)
    expect(guest.locator("main .big")).to_have_count(0)
    expect(guest.locator("#exit")).to_be_visible()
    guest.goto("/mine/")
    expect(guest).to_have_url(re.compile(r"/reading/$"))
    visitor.page.goto("/mine/")
    card = visitor.page.locator("li.card", has_text="Kaja")
    card.locator("form[action='/mine/read-along/end/'] button").click()
    expect(visitor.page.locator("li.card", has_text="Kaja")).to_have_count(0)
    expect(visitor.page.locator("details", has_text="Kaja")).to_have_count(1)
    guest.goto("/reading/")
    expect(guest.locator("h1")).to_have_text(over)
    types(guest, code)
    expect(guest).to_have_url(re.compile(r"/code/$"))
    expect(guest.locator(".errorlist, [id$=error]").first).to_be_visible()


@pytest.mark.parametrize("language", ["nb", "da", "en"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(
    new_page: NewPage, language: str
) -> None:
    page, guest = new_page(language=language), new_page(language=language)
    visitor = Visitor(page)
    visitor.asks_what_to_be_tested_for(PETER)
    visitor.books_with_it()
    page.locator("form[action='/mine/read-along/'] button").click()
    found = faults_on_a_phone(page)
    page.locator("button[name=give]").click()
    expect(page.locator("input[name=parts]").first).to_be_visible()
    found += faults_on_a_phone(page)
    code = lets_read(visitor, ["answers", "check", "appointment"])
    found += faults_on_a_phone(page)
    types(guest, code)
    expect(guest.locator("main h2").first).to_be_visible()
    found += faults_on_a_phone(guest)
    page.goto("/mine/")
    found += faults_on_a_phone(page)
    page.locator("form[action='/mine/read-along/end/'] button").click()
    guest.goto("/reading/")
    found += faults_on_a_phone(guest)
    assert found == []
