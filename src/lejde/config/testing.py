"""`lejde test`: checks, units, rooms and promises on SQLite, then PostgreSQL, journeys."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lejde.config.postgres_for_tests import temporary_postgres

# Two workers, each with a home and databases of its own; who is idle takes from the other.
BESIDE = ("-n", "2", "--dist", "worksteal")
# The longest of all is in `tests`: what begins first need not be waited for.
ALL_BUT_JOURNEYS = ("tests", "--ignore=tests/journeys", "src")
ROOMS = "django_db or whole"
# The shell draws pages without a window: half the work of the whole browser.
SHELL = "chromium-headless-shell"
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APT = "apt-get update -qq && apt-get install -y -qq chromium; apt-get install -y -qq " + SHELL
HERE_ONLY = ("--allow-hosts=127.0.0.1,::1",)
ROOT = Path(__file__).resolve().parents[3]
BIN = Path(sys.executable).parent
SETTINGS = "lejde.config.settings_test"
# Some machines forbid Python to keep what it compiled: each of the fifty processes that the suite
# starts would then compile the whole house anew.
COMPILED_ONCE = {
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(ROOT / ".lejde" / "compiled"),
}


def test(argv: list[str]) -> int:
    """The whole suite, or pytest alone when given arguments; the first failing status."""
    browser = find_browser()
    if argv:
        # A journey needs the demo's own address also when it is run alone.
        own = HERE_ONLY if any("journeys" in one for one in argv) else ()
        return _pytest([*argv, *own], browser)
    if browser is None:
        print("lejde test: no browser found and none could be installed", file=sys.stderr)
        print(
            "  install one: apt install chromium, or playwright install chromium", file=sys.stderr
        )
        return 2
    stages: list[tuple[str, Callable[[], int]]] = [
        ("style", lambda: _call("ruff", "check", "src", "tests", "bench")),
        ("format", lambda: _call("ruff", "format", "--check", "src", "tests", "bench")),
        ("types", lambda: _call("mypy")),
        ("imports", lambda: _call("lint-imports")),
        ("units", lambda: _pytest(["src", "-m", "not django_db", *BESIDE], browser)),
        ("rooms", lambda: _pytest([*ALL_BUT_JOURNEYS, "-m", ROOMS, *BESIDE], browser)),
        ("on PostgreSQL", lambda: _on_postgres(browser)),
        ("journeys", lambda: _pytest(["tests/journeys", *HERE_ONLY, *BESIDE], browser)),
    ]
    for name, stage in stages:
        started = time.monotonic()
        print(f"== {name}", flush=True)
        status = stage()
        print(f"== {name}: {time.monotonic() - started:.0f} s, status {status}", flush=True)
        if status:
            return status
    return 0


def _call(tool: str, *arguments: str) -> int:
    return subprocess.run([str(BIN / tool), *arguments], cwd=ROOT, check=False).returncode


def _pytest(arguments: list[str], browser: str | None, **more: str) -> int:
    environment = {**os.environ, **COMPILED_ONCE, "DJANGO_SETTINGS_MODULE": SETTINGS, **more}
    if browser:
        environment["LEJDE_TEST_BROWSER"] = browser
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _on_postgres(browser: str | None) -> int:
    with temporary_postgres() as socket:
        return _pytest(
            [*ALL_BUT_JOURNEYS, "-m", "django_db and not one_database", *BESIDE],
            browser,
            LEJDE_DATABASE_URL=f"postgres://lejde@/main?host={socket}",
            LEJDE_KEYS_URL=f"postgres://lejde@/keys?host={socket}",
        )


def find_browser() -> str | None:
    """Path of a Chromium: the machine's, else Playwright's, else the distribution's when root."""
    if found := (_machines() or _playwrights()):
        return found
    installers = (
        [str(BIN / "playwright"), "install", "chromium"],
        ["sh", "-c", APT],
    )
    for command in installers:
        if command[0] == "sh" and (os.geteuid() != 0 or not shutil.which("apt-get")):
            continue
        print(f"lejde test: getting a browser: {command[-1]}", flush=True)
        subprocess.run(command, check=False, capture_output=True)
        if found := (_playwrights() or _machines()):
            return found
    return None


def whole_browser() -> str | None:
    """One that keeps a profile on the disk, which the shell does not; None for Playwright's."""
    return next((found for name in WHOLE if (found := shutil.which(name))), None)


def _machines() -> str | None:
    return shutil.which(SHELL) or whole_browser()


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None
