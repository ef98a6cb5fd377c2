"""Pictures of the main pages, phone and desk, in each language; those in `docs/pictures` are made
anew with `LEJDE_PICTURES=1 ./lejde test tests/journeys/test_pictures.py`.
"""

import os
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from tests.journeys.acting import AtWork, Visitor, pressed
from tests.journeys.conftest import DESKTOP, PHONE, NewPage
from tests.journeys.test_people import OLAV

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("nb", "da", "en")
SIZES = {"phone": PHONE, "desk": DESKTOP}
KEPT = {"plan-en-phone", "times-en-phone", "answers-en-phone", "day-en-desk", "front-nb-phone"}


@pytest.fixture
def album(tmp_path: Path) -> Path:
    return ROOT / "docs" / "pictures" if os.environ.get("LEJDE_PICTURES") else tmp_path


def take(page: Page, album: Path, name: str) -> None:
    """The visible part of a page, on a phone and at a desk, in each language; only a few are kept
    in the documents.
    """
    for language, (size, viewport) in product(LANGUAGES, SIZES.items()):
        picture = f"{name}-{language}-{size}"
        if album.name == "pictures" and picture not in KEPT:
            continue
        page.context.add_cookies(
            [{"name": "l", "value": language, "domain": "127.0.0.1", "path": "/"}]
        )
        page.set_viewport_size(viewport)
        page.reload()
        expect(page.locator("html")).to_have_attribute("lang", language)
        try:
            page.screenshot(path=album / f"{picture}.png")
        except Error:
            # A browser without a screen sometimes draws nothing the first time on a busy machine.
            page.wait_for_timeout(1000)
            page.screenshot(path=album / f"{picture}.png")
        assert (album / f"{picture}.png").stat().st_size > 5000


def test_main_pages_can_be_looked_at(new_page: NewPage, album: Path) -> None:
    page = new_page()
    page.goto("/")
    take(page, album, "front")
    visitor = Visitor(page)
    visitor.asks_what_to_be_tested_for(OLAV)
    take(page, album, "plan")
    page.goto("/book/")
    page.locator("input[name=service][value=first_visit]").check()
    pressed(page, page.locator("main form.stack button"))
    take(page, album, "times")
    worker = AtWork(new_page())
    worker.comes_in_as("nurse")
    worker.page.goto("/desk/day/")
    take(worker.page, album, "day")
    codes = new_page()
    codes.goto("/desk/in/")
    visitor.code = codes.locator("section.note code").first.inner_text()
    visitor.comes_back()
    take(page, album, "answers")
