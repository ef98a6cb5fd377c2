"""Whoever knows one hidden cell, because they are all of it, must not learn another exactly."""

from collections.abc import Iterator

import numpy as np

from lejde.statistics.disclosure.balance import NEARLY, Balance, Moves, Rows
from lejde.statistics.disclosure.system import Numbers, System, Yes

# In an empty cell is nobody who knows it; that outsiders cannot tell asks for as much as sums alone
# would give away, as if all cells had room to become less.
ROOM = 10


class Insiders:
    """Looks for pairs: who knows the first cell learns the second."""

    def __init__(self, system: System, rows: Rows, hidden: Yes, tables: list[Moves]) -> None:
        self._cells: Numbers = np.flatnonzero(hidden)
        # Nobody is all of a large cell and knows it.
        small = system.counts[self._cells] < system.minimum[self._cells]
        self._known = np.flatnonzero(small)
        self._empty: Yes = system.counts[self._cells] == 0
        self._within = Balance(rows, system.counts, self._cells, split=True)
        self._roomy = Balance(rows, system.counts + ROOM, self._cells, split=True)
        # Those that move what was shown again later are no witnesses any more.
        told = np.array(tables).reshape(-1, len(hidden))
        possible = ~(np.abs(told[:, ~hidden]) > NEARLY).any(axis=1)
        self._has_moved: Yes = np.abs(told[possible][:, self._cells]) > 0.5
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
                still &= ~self._step(int(at), resting, self._empty[known])
        return np.flatnonzero(still)

    def _step(self, at: int, resting: Yes, has_room: bool) -> Yes:
        """Which cells move when one moves a step up or down while some rest."""
        moved = np.zeros(len(resting), dtype=bool)
        for by in (1.0, -1.0):
            found = (self._roomy if has_room else self._within).shortest(at, by, resting)
            if found is not None:
                moved = np.abs(found[self._cells]) > 0.5
                if not has_room:
                    self._has_moved = np.vstack((self._has_moved, moved))
                    self._often += moved
                break
        return moved
