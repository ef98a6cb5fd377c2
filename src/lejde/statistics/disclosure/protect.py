"""Which cells are hidden: the small ones, and as few others as it takes so that each hidden cell
may as well be nobody or at least the minimum, for whoever knows everything that is shown.

After Kelly, Golden and Assad (1992, cell suppression by cheapest moves) and the intervals of
Fischetti and Salazar (2001); the rule is our own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lejde.statistics.disclosure.guard import Guard, Prices
from lejde.statistics.disclosure.system import System, Yes

# Small systems are searched again and again; a large one is near its best at once.
CELLS_IN_ALL, MOST_ROUNDS = 3_000, 50
# How much of the best pattern is kept for the next try, and how far prices are shaken.
KEPT, SHAKEN = (0.2, 0.4), (0.05, 0.3)
POWERS = (1.0, 0.5)
ALONE_EVERY = 10


@dataclass(frozen=True)
class _Tried:
    """A search that is settled, and the counts that it loses beside those that are small."""

    guard: Guard
    loss: float


def protect(
    system: System, seed: int, rounds: int | None = None, *, against_insiders: bool = True
) -> Yes:
    """The hidden cells. `seed` is kept secret: it decides between patterns that cost the same.
    `rounds` of search, as many as its size allows when nothing is said. Raises CannotProtect when
    what is out already tells too much.
    """
    size = len(system.counts)
    most = min(MOST_ROUNDS, CELLS_IN_ALL // size) if rounds is None else rounds
    best = min(_tries(system, seed, most), key=lambda one: one.loss)
    if against_insiders:
        best.guard.shield()
    return best.guard.hidden


def _tries(system: System, seed: int, rounds: int) -> Iterator[_Tried]:
    """The first from a cheap start, others from a part of the best so far."""
    best = _tried(system, seed, Prices(), None)
    yield best
    draw = np.random.default_rng(seed)
    first = system.small | system.kept
    for turn in range(rounds - 1):
        share = 0.0 if turn % ALONE_EVERY == 0 else draw.choice(KEPT)
        kept = best.guard.hidden & ~first & (draw.random(len(first)) < share)
        prices = Prices(POWERS[turn % len(POWERS)], float(draw.choice(SHAKEN)))
        found = _tried(system, int(draw.integers(2**32)), prices, first | kept)
        if found.loss <= best.loss:
            best = found
            yield best


def _tried(system: System, seed: int, prices: Prices, hidden: Yes | None) -> _Tried:
    guard = Guard(system, seed, prices, hidden)
    guard.settle()
    guard.trim()
    beside = guard.hidden & ~system.small & ~system.kept
    return _Tried(guard, float((system.worth * system.counts)[beside].sum()))
