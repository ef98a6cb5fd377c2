"""A real server and a real browser: the demo in a home of its own, Chromium at phone width."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.journeys import serving

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
AHEAD_MINUTES = 2

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[dict[str, Any]]:
    """`base` is the demo's address, `home` its folder."""
    home, own = tmp_path_factory.mktemp("demo"), tmp_path_factory.getbasetemp()
    try:
        with serving.filled_once(own if worker_id == "master" else own.parent, home) as base:
            yield {"base": base, "home": home}
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def soon(demo: dict[str, Any]) -> Iterator[str]:
    """The address of the same house two minutes from now, for what nobody should sit and wait for."""
    with serving.ahead_of(demo["home"], AHEAD_MINUTES) as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=os.environ.get("LEJDE_TEST_BROWSER") or None,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )


@pytest.fixture
def new_page(browser: Browser, demo: dict[str, Any]) -> Iterator[NewPage]:
    """Makes pages; each records requests to other hosts and refuses to end with one."""
    elsewhere: list[str] = []
    with ExitStack() as stack:

        def make(
            *,
            language: str = "en",
            javascript: bool = True,
            wide: bool = False,
            named: bool = False,
            base: str = "",
        ) -> Page:
            base = base or demo["base"]
            if named:
                # Passkeys need a host with a name.
                base = base.replace("127.0.0.1", "localhost")
            context: BrowserContext = browser.new_context(
                base_url=base,
                locale=language,
                java_script_enabled=javascript,
                viewport=DESKTOP if wide else PHONE,
            )
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(8000)
            page.on("request", lambda request: _note(request.url, base, elsewhere))
            return page

        yield make
    assert elsewhere == []


def _note(url: str, base: str, elsewhere: list[str]) -> None:
    if not url.startswith((base, "data:", "about:")):
        elsewhere.append(url)
