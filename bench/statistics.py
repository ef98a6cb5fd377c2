"""`lejde bench statistics`: tables protected and attacked, and what is lost beside the least."""

import time

import numpy as np

from bench.measuring import machine, told
from bench.optimum import least_loss
from lejde.statistics.disclosure.grids import TOTAL, Dimension, Grid
from lejde.statistics.disclosure.protect import protect
from lejde.statistics.disclosure.system import Registry, System

MINIMUM = 5
LINKED = (
    "region sex", "region age", "age from acts", "age condom", "acts condom sex",
    "place used age", "drugs age sex", "region drugs",
)  # fmt: skip
SIZES = {"sex": 3, "from": 5, "acts": 5, "condom": 6, "place": 4, "used": 7, "drugs": 4}
SMALL = {
    "7×5": ({"a": 7, "b": 5}, ("a b",), 200),
    "8×6": ({"a": 8, "b": 6}, ("a b",), 300),
    "three linked": ({"a": 6, "b": 5, "c": 6}, ("a b", "b c", "a c"), 250),
    "three linked, more people": ({"a": 6, "b": 5, "c": 6}, ("a b", "b c", "a c"), 500),
    "six linked": (
        {"a": 6, "b": 5, "c": 6, "d": 5}, ("a b", "b c", "a c", "a d", "b d", "c d"), 600,
    ),
}  # fmt: skip


def main() -> None:
    print(machine())
    eight = linked(1400)
    print(f"8 linked tables: {len(eight.counts):,} cells, {int(eight.small.sum())} small")
    told("protected in", _seconds(eight), "s", 2.0, at_most=True)
    print("  (GaussSuppression with intervals, a weaker rule: 76 s, as measured elsewhere)")
    for name, sizes, people, limit in (
        ("12×12×10", (12, 12, 10), 30_000, 3.0), ("20×15×15", (20, 15, 15), 150_000, 15.0),
    ):  # fmt: skip
        system = cube(sizes, people)
        print(f"{name}: {len(system.counts):,} cells, {int(system.small.sum())} small")
        told("protected in", _seconds(system), "s", limit, at_most=True)
    print("  (GaussSuppression with intervals: 47.8 s for 12×12×10; 20×15×15 not reached)")
    _losses()
    _growth()


def _seconds(system: System) -> float:
    start = time.perf_counter()
    protect(system, 1)
    return time.perf_counter() - start


def _losses() -> None:
    """Counts lost beside the small cells, for outsiders alone as the optimum is."""
    for name, (sizes, tables, people) in SMALL.items():
        dimensions = {key: _flat(key, size) for key, size in sizes.items()}
        system = _drawn(dimensions, tables, people)
        hidden = protect(system, 1, against_insiders=False)
        lost = float(system.counts[hidden & ~system.small].sum())
        least, is_proven = least_loss(system)
        word = "proven" if is_proven else "not proven"
        told(f"lost, {name} (least {least:.0f}, {word})", lost, "", 1.1 * least, at_most=True)


def _growth() -> None:
    for sizes, people in (
        ((8, 8, 8), 15_000), ((12, 12, 12), 60_000), ((18, 15, 15), 150_000),
        ((24, 20, 18), 500_000), ((30, 25, 23), 1_200_000),
    ):  # fmt: skip
        system = cube(sizes, people)
        print(
            f"{len(system.counts):>7,} cells, {int(system.small.sum()):>5,} small: "
            f"{_seconds(system):.1f} s",
            flush=True,
        )


def linked(people: int) -> System:
    """Eight tables over the same people: regions in three levels, ages in two."""
    region = {}
    for part in range(4):
        region[f"r{part}"] = TOTAL
        for district in range(3):
            region[f"r{part}.{district}"] = f"r{part}"
            for place in range(3):
                region[f"r{part}.{district}.{place}"] = f"r{part}.{district}"
    age = {"young": TOTAL, "old": TOTAL}
    age |= {f"a{number}": "young" if number < 3 else "old" for number in range(6)}
    dimensions = {name: _flat(name, size) for name, size in SIZES.items()}
    dimensions |= {"region": Dimension("region", region), "age": Dimension("age", age)}
    return _drawn(dimensions, LINKED, people)


def cube(sizes: tuple[int, ...], people: int) -> System:
    """One table of three dimensions, most people in few cells."""
    dimensions = {f"d{at}": _flat(f"d{at}", size) for at, size in enumerate(sizes)}
    return _drawn(dimensions, (" ".join(dimensions),), people)


def _drawn(dimensions: dict[str, Dimension], tables: tuple[str, ...], people: int) -> System:
    draw = np.random.default_rng(1)
    answers = {}
    for name, dimension in dimensions.items():
        share = 1 / np.arange(1, len(dimension.leaves) + 1)
        answers[name] = draw.choice(len(share), people, p=share / share.sum())
    registry = Registry()
    for table in tables:
        names = table.split()
        leaves = np.zeros([len(dimensions[name].leaves) for name in names], dtype=np.int64)
        np.add.at(leaves, tuple(answers[name] for name in names), 1)
        grid = Grid("all", "2024", "persons", [dimensions[name] for name in names], MINIMUM)
        grid.add_to(registry, leaves)
    return registry.system()


def _flat(name: str, size: int) -> Dimension:
    return Dimension(name, {f"{name}{number}": TOTAL for number in range(size)})


if __name__ == "__main__":
    main()
