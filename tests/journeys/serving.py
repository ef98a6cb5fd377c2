"""The house that journeys go to: a demo filled once for all workers, and served by each for itself."""

import fcntl
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

READY_SECONDS = 40
DATABASES = "*.sqlite3*"
# The same command with every clock of the process some minutes ahead.
AHEAD = """
import sys
from datetime import UTC, datetime, timedelta
import time_machine
from lejde.config.cli import main
ahead = datetime.now(UTC) + timedelta(minutes=int(sys.argv[1]))
with time_machine.travel(ahead, tick=True):
    sys.exit(main(sys.argv[2:]))
"""


def outside() -> dict[str, str]:
    """The environment without what the suite has set for itself."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("LEJDE_", "DJANGO_"))}


def settings_of(home: Path) -> dict[str, str]:
    """What a command beside the demo needs in order to work on its home."""
    return {
        **outside(), "LEJDE_HOME": str(home), "LEJDE_DEMO": "1",
        "LEJDE_PEPPER_FILE": str(home / "pepper"),
        "LEJDE_ROOT_KEY": (home / "root.public").read_text().strip(),
    }  # fmt: skip


@contextmanager
def demo_of(home: Path) -> Iterator[str]:
    """Serves the demo of a home and fills an empty one; its address."""
    lejde = str(Path(sys.executable).parent / "lejde")
    with _serving([lejde, "demo", "--home", str(home)], outside()) as base:
        yield base


@contextmanager
def ahead_of(home: Path, minutes: int) -> Iterator[str]:
    """Serves a home that is served already, as it will be some minutes from now; its address."""
    command = [sys.executable, "-c", AHEAD, str(minutes), "serve"]
    # A second process in a home is refused without a doorbell, which these two do not need.
    own = {
        "LEJDE_HOME": str(home / "ahead"), "LEJDE_DATABASE_URL": f"sqlite://{home}/lejde.sqlite3",
        "LEJDE_KEYS_URL": f"sqlite://{home}/keys.sqlite3",
    }  # fmt: skip
    with _serving(command, {**settings_of(home), **own}) as base:
        yield base


@contextmanager
def filled_once(shared: Path, home: Path) -> Iterator[str]:
    """Serves a home. Whoever comes first fills theirs and leaves a copy, which the others take."""
    copy = shared / "filled"
    with (shared / "filling").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        is_first = not copy.exists()
        if is_first:
            with demo_of(home) as base:
                _copy(home, copy)
                fcntl.flock(lock, fcntl.LOCK_UN)
                yield base
    if not is_first:
        _copy(copy, home)
        with demo_of(home) as base:
            yield base


def _copy(home: Path, to: Path) -> None:
    shutil.copytree(home, to, ignore=shutil.ignore_patterns(DATABASES), dirs_exist_ok=True)
    for file in home.glob("*.sqlite3"):
        with closing(sqlite3.connect(file)) as one, closing(sqlite3.connect(to / file.name)) as two:
            one.backup(two)


@contextmanager
def _serving(command: list[str], environment: Mapping[str, str]) -> Iterator[str]:
    port = _free_port()
    server = subprocess.Popen(
        [*command, "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
    )
    base = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + READY_SECONDS
        while not _is_ready(base):
            assert server.poll() is None, "the server ended before it was ready"
            assert time.monotonic() < deadline, "the server was not ready in time"
            time.sleep(0.1)
        yield base
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=10)


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
