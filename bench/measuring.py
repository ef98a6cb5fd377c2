"""Timing and telling: a figure, its limit or peer in the same run, and the ratio of the two."""

import gc
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def per_second(act: Callable[[], object], *, seconds: float = 2.0, rounds: int = 3) -> float:
    """The best rate of some rounds, after a warm-up; garbage of before is out of the way."""
    act()
    gc.collect()
    gc.freeze()
    best = 0.0
    for _ in range(rounds):
        count, start = 0, time.perf_counter()
        while (passed := time.perf_counter() - start) < seconds / rounds:
            act()
            count += 1
        best = max(best, count / passed)
    return best


def side_by_side(
    one: Callable[[], object],
    other: Callable[[], object],
    *,
    rounds: int = 30,
    seconds: float = 0.2,
) -> tuple[float, float]:
    """Median rates of two acts in turns, so that whatever slows the machine slows both."""
    one(), other()
    gc.collect()
    gc.freeze()
    rates: tuple[list[float], list[float]] = [], []
    for _ in range(rounds):
        for act, found in zip((one, other), rates, strict=True):
            count, start = 0, time.perf_counter()
            while (passed := time.perf_counter() - start) < seconds:
                act()
                count += 1
            found.append(count / passed)
    return statistics.median(rates[0]), statistics.median(rates[1])


def told(what: str, figure: float, unit: str, limit: float, *, at_most: bool = False) -> None:
    """One line: figure, limit, ratio. A ratio of 1 or more keeps the limit."""
    ratio = limit / figure if at_most else figure / limit
    word = "at most" if at_most else "at least"
    print(
        f"{what:<46}{figure:>10,.1f} {unit:<12}{word} {limit:,.1f}: ratio {ratio:.2f}", flush=True
    )


def machine() -> str:
    """What it ran on."""
    model = next(
        (line.split(":")[1].strip() for line in _cpuinfo() if line.startswith("model name")), "?"
    )
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _cpuinfo() -> list[str]:
    try:
        return Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return []


@contextmanager
def house(**environment: str) -> Iterator[dict[str, str]]:
    """An empty home with a pepper; gives the environment for a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        pepper = Path(folder) / "pepper"
        pepper.write_bytes(os.urandom(32))
        yield {
            **os.environ, "LEJDE_HOME": str(Path(folder) / "home"),
            "LEJDE_PEPPER_FILE": str(pepper), "DJANGO_SETTINGS_MODULE": "lejde.config.settings",
            **environment,
        }  # fmt: skip


def run_in(environment: dict[str, str], module: str, *arguments: str) -> None:
    """Runs a bench module as a process of its own, as settings are read once."""
    root = Path(__file__).resolve().parents[1]
    subprocess.run(
        [sys.executable, "-m", module, *arguments], env=environment, cwd=root, check=True
    )
