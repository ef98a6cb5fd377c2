"""Starting and ending as whoever runs the house meets it: one line for what is in the way, and
nothing of the demo's reminders left behind.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from lejde.config.delivery import OUTBOX
from lejde.config.environment import read_environment

ROOT = Path(__file__).resolve().parents[2]
LEJDE = str(Path(sys.executable).parent / "lejde")
NOTHING: Mapping[str, str] = {}
SERVES = """
import socket
from lejde.config import serve
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
serve.prepare()
serve.run("127.0.0.1", port)
"""
HOLDS_A_PORT = """
import socket, subprocess, sys
with socket.socket() as busy:
    busy.bind(("127.0.0.1", 0))
    busy.listen()
    sys.exit(subprocess.call([*sys.argv[1:], "--port", str(busy.getsockname()[1])]))
"""


@pytest.fixture
def pepper(tmp_path: Path) -> str:
    file = tmp_path / "pepper"
    file.write_bytes(bytes(32))
    return str(file)


def settings(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LEJDE_", "DJANGO_"))}
    return {**kept, **more}


def refused(*command: str, cwd: Path = ROOT, more: Mapping[str, str] = NOTHING) -> str:
    """The one line that a command refuses with."""
    ended = subprocess.run(
        command, env=settings(**more), cwd=cwd, capture_output=True, text=True, check=False
    )
    lines = ended.stderr.splitlines()
    assert ended.returncode == 2 and len(lines) == 1, ended.stderr
    return lines[0]


def wait_for(path: Path, *, there: bool) -> None:
    for _ in range(600):
        if path.exists() is there:
            return
        time.sleep(0.05)
    raise AssertionError(f"{path.name}: {'never there' if there else 'still there'}")


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT], ids=lambda one: one.name)
def test_the_demos_reminders_outlive_neither_a_kill_before_nor_the_end(
    end: signal.Signals, tmp_path: Path, pepper: str
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / OUTBOX).write_text("left behind by one that was killed")
    environ = settings(
        LEJDE_HOME=str(home), LEJDE_PEPPER_FILE=pepper, LEJDE_DEMO="1",
        DJANGO_SETTINGS_MODULE="lejde.config.settings",
    )  # fmt: skip
    with subprocess.Popen([sys.executable, "-c", SERVES], env=environ) as server:
        try:
            wait_for(home / OUTBOX, there=False)
            (home / OUTBOX).write_text("somebody@example.org\tReminder.\n")
            server.send_signal(end)
            server.wait(30)
        finally:
            server.kill()
    assert not (home / OUTBOX).exists()


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("LEJDE_DATABASE_URL", "postgres://u:secret@host:notaport/main"),
        ("LEJDE_KEYS_URL", "postgres://u:secret@host:99999/keys"),
        ("LEJDE_DATABASE_URL", "postgres://u:secret@[host/main"),
    ],
)
def test_an_address_that_cannot_be_read_is_one_line_without_its_password(
    name: str, url: str, tmp_path: Path, pepper: str
) -> None:
    told = {"LEJDE_HOME": str(tmp_path), "LEJDE_PEPPER_FILE": pepper, name: url}
    line = refused(LEJDE, "serve", more=told)
    assert line.startswith(f"lejde serve: {name}: ") and "secret" not in line


@pytest.mark.parametrize("command", ["serve", "night", "backup FILE"])
def test_a_postgresql_that_is_away_is_one_line(command: str, tmp_path: Path, pepper: str) -> None:
    told = {
        "LEJDE_HOME": str(tmp_path),
        "LEJDE_PEPPER_FILE": pepper,
        "LEJDE_DATABASE_URL": f"postgres://u@/main?host={tmp_path}",
        "LEJDE_KEYS_URL": f"postgres://u@/keys?host={tmp_path}",
    }
    line = refused(LEJDE, *command.split(), cwd=tmp_path, more=told)
    assert line.startswith(f"lejde {command.split(maxsplit=1)[0]}: ") and "connection" in line


def test_a_home_that_cannot_be_made_is_one_line(tmp_path: Path, pepper: str) -> None:
    home = f"{pepper}/home"
    line = refused(LEJDE, "serve", more={"LEJDE_HOME": home, "LEJDE_PEPPER_FILE": pepper})
    assert line == f"lejde serve: LEJDE_HOME: {home}: Not a directory"
    assert "Not a directory" in refused(LEJDE, "demo", "--home", home, "--port", "18999")


def test_what_would_stop_the_demo_is_told_before_it_fills_anything(tmp_path: Path) -> None:
    home = tmp_path / "home"
    demo = (LEJDE, "demo", "--home", str(home))
    lines = [
        refused(*demo, "--credentials", "/nope/c.json", "--port", "18999"),
        refused(*demo, "--port", "70000"),
        refused(sys.executable, "-c", HOLDS_A_PORT, *demo),
    ]
    assert [line.split(":")[0] for line in lines] == ["lejde demo"] * 3
    assert "/nope/c.json" in lines[0] and "in use" in lines[2]
    assert not home.exists()


def test_paths_are_those_of_whoever_calls_from_another_folder(tmp_path: Path) -> None:
    (tmp_path / "asked.json").write_text('{"pack": "no", "exposures": []}')
    told = subprocess.run(
        [str(ROOT / "lejde"), "plan", "asked.json"], cwd=tmp_path, env=settings(),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (told.returncode, told.stderr) == (0, "")


def test_a_setting_that_there_is_not_is_a_line_and_no_fault(tmp_path: Path, pepper: str) -> None:
    told = read_environment(
        {
            "LEJDE_HOME": str(tmp_path),
            "LEJDE_PEPPER_FILE": pepper,
            "LEJDE_PEPER_FILE": "x",
            "LEJDE_BUS_URL": "redis://localhost",
        }
    )
    assert told.faults == ()
    assert [line.split(":")[0] for line in told.warnings] == ["LEJDE_PEPER_FILE"]
