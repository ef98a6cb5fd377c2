"""Whoever knows one hidden cell, because they are all of it, must not learn another exactly."""

from collections.abc import Iterator

import numpy as np

from lejde.statistics.disclosure.balance import Balance, Moves, Rows
from lejde.statistics.disclosure.system import Numbers, System, Yes


class Insiders:
    """Looks for pairs: who knows the first cell learns the second."""

    def __init__(self, system: System, rows: Rows, hidden: Yes, tables: list[Moves]) -> None:
        self._cells: Numbers = np.flatnonzero(hidden)
        counts, minimum = system.counts[self._cells], system.minimum[self._cells]
        # Nobody is in an empty cell, and nobody knows that they are all of a large one.
        self._known = np.flatnonzero((counts > 0) & (counts < minimum))
        self._within = Balance(rows, system.counts, self._cells, split=True)
        told = np.array(tables).reshape(-1, len(hidden))
        self._has_moved: Yes = np.abs(told[:, self._cells]) > 0.5
        # By how many tables each cell is seen to move: most often by one that leaves another alone.
        self._often = self._has_moved.sum(axis=0)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Numbers of cells: known, and learnt."""
        for known in self._known:
            for learnt in self._stuck(int(known)):
                yield int(self._cells[known]), int(self._cells[learnt])

    def _stuck(self, known: int) -> Numbers:
        with_it = self._has_moved[self._has_moved[:, known]].sum(axis=0)
        still: Yes = with_it >= self._often
        still[known] = False
        resting = np.zeros(len(still), dtype=bool)
        resting[known] = True
        for at in np.flatnonzero(still):
            if still[at]:
                still &= ~self._step(int(at), resting)
        return np.flatnonzero(still)

    def _step(self, at: int, resting: Yes) -> Yes:
        """Which cells move when one moves a step up or down while some rest."""
        moved = np.zeros(len(resting), dtype=bool)
        for by in (1.0, -1.0):
            found = self._within.shortest(at, by, resting)
            if found is not None:
                moved = np.abs(found[self._cells]) > 0.5
                self._has_moved = np.vstack((self._has_moved, moved))
                self._often += moved
                break
        return moved
