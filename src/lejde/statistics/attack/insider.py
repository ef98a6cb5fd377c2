"""What somebody learns who is in a small cell and knows how many they are there.

Two tables that fit, one with fewer in that cell and one with more, mixed so that it comes out right
are a table that fits too: hundreds of those cost less than one linear program, and only cells that
are the same in all of them are asked for by themselves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from .bounds import propagate
from .deciding import Decider, Random
from .programs import NEAR, Impossible
from .system import Bools, Floats, Ints

MIXED = 64
Pair = tuple[int, int]


def proportional(decider: Decider, classes: Iterable[Ints]) -> Iterator[Pair]:
    """(known, learnt) columns: one decides the other by sums alone, and the first may be small."""
    system, found = decider.system, decider.found
    asked = system.minimum > 0
    for group in classes:
        cells = group[asked[group]]
        for known in cells[found.low[cells] < system.minimum[cells]].tolist():
            for learnt in cells.tolist():
                if learnt != known:
                    yield known, learnt


def _several(low: Floats, high: Floats) -> Bools:
    """Whether two whole numbers lie between."""
    result: Bools = np.floor(high + NEAR) - np.ceil(low - NEAR) >= 1
    return result


@dataclass(slots=True)
class Insider:
    """Works on one component; `classes` are groups of which each cell decides all others."""

    decider: Decider
    classes: list[Ints]
    random: Random

    def learns(self, known: int, count: int) -> list[int] | None:
        """Columns that become exact; None where the count does not fit what is printed."""
        system, found = self.decider.system, self.decider.found
        low, high = found.low.copy(), found.high.copy()
        low[known] = high[known] = count
        if not found.low[known] <= count <= found.high[known]:
            return None
        low, high = propagate(system, low, high)
        if (low > high).any():
            return None
        open_ = (system.minimum > 0) & (found.low < found.high)
        open_[known] = False
        decided = np.zeros(len(low), dtype=bool)
        for group in self.classes:
            if known in group:
                decided[group] = True
        decided |= low == high
        doubtful = open_ & ~decided & ~self._mixed(known, count)
        try:
            decided[self._alone(known, count, doubtful)] = True
        except Impossible:
            return None
        return np.flatnonzero(decided & open_).tolist()

    def _mixed(self, known: int, count: int) -> Bools:
        """Cells that are several things in tables that have this count."""
        tables = np.array(self.decider.tables)
        fewer = np.flatnonzero(tables[:, known] <= count)
        more = np.flatnonzero(tables[:, known] >= count)
        if not len(fewer) or not len(more):
            return np.zeros(tables.shape[1], dtype=bool)
        first = tables[self.random.choice(fewer, MIXED)]
        second = tables[self.random.choice(more, MIXED)]
        gap = second[:, known] - first[:, known]
        share = np.divide(count - first[:, known], gap, out=np.zeros(MIXED), where=gap > 0)
        mixed = first + share[:, None] * (second - first)
        return _several(mixed.min(axis=0), mixed.max(axis=0))

    def _alone(self, known: int, count: int, doubtful: Bools) -> list[int]:
        """Of the doubtful, those that have one value by the linear program."""
        if not doubtful.any():
            return []
        system, program = self.decider.system, self.decider.program
        program.fix(known, count, count)
        exact: list[int] = []
        least, most = np.full(len(doubtful), np.inf), np.full(len(doubtful), -np.inf)
        try:
            for column in np.flatnonzero(doubtful).tolist():
                for sign in (1.0, -1.0):
                    if _several(least, most)[column]:
                        break
                    values = self._extreme(column, sign)
                    if values is None:
                        most[column] = np.inf
                        continue
                    np.minimum(least, values, out=least)
                    np.maximum(most, values, out=most)
                if not _several(least, most)[column]:
                    exact.append(column)
        finally:
            program.fix(known, float(system.low[known]), float(system.high[known]))
        return exact

    def _extreme(self, column: int, sign: float) -> Floats | None:
        cost = np.zeros(len(self.decider.system.cells))
        cost[column] = sign
        return self.decider.program.least(cost, capped=False)
