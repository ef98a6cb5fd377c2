"""What is wrong with a page for somebody who sees, hears or reaches less, in light and dark."""

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Dark changes colours and nothing else; another language changes everything but colours, which
# take two thirds of the time.
RULES: dict[Literal["light", "dark"], dict[str, Any]] = {
    "light": {}, "dark": {"runOnly": ["color-contrast"]},
}  # fmt: skip
WORDS: dict[Literal["light", "dark"], dict[str, Any]] = {
    "light": {"rules": {"color-contrast": {"enabled": False}}},
}
COLOURS_IN = "nb"
BROKEN = "options => axe.run(options).then(({violations}) => violations)"
PHONE_PIXELS = 360


def faults(page: Page, language: str = COLOURS_IN) -> list[str]:
    """Rules broken on the page, with the elements at fault. Where a test looks at the same page in
    each language, it names the language, and the colours are looked at in one of them.
    """
    page.wait_for_load_state()
    page.evaluate(Axe().axe_script)
    found = []
    for scheme, rules in (RULES if language == COLOURS_IN else WORDS).items():
        page.emulate_media(color_scheme=scheme)
        for one in page.evaluate(BROKEN, {"resultTypes": ["violations"], **rules}):
            at_fault = [node["html"] for node in one["nodes"]]
            found.append(f"{page.url} {scheme} {one['id']}: {at_fault}")
    return found


def faults_on_a_phone(page: Page, language: str = COLOURS_IN) -> list[str]:
    """The same, and whether the page is wider than a phone."""
    return too_wide(page) + faults(page, language)


def too_wide(page: Page) -> list[str]:
    """Whether the page is wider than a phone, in the words it now has."""
    page.wait_for_load_state()
    width = page.evaluate("document.documentElement.scrollWidth")
    return [f"{page.url} is {width} pixels wide"] if width > PHONE_PIXELS else []
