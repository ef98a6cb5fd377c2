"""`lejde bench pages`: a served house under twenty connections that never think."""

import http.client
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from bench.measuring import house, machine, told

PAGES = ("/", "/check/", "/book/", "/code/", "/about/protection/")
CONNECTIONS, SECONDS, ROUNDS = 20, 5.0, 3


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
            rounds = [_hammer(port) for _ in range(ROUNDS)]
            each = [took[int(len(took) * 0.95)] * 1000 for took in rounds]
            rate = median(len(took) / SECONDS for took in rounds)
            print(f"{'requests, median of the rounds':<46}{rate:>10,.1f} a second")
            print(f"95 of 100, each round: {', '.join(f'{one:.1f}' for one in each)} ms")
            told("95 of 100 pages within, median", median(each), "ms", 60, at_most=True)
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
    """Seconds each page took, sorted. By hand: a client that parses takes the server's own time."""
    end = time.perf_counter() + SECONDS

    def one(number: int) -> list[float]:
        took = []
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            while (begun := time.perf_counter()) < end:
                path = PAGES[number % len(PAGES)]
                connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
                status = _answered(connection)
                if status != b"200":
                    raise SystemExit(f"{path}: {status.decode()}")
                took.append(time.perf_counter() - begun)
                number += 1
        return took

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return sorted(each for took in pool.map(one, range(CONNECTIONS)) for each in took)


def _answered(connection: socket.socket) -> bytes:
    """The status, when the whole page is here."""
    answer = connection.recv(65536)
    while (end := answer.find(b"\r\n\r\n")) < 0:
        answer += connection.recv(65536)
    length = int(answer.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
    missing = end + 4 + length - len(answer)
    while missing > 0:
        missing -= len(connection.recv(65536))
    return answer[9:12]


def _memory(pid: int) -> float:
    """Resident memory in MB (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024


if __name__ == "__main__":
    os.environ.pop("LEJDE_DEMO", None)
    main()
