"""With JavaScript both sides see at once: words, that somebody writes, that it was seen; and nothing
typed is lost when the line breaks.
"""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.acting import AtWork, pressed
from tests.journeys.conftest import NewPage
from tests.journeys.test_talks import SEND, begins_a_talk, comes_with_a_new_code

BOX = "textarea[name=text]"


def begins(page: Page) -> None:
    comes_with_a_new_code(page)
    page.goto("/talk/")
    begins_a_talk(page)


def types(page: Page, text: str) -> None:
    page.locator(BOX).press_sequentially(text)
    page.locator(SEND).click()


@pytest.fixture
def both(new_page: NewPage) -> tuple[Page, Page]:
    visitor = new_page(language="en")
    begins(visitor)
    types(visitor, "Is somebody there?")
    expect(visitor.locator(".said li[data-sequence]")).to_have_count(1)
    nurse = AtWork(new_page(language="en", wide=True))
    nurse.comes_in_as("nurse")
    nurse.page.goto("/desk/talks/")
    pressed(nurse.page, nurse.page.locator("form[action$='/claim/'] button").last)
    return visitor, nurse.page


def test_both_sides_see_at_once_and_nothing_is_lost(both: tuple[Page, Page]) -> None:
    visitor, nurse = both
    expect(nurse.locator(".said li")).to_contain_text("Is somebody there?")
    expect(visitor.locator("#state")).to_contain_text("Somebody reads and answers")
    expect(visitor.locator(".said [data-mark]").first).to_have_text("seen")
    nurse.locator(BOX).press_sequentially("Yes")
    expect(visitor.locator("[data-typing]")).to_be_visible()
    nurse.locator(BOX).press("Control+Enter")
    expect(visitor.locator(".said li").last).to_contain_text("Yes")
    expect(visitor.locator("[data-typing]")).to_be_hidden()
    expect(nurse.locator(".said [data-mark]").last).to_have_text("seen")
    _writes_without_a_line(visitor, nurse)
    _is_ended_while_somebody_types(visitor, nurse)


def _writes_without_a_line(visitor: Page, nurse: Page) -> None:
    """On a train: the answer to what was stored is lost, then nothing goes through for a while."""
    lost = []

    def stored_and_not_told(route: Route) -> None:
        route.fetch()
        lost.append(route.request.url)
        route.abort()
        visitor.unroute("**/say")
        visitor.context.set_offline(True)

    visitor.route("**/say", stored_and_not_told)
    types(visitor, "I am on a train")
    expect(visitor.locator(".said li[data-sequence]").last).to_contain_text("I am on a train")
    types(visitor, "and it goes on")
    expect(visitor.locator(".said li[data-waits]").last).to_contain_text("trying again")
    visitor.context.set_offline(False)
    expect(visitor.locator(".said li[data-waits]")).to_have_count(0)
    for page in (visitor, nurse):
        expect(page.locator(".said li", has_text="I am on a train")).to_have_count(1)
        expect(page.locator(".said li", has_text="and it goes on")).to_have_count(1)
    assert lost


def _is_ended_while_somebody_types(visitor: Page, nurse: Page) -> None:
    visitor.locator(BOX).fill("one thing more")
    pressed(nurse, nurse.locator("form[action$='/close/'] button"))
    expect(visitor.locator("[data-line]")).to_contain_text("has ended")
    expect(visitor.locator(BOX)).to_have_value("one thing more")
