"""What a component of unknown counts gives away, by tables that fit everything printed.

Each solution is a whole such table: it settles every cell that is 0 or large enough in it. Only
what no shared table settles is asked for by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from .programs import NEAR, Program
from .system import Bools, Floats, System

Random = np.random.Generator
# A table for all costs as much as tables for so many cells, each by itself.
FEW = 3


@dataclass(slots=True)
class Decision:
    """Per column: best bounds known, what a table showed, and whether one of whole numbers did."""

    low: Floats
    high: Floats
    zero: Bools
    enough: Bools
    zero_whole: Bools
    enough_whole: Bools


@dataclass(slots=True)
class Decider:
    """Works on one component; raises programs.Impossible."""

    system: System
    random: Random
    program: Program = field(init=False)
    found: Decision = field(init=False)
    least: Floats = field(init=False)
    most: Floats = field(init=False)
    tables: list[Floats] = field(default_factory=list)

    def __post_init__(self) -> None:
        count = len(self.system.cells)
        no = [np.zeros(count, dtype=bool) for _ in range(4)]
        self.program = Program(self.system)
        self.found = Decision(self.system.low.copy(), self.system.high.copy(), *no)
        self.least = np.full(count, np.inf)
        self.most = np.full(count, -np.inf)

    def run(self) -> Decision:
        """Settles every hidden cell."""
        asked = self.system.minimum > 0
        self._solve(np.zeros(len(asked)), capped=True)
        self._together(self._not_enough, -1.0)
        self._together(self._not_zero, 1.0)
        self._each(self._not_enough, self._reach)
        self._each(self._not_zero, self._sink)
        for column in np.flatnonzero(asked & (self.most - self.least < 1 - NEAR)).tolist():
            if self.found.low[column] < self.found.high[column]:
                self._sink(column)
                self._rise(column)
        return self.found

    def bounds(self) -> Decision:
        """The least and the most of every hidden cell."""
        self._solve(np.zeros(len(self.least)), capped=True)
        for column in np.flatnonzero(self.system.minimum > 0).tolist():
            if self.least[column] > self.found.low[column] + NEAR:
                self._sink(column)
            if self.most[column] < self.found.high[column] - NEAR:
                self._rise(column)
        return self.found

    def _not_enough(self) -> Bools:
        found, minimum = self.found, self.system.minimum
        return (minimum > 0) & ~found.enough & (found.high >= minimum)

    def _not_zero(self) -> Bools:
        found, minimum = self.found, self.system.minimum
        return (minimum > 0) & ~found.zero & (found.low < minimum)

    def _together(self, open_: Callable[[], Bools], sign: float) -> None:
        """Lifts or sinks all that are open in one table, as long as that settles many."""
        left = int(open_().sum())
        while left > 1:
            weights = self.random.uniform(1, 2, len(self.least))
            if sign > 0:
                # Many small cells are emptied sooner than one large cell.
                weights /= 1 + self.tables[-1]
            self._solve(np.where(open_(), sign * weights, 0.0), capped=True)
            before, left = left, int(open_().sum())
            if before - left < FEW:
                break

    def _each(self, open_: Callable[[], Bools], alone: Callable[[int], None]) -> None:
        tried = np.zeros(len(self.least), dtype=bool)
        while len(rest := np.flatnonzero(open_() & ~tried)):
            tried[rest[0]] = True
            alone(int(rest[0]))

    def _reach(self, column: int) -> None:
        values = self._one(column, -1.0, capped=True)
        if values is not None and not self.found.enough[column]:
            self._at_most(column, values[column])

    def _sink(self, column: int) -> None:
        values = self._one(column, 1.0, capped=False)
        if values is not None:
            lowest = np.ceil(values[column] - NEAR)
            self.found.low[column] = max(self.found.low[column], lowest)

    def _rise(self, column: int) -> None:
        values = self._one(column, -1.0, capped=False)
        if values is not None:
            self._at_most(column, values[column])

    def _at_most(self, column: int, value: float) -> None:
        self.found.high[column] = min(self.found.high[column], np.floor(value + NEAR))

    def _one(self, column: int, sign: float, *, capped: bool) -> Floats | None:
        cost = np.zeros(len(self.least))
        cost[column] = sign
        return self._solve(cost, capped=capped)

    def _solve(self, cost: Floats, *, capped: bool) -> Floats | None:
        values = self.program.least(cost, capped=capped)
        if values is None:
            return None
        found = self.found
        whole = bool((np.abs(values - np.round(values)) < NEAR).all())
        zero, enough = values < NEAR, values > self.system.minimum - NEAR
        found.zero |= zero
        found.enough |= enough
        if whole:
            found.zero_whole |= zero
            found.enough_whole |= enough
        self.tables.append(values)
        np.minimum(self.least, values, out=self.least)
        np.maximum(self.most, values, out=self.most)
        return values
