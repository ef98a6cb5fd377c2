"""Bounds of each unknown count, from each row alone, until nothing moves."""

from dataclasses import dataclass

import numpy as np

from .system import Bools, Floats, Ints, System

# Bounds that creep by one are left to the linear programs: what is found so far stays true.
ROUNDS = 200
# Counts are whole and far from where floats lose the unit; the divisions by `times` are not exact.
NEAR = 1e-9


def _without(sums: Floats, infinite: Ints, own: Floats, row_of: Ints) -> Floats:
    """Of each entry: what the others of its row add up to at least (or at most)."""
    endless = np.isinf(own)
    rest = sums[row_of] - np.where(endless, 0.0, own)
    others = infinite[row_of] - endless
    return np.where(others > 0, np.nan, rest)


@dataclass(slots=True)
class _Step:
    """One look at all rows."""

    system: System
    row_of: Ints
    upwards: Bools

    def once(self, low: Floats, high: Floats) -> None:
        """Tightens both in place."""
        system, columns, times = self.system, self.system.columns, self.system.times
        least = times * np.where(self.upwards, low[columns], high[columns])
        most = times * np.where(self.upwards, high[columns], low[columns])
        ceiling = system.row_high[self.row_of] - self._rest(least)
        floor = system.row_low[self.row_of] - self._rest(most)
        over = np.where(self.upwards, ceiling, floor) / times
        under = np.where(self.upwards, floor, ceiling) / times
        np.minimum.at(high, columns, np.floor(np.where(np.isnan(over), np.inf, over) + NEAR))
        np.maximum.at(low, columns, np.ceil(np.where(np.isnan(under), -np.inf, under) - NEAR))

    def _rest(self, own: Floats) -> Floats:
        count = len(self.system.texts)
        endless = np.isinf(own)
        sums = np.bincount(self.row_of, np.where(endless, 0.0, own), count)
        infinite = np.bincount(self.row_of, endless, count).astype(np.int64)
        return _without(sums, infinite, own, self.row_of)


def propagate(system: System, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Tighter bounds; low over high where the rows cannot all hold."""
    low, high = low.copy(), high.copy()
    if not len(system.columns):
        return low, high
    step = _Step(system, system.row_of, system.times > 0)
    for _ in range(ROUNDS):
        before = low.copy(), high.copy()
        step.once(low, high)
        if (low > high).any():
            break
        if np.array_equal(low, before[0]) and np.array_equal(high, before[1]):
            break
    return low, high
