"""A language that is written from right to left needs no code: the same pages, mirrored."""

import pytest

from tests.journeys.conftest import NewPage
from tests.journeys.looking import faults

PAGES = ("/", "/check/", "/book/", "/code/", "/about/protection/")


@pytest.mark.parametrize("wide", [False, True], ids=["phone", "desk"])
def test_pages_mirror_without_a_scroll_to_the_side(new_page: NewPage, wide: bool) -> None:
    page = new_page(language="ar", wide=wide)
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        before = page.locator("#exit").bounding_box()
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        mirrored = page.locator("#exit").bounding_box()
        assert before and mirrored and mirrored["x"] < before["x"]
        assert faults(page) == []
