"""A real server and a real browser: the demo in a home of its own, Chromium at phone width."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
READY_SECONDS = 40

NewPage = Callable[..., Page]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_ready(base: str) -> bool:
    try:
        with urllib.request.urlopen(f"{base}/health/ready", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """`base` is the demo's address, `home` its folder."""
    home = tmp_path_factory.mktemp("demo")
    port = _free_port()
    command = [str(Path(sys.executable).parent / "lejde"), "demo", "--port", str(port)]
    command += ["--home", str(home)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LEJDE_", "DJANGO_"))}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + READY_SECONDS
        while not _is_ready(base):
            assert server.poll() is None, "the demo ended before it was ready"
            assert time.monotonic() < deadline, "the demo was not ready in time"
            time.sleep(0.2)
        yield {"base": base, "home": home}
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=10)
        shutil.rmtree(home, ignore_errors=True)


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
        ) -> Page:
            # Passkeys need a host with a name.
            base = demo["base"].replace("127.0.0.1", "localhost") if named else demo["base"]
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
