"""From the questions to the plan, to "why?", to the source and to the page: three people."""

import re
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys.acting import Visitor, days_ago, pressed
from tests.journeys.conftest import NewPage

ADULT: dict[str, Any] = {
    "brings": ["happened"], "age": "25_plus", "when-0": days_ago(25), "setting-0": "bought",
    "part-0": ["nothing"], "partner-0": "woman", "acts-0": ["vaginal_insertive", "oral_gave"],
    "condom-0": {"vaginal_insertive": "none", "oral_gave": "none"},
}  # fmt: skip
SEVENTEEN: dict[str, Any] = {
    "brings": ["happened"], "age": "16_17", "when-0": days_ago(2), "setting-0": "sold",
    "part-0": ["nothing"], "partner-0": "man", "acts-0": ["vaginal_receptive"],
    "condom-0": {"vaginal_receptive": "none"}, "must_tell": [],
}  # fmt: skip
AFTER_ASSAULT: dict[str, Any] = {
    "brings": ["happened"], "age": "18_24", "when-0": days_ago(1), "part-0": ["assault"],
    "partner-0": "man",
}  # fmt: skip
TITLES = {
    "young": {
        "nb": "Du er ikke den eneste", "da": "Du er ikke den eneste",
        "en": "You are not the only one",
    },
    "assault": {"nb": "Etter overgrep", "da": "Efter et overgreb", "en": "After an assault"},
}  # fmt: skip


def asks_why(page: Page, line: Locator) -> str:
    """Opens "Why, and who says so"; the source's address."""
    why = line.locator("details").first
    expect(why.locator("ul a").first).to_be_hidden()
    why.locator("summary").click()
    source = why.locator("a[rel=noreferrer]").first
    expect(source).to_be_visible()
    address = source.get_attribute("href") or ""
    assert re.match(r"https?://[^/]+\.[a-z]+/?", address)
    assert source.inner_text().strip()
    return address


def reads_on(page: Page, link: Locator) -> str:
    """To the information page and back to the plan; the page's title."""
    plan = page.url
    link.click()
    expect(page).to_have_url(re.compile(r"/read/[0-9a-z]+/$"))
    expect(page.locator("main a[rel=noreferrer]").first).to_be_attached()
    title = page.locator("h1").inner_text()
    page.go_back()
    expect(page).to_have_url(plan)
    expect(page.locator("main section").first).to_be_visible()
    return title


def in_each(page: Page) -> Iterator[str]:
    """The same plan in one language after the other, by the buttons at the foot of the page."""
    for language in ("nb", "da", "en"):
        pressed(page, page.locator(f"footer button[value={language}]"))
        expect(page.locator("html")).to_have_attribute("lang", language)
        yield language


def to_the_plan(new_page: NewPage, told: dict[str, Any]) -> Page:
    page = new_page(javascript=False)
    Visitor(page).asks_what_to_be_tested_for(told)
    return page


def test_an_adult_asks_why_of_a_test_and_reads_on(new_page: NewPage) -> None:
    page = to_the_plan(new_page, ADULT)
    for _ in in_each(page):
        sample = page.locator("li.card", has=page.locator("dl.tests")).first
        first = sample.locator("dl.tests > div").first
        name = first.locator("dt").inner_text()
        asks_why(page, first)
        title = reads_on(page, first.locator("p.further a").first)
        assert title.split()[0].lower() == name.split()[0].lower()
        # How the sample is taken stands below it.
        reads_on(page, sample.locator("> p.further a").first)


def test_a_seventeen_year_old_is_told_first_and_finds_the_page_of_the_young(
    new_page: NewPage,
) -> None:
    page = new_page(javascript=False)
    page.goto("/check/")
    visitor, step, met = Visitor(page), page.locator("input[name=step]"), []
    while step.count():
        met.append(step.input_value())
        if met[-1] == "must_tell":
            asks_why(page, page.locator("li[data-urgent]").first)
            expect(page.locator("button[name=skip]")).to_have_count(0)
            pressed(page, page.locator("button[name=next]"))
        else:
            visitor._answers(met[-1], SEVENTEEN)
    assert met.index("setting-0") + 1 == met.index("must_tell") < met.index("part-0")
    for language in in_each(page):
        title = TITLES["young"][language]
        assert reads_on(page, page.locator("p.further a", has_text=title).first) == title
        expect(page.locator("li[data-urgent]", has_text="116 111").first).to_be_visible()


def test_after_an_assault_the_centre_comes_first_with_its_page(new_page: NewPage) -> None:
    page = to_the_plan(new_page, AFTER_ASSAULT)
    for language in in_each(page):
        centre = page.locator("li[data-urgent]", has_text="116 117").first
        asks_why(page, centre)
        assert reads_on(page, centre.locator("p.further a").first) == TITLES["assault"][language]
