"""The browser's own buttons inside the self-check: back, forward and reload lose nothing."""

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lejde.config.testing import whole_browser
from tests.journeys.acting import Visitor, days_ago
from tests.journeys.conftest import PHONE, NewPage

TOLD: dict[str, Any] = {
    "brings": ["happened"], "age": "25_plus", "when-0": days_ago(3), "setting-0": "casual",
    "part-0": ["nothing"], "partner-0": "woman", "acts-0": ["vaginal_insertive"],
    "condom-0": {"vaginal_insertive": "none"},
}  # fmt: skip
COOKIE = "d"
# Chromium's own number for "refuse".
BLOCK = 2
A_STEP = re.compile(r"/check/\d+/$")
THE_ANSWER = re.compile(r"/check/answer/$")


def is_ticked(page: Page, value: str) -> None:
    expect(page.locator(f"input[name=answer][value='{value}']")).to_be_checked()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_three_steps_back_a_change_and_forward(new_page: NewPage, javascript: bool) -> None:
    page = new_page(javascript=javascript)
    visitor = Visitor(page)
    page.goto("/check/")
    for name in ("brings", "age", "when-0", "setting-0", "part-0"):
        expect(page.locator("input[name=step]")).to_have_value(name)
        visitor._answers(name, TOLD)
    expect(page.locator("input[name=step]")).to_have_value("partner-0")
    for name in ("part-0", "setting-0", "when-0"):
        page.go_back()
        expect(page.locator("input[name=step]")).to_have_value(name)
    expect(page.locator("input[type=date]")).to_have_value(TOLD["when-0"])
    page.go_forward()
    is_ticked(page, "casual")
    page.locator("input[value=bought]").check()
    page.locator("button[name=next]").click()
    expect(page.locator("input[name=step]")).to_have_value("partner-0")
    expect(page).to_have_url(A_STEP)
    page.go_back()
    is_ticked(page, "bought")
    page.reload()
    is_ticked(page, "bought")
    page.go_back()
    page.go_back()
    is_ticked(page, "25_plus")
    page.go_back()
    is_ticked(page, "happened")
    for _ in range(3):
        page.go_forward()
    is_ticked(page, "bought")


def test_the_answer_is_there_after_reload_in_another_language_and_after_back(
    new_page: NewPage,
) -> None:
    page = new_page(javascript=False)
    Visitor(page).asks_what_to_be_tested_for(TOLD)
    expect(page).to_have_url(THE_ANSWER)
    samples = page.locator("li.card h3").count()
    assert samples > 0
    page.reload()
    expect(page.locator("li.card h3")).to_have_count(samples)
    page.locator("footer button[value=nb]").click()
    expect(page).to_have_url(THE_ANSWER)
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    page.go_back()
    page.go_back()
    expect(page.locator("input[name=step]")).to_have_count(1)
    page.go_forward()
    expect(page.locator("li.card h3")).to_have_count(samples)
    page.locator("details.no-print summary").click()
    page.locator("button[name=change][value=setting-0]").click()
    is_ticked(page, "casual")
    page.locator("button[name=next]").click()
    expect(page).to_have_url(THE_ANSWER)


def test_a_day_that_cannot_be_leaves_no_page_that_back_cannot_draw(new_page: NewPage) -> None:
    page = new_page(javascript=False)
    visitor = Visitor(page)
    page.goto("/check/")
    for name in ("brings", "age"):
        visitor._answers(name, TOLD)
    visitor._answers("when-0", {"when-0": days_ago(-4)})
    expect(page.locator(".errorlist, .ds-validation-message").first).to_be_visible()
    visitor._answers("when-0", TOLD)
    expect(page.locator("input[name=step]")).to_have_value("setting-0")
    page.go_back()
    expect(page.locator("input[type=date]")).to_have_value(TOLD["when-0"])


def test_a_browser_that_refuses_cookies_comes_to_its_answer(
    browser: Browser, demo: dict[str, Any], tmp_path: Path
) -> None:
    told = {"profile": {"default_content_setting_values": {"cookies": BLOCK}}}
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(told))
    context = own_profile(browser, demo, tmp_path)
    page = context.new_page()
    Visitor(page).asks_what_to_be_tested_for(TOLD)
    assert context.cookies() == []
    assert page.locator("li.card h3").count() > 0
    expect(page).to_have_url(re.compile(r"/check/$"))
    context.close()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
@pytest.mark.parametrize("way", ["button[name=forget][value=close]", "#exit"])
def test_after_close_and_after_quick_exit_the_phone_has_nothing(
    browser: Browser, demo: dict[str, Any], way: str, javascript: bool
) -> None:
    context = browser.new_context(
        base_url=demo["base"], viewport=PHONE, java_script_enabled=javascript
    )  # fmt: skip
    # Quick exit goes to another house's page, and this machine has no network.
    context.route(
        lambda url: not url.startswith(demo["base"]), lambda route: route.fulfill(body="")
    )
    page = context.new_page()
    page.goto("/check/")
    page.locator("input[value=partner_found]").check()
    page.locator("button[name=next]").click()
    expect(page).to_have_url(A_STEP)
    assert COOKIE in names(context)
    page.locator(way).click()
    expect(page).not_to_have_url(re.compile("/check/"))
    assert COOKIE not in names(context)
    page.goto("/check/2/")
    expect(page).to_have_url(re.compile(r"/check/$"))
    expect(page.locator("input:checked")).to_have_count(0)
    context.close()


def test_the_files_of_a_phone_hold_no_answer(
    browser: Browser, demo: dict[str, Any], tmp_path: Path
) -> None:
    context = own_profile(browser, demo, tmp_path)
    page = context.new_page()
    Visitor(page).asks_what_to_be_tested_for(TOLD)
    expect(page).to_have_url(THE_ANSWER)
    page.go_back()
    context.close()
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    # That the browser has written is seen by the addresses in its history.
    assert any(b"/check/answer/" in content for content in files.values())
    packed_begins = base64.urlsafe_b64encode(b'{"v":1,"a":{"')[:16]
    for told in (b"vaginal_insertive", b"casual", packed_begins):
        assert [str(path) for path, content in files.items() if told in content] == []


def own_profile(browser: Browser, demo: dict[str, Any], folder: Path) -> BrowserContext:
    """A phone whose files can be looked at."""
    return browser.browser_type.launch_persistent_context(
        folder, executable_path=whole_browser(),
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        base_url=demo["base"], viewport=PHONE, java_script_enabled=False,
    )  # fmt: skip


def names(context: BrowserContext) -> set[str]:
    return {cookie["name"] for cookie in context.cookies()}
