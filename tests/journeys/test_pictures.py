"""Pictures of the main pages, phone and desk, in each language; those in `docs/pictures` are made
anew with `LEJDE_PICTURES=1 ./lejde test tests/journeys/test_pictures.py`.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page

from tests.journeys.acting import AtWork, Visitor
from tests.journeys.conftest import NewPage
from tests.journeys.test_people import OLAV

ROOT = Path(__file__).resolve().parents[2]
KEPT = {"plan-en-phone", "times-en-phone", "answers-en-phone", "day-en-desk", "front-nb-phone"}


@pytest.fixture
def album(tmp_path: Path) -> Path:
    return ROOT / "docs" / "pictures" if os.environ.get("LEJDE_PICTURES") else tmp_path


def take(page: Page, album: Path, name: str) -> None:
    """The visible part of a page; only a few are kept in the documents."""
    kept = album if name in KEPT or album.name != "pictures" else album.parent / "none"
    if kept.name == "none":
        return
    try:
        page.screenshot(path=kept / f"{name}.png")
    except Error:
        # A browser without a screen sometimes draws nothing the first time on a busy machine.
        page.wait_for_timeout(1000)
        page.screenshot(path=kept / f"{name}.png")
    assert (kept / f"{name}.png").stat().st_size > 5000


@pytest.mark.parametrize("language", ["nb", "da", "en"])
def test_main_pages_can_be_looked_at(
    new_page: NewPage, demo: dict[str, Any], album: Path, language: str
) -> None:
    for wide, size in ((False, "phone"), (True, "desk")):
        page = new_page(language=language, wide=wide)
        page.goto("/")
        take(page, album, f"front-{language}-{size}")
        visitor = Visitor(page)
        visitor.asks_what_to_be_tested_for(OLAV)
        take(page, album, f"plan-{language}-{size}")
        page.goto("/book/")
        page.locator("input[name=service][value=first_visit]").check()
        page.locator("main form.stack button").click()
        take(page, album, f"times-{language}-{size}")
        worker = AtWork(new_page(language=language, wide=wide))
        worker.comes_in_as("nurse")
        worker.page.goto("/desk/day/")
        take(worker.page, album, f"day-{language}-{size}")
        codes = AtWork(new_page(language=language, wide=wide)).page
        codes.goto("/desk/in/")
        visitor.code = codes.locator("section.note code").first.inner_text()
        visitor.comes_back()
        take(page, album, f"answers-{language}-{size}")
