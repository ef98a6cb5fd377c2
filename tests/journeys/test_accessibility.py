"""Axe finds nothing on any page, in light and dark, in each language."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import NewPage
from tests.journeys.looking import faults

PAGES = (
    "/", "/check/", "/book/", "/code/", "/about/protection/", "/no-such-page/", "/read/words/",
)  # fmt: skip
BEHIND_THE_CODE = ("/mine/", "/mine/code/", "/mine/delete/")


@pytest.mark.parametrize("language", ["nb", "da", "en"])
def test_axe_finds_nothing(new_page: NewPage, language: str) -> None:
    page = new_page(language=language)
    found: list[str] = []
    for address in PAGES:
        page.goto(address)
        found += faults(page, language)
    page.goto("/code/")
    page.locator("main form[action='/code/new/'] button").click()
    found += faults(page, language)
    for address in BEHIND_THE_CODE:
        page.goto(address)
        found += faults(page, language)
    found += in_the_middle(page, language)
    assert found == []


def in_the_middle(page: Page, language: str) -> list[str]:
    """Pages that only a form leads to: a question, an answer, free times, the last step."""
    page.goto("/check/")
    page.locator("input[value=happened]").check()
    page.locator("button[name=next]").click()
    found = faults(page, language)
    while page.locator("button[name=skip]").count():
        page.locator("button[name=skip]").click()
        page.wait_for_load_state()
    found += faults(page, language)
    page.locator("form[action='/book/'] button").first.click()
    page.locator("input[name=service][value=first_visit]").check()
    page.locator("main form.stack button").click()
    found += faults(page, language)
    page.locator("button[name=slot]").first.click()
    found += faults(page, language)
    page.locator("form[action='/book/take/'] button").first.click()
    return found + faults(page, language)


def test_a_picture_without_words_would_be_found(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/code/")
    page.evaluate("document.querySelector('main').append(new Image())")
    for language in ("nb", "da"):
        assert any("image-alt" in fault for fault in faults(page, language))


def test_words_that_vanish_in_the_dark_would_be_found(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/code/")
    page.evaluate(
        "document.styleSheets[2].insertRule("
        "'@media (prefers-color-scheme: dark) { h1 { color: #222; background: #111 } }')"
    )
    assert [fault.split()[1:3] for fault in faults(page)] == [["dark", "color-contrast:"]]
