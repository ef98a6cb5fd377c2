"""`lejde bench pages`: a served house under twenty connections that never think."""

import http.client
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.measuring import house, machine, told

PAGES = ("/", "/check/", "/book/", "/code/", "/about/protection/")
CONNECTIONS, SECONDS = 20, 10.0


def main() -> None:
    print(machine())
    with house() as environment:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        start = time.perf_counter()
        server = subprocess.Popen([_lejde(), "serve", "--port", str(port)], env=environment)
        try:
            _ready(port)
            told("ready after `lejde serve`", time.perf_counter() - start, "s", 5, at_most=True)
            took = _hammer(port)
            p95 = took[int(len(took) * 0.95)] * 1000
            print(f"{'requests':<46}{len(took) / SECONDS:>10,.1f} a second")
            told("95 of 100 pages within", p95, "ms", 60, at_most=True)
            told("memory of the server", _memory(server.pid), "MB", 250, at_most=True)
        finally:
            server.terminate()
            server.wait(10)


def _lejde() -> str:
    return str(Path(sys.executable).parent / "lejde")


def _ready(port: int) -> None:
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.02)


def _hammer(port: int) -> list[float]:
    end = time.perf_counter() + SECONDS

    def one(number: int) -> list[float]:
        connection, took = http.client.HTTPConnection("127.0.0.1", port, timeout=10), []
        while (begun := time.perf_counter()) < end:
            connection.request("GET", PAGES[number % len(PAGES)])
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"{PAGES[number % len(PAGES)]}: {answer.status}")
            took.append(time.perf_counter() - begun)
            number += 1
        return took

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return sorted(each for took in pool.map(one, range(CONNECTIONS)) for each in took)


def _memory(pid: int) -> float:
    """Resident memory in MB (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024


if __name__ == "__main__":
    os.environ.pop("LEJDE_DEMO", None)
    main()
