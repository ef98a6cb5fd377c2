"""Olav, Peter and Ali of the report, from the first page to the answer and into the numbers."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.acting import AtWork, Visitor, days_ago, pressed
from tests.journeys.conftest import NewPage

EVERYWHERE = pytest.mark.parametrize(
    "javascript", [True, False], ids=["with JavaScript", "without"]
)
IN_EACH = pytest.mark.parametrize("language", ["nb", "da", "en"])

OLAV: dict[str, Any] = {
    "brings": ["happened"], "when-0": days_ago(30), "setting-0": "bought", "partner-0": "woman",
    "acts-0": ["vaginal_insertive", "anal_insertive", "oral_gave", "oral_received"],
    "condom-0": {"vaginal_insertive": "none", "anal_insertive": "none", "oral_gave": "none"},
    "where-0": {"place": "elsewhere", "country": "TH"}, "age": "25_plus",
}  # fmt: skip
PETER: dict[str, Any] = {
    "brings": ["happened"], "when-0": days_ago(25), "setting-0": "bought", "partner-0": "woman",
    "acts-0": ["oral_received", "vaginal_insertive"],
    "condom-0": {"oral_received": "none", "vaginal_insertive": "throughout"},
    "where-0": {"place": "NO"}, "age": "18_24",
    "wishes": ["worries.hiv", "worries.regret", "wishes.everything"],
}  # fmt: skip
ALI: dict[str, Any] = {
    "brings": ["happened"], "when-0": days_ago(25), "setting-0": "bought",
    "acts-0": ["vaginal_insertive"], "condom-0": {"vaginal_insertive": "unsure"},
    "where-0": {"place": "NO"}, "part-0": ["alcohol"], "age": "18_24",
    "wishes": ["wishes.rapid_hiv", "situation.group_pressure"],
}  # fmt: skip


def answers_on(visitor: Visitor) -> int:
    return visitor.page.locator("main section").first.locator("li.card").count()


@EVERYWHERE
@IN_EACH
def test_olav_is_tested_for_all_and_not_asked_again(
    new_page: NewPage, language: str, javascript: bool
) -> None:
    olav = Visitor(new_page(language=language, javascript=javascript))
    olav.asks_what_to_be_tested_for(OLAV)
    olav.books_with_it()
    nurse = AtWork(new_page(language=language, wide=True))
    nurse.comes_in_as("nurse")
    nurse.meets(olav.number)
    nurse.records("bought", age_band="40_49", gender="man", close=["buying"])
    expect(nurse.page.locator("input[name=bought_from]")).to_have_count(0)
    nurse.orders_the_plan()
    nurse.finds_nothing_in_the_laboratory_tests()
    nurse.ends_the_visit()
    olav.comes_back()
    assert answers_on(olav) >= 7
    # He comes again: what he would not talk about is not asked about.
    olav.page.locator("form[action='/book/'] button").first.click()
    olav.page.locator("button[name=slot]").first.click()
    olav.page.locator("form[action='/book/take/'] button").first.click()
    to_come = olav.page.locator("li.card", has=olav.page.locator("form[action='/book/move/']"))
    nurse.meets(to_come.locator(".big").inner_text())
    nurse.page.locator("input[name=population][value=bought]").check()
    nurse.page.locator("form[method=get] button").click()
    expect(nurse.page.locator("input[name=age_band]").first).to_be_visible()
    expect(nurse.page.locator("input[name=bought_from]")).to_have_count(0)


@EVERYWHERE
@IN_EACH
def test_peter_gets_calm_facts_and_a_talk_is_offered(
    new_page: NewPage, language: str, javascript: bool
) -> None:
    peter = Visitor(new_page(language=language, javascript=javascript))
    peter.asks_what_to_be_tested_for(PETER)
    expect(peter.page.locator("main")).to_contain_text("NHI")
    peter.books_with_it()
    nurse = AtWork(new_page(language=language, wide=True))
    nurse.comes_in_as("nurse")
    nurse.meets(peter.number)
    nurse.records(
        "bought", age_band="20_29", bought_from=["cis_woman"], acts=["vaginal", "oral"],
        condom_vaginal="throughout", condom_oral="not_used", talk="wanted",
    )  # fmt: skip
    nurse.orders_the_plan()
    nurse.finds_nothing_in_the_laboratory_tests()
    manager = AtWork(new_page(language=language, wide=True))
    manager.comes_in_as("manager")
    before = manager.counts()
    nurse.ends_the_visit()
    assert manager.counts() == before + 1
    peter.comes_back()
    assert answers_on(peter) >= 5


@EVERYWHERE
@IN_EACH
def test_ali_reads_a_rapid_test_in_its_minutes_and_not_before(
    new_page: NewPage, soon: str, language: str, javascript: bool
) -> None:
    ali = Visitor(new_page(language=language, javascript=javascript))
    ali.asks_what_to_be_tested_for(ALI)
    ali.books_with_it()
    nurse = AtWork(new_page(language=language, wide=True))
    nurse.comes_in_as("nurse")
    nurse.meets(ali.number)
    nurse.records("bought", age_band="under_20", intoxicated=["alcohol"], talk="offered")
    nurse.orders_the_plan()
    nurse.page.locator("form[action$='/rapid/'] input[name=minutes]").fill("1")
    pressed(nurse.page, nurse.page.locator("form[action$='/rapid/'] button"))
    expect(nurse.page.locator("tr[data-readable=early]")).to_have_count(1)
    expect(nurse.page.locator("tr[data-readable=early] form")).to_have_count(0)
    nurse.finds_nothing_in_the_laboratory_tests()
    # Others come; when the minutes are over, the strip is read.
    later = AtWork(new_page(language=language, wide=True, base=soon))
    later.comes_in_as("nurse")
    later.page.goto(urlsplit(nurse.page.url).path)
    expect(later.page.locator("tr[data-readable=now]")).to_have_count(1)
    later.finds_nothing_in_the_laboratory_tests()
    later.ends_the_visit()
    ali.comes_back()
    assert answers_on(ali) >= 5
