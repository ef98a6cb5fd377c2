"""Somebody with only a phone gets a code, keeps it, and comes back with it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewPage

WORDS = {
    "en": {
        "have": "I have a code",
        "give": "Give me a code",
        "kept": "I have kept it",
        "open": "Open",
    },
    "nb": {
        "have": "Jeg har en kode",
        "give": "Gi meg en kode",
        "kept": "Jeg har tatt vare på den",
        "open": "Åpne",
    },
    "da": {
        "have": "Jeg har en kode",
        "give": "Giv mig en kode",
        "kept": "Jeg har gemt den",
        "open": "Åbn",
    },
}


def get_a_code(page: Page, words: dict[str, str]) -> str:
    page.goto("/")
    page.get_by_role("link", name=words["have"]).click()
    page.get_by_role("button", name=words["give"]).click()
    code = page.locator("input[name=code]").input_value()
    groups = code.split("-")
    page.locator("input[name=group_2]").fill(groups[1])
    page.locator("input[name=group_4]").fill(groups[3])
    page.get_by_role("button", name=words["kept"]).click()
    expect(page).to_have_url(re.compile(r"/mine/$"))
    return code


@pytest.mark.parametrize(
    ("language", "javascript"),
    [("nb", True), ("da", False), ("en", False)],
    ids=["nb with JavaScript", "da without", "en without"],
)
def test_a_code_is_given_kept_and_opens_again(
    new_page: NewPage, language: str, javascript: bool
) -> None:
    words = WORDS[language]
    code = get_a_code(new_page(language=language, javascript=javascript), words)
    another_phone = new_page(language=language, javascript=javascript)
    another_phone.goto("/code/")
    another_phone.locator("input[name=code]").fill(code.lower())
    another_phone.get_by_role("button", name=words["open"], exact=True).click()
    expect(another_phone).to_have_url(re.compile(r"/mine/$"))


def test_no_page_is_wider_than_a_small_phone(new_page: NewPage, demo: dict[str, Any]) -> None:
    page = new_page()
    for address in ("/", "/code/", "/about/protection/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
