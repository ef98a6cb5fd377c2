"""Shows again what was hidden for nothing: each cell that was hidden beside the small ones, the
dearest first, if every hidden cell stays safe without it.
"""

import numpy as np

from lejde.statistics.disclosure.balance import NEARLY, Balance, Moves, Rows
from lejde.statistics.disclosure.system import Numbers, System, Yes


class Trimmer:
    """Tables that the public cannot rule out are kept: most answers are found among them."""

    def __init__(self, system: System, rows: Rows, hidden: Yes, witnesses: list[Moves]) -> None:
        self._cells: Numbers = np.flatnonzero(hidden)
        self._counts = system.counts[self._cells]
        self._minimum = system.minimum[self._cells]
        # Tables that came up on the way, by cell of the whole.
        self.found: list[Moves] = []
        self._within = Balance(rows, system.counts, self._cells, split=True)
        size = len(self._cells)
        self._moves: list[Moves] = [np.zeros(size), *(one[self._cells] for one in witnesses)]
        self._still: Yes = np.zeros(size, dtype=bool)
        self._floor: Yes = np.zeros(size, dtype=bool)

    def trimmed(self, price: Moves, kept: Yes, most: int) -> Numbers:
        """Cells to show again; after so many questions no further ones are tried."""
        self._asked = 0
        dear = np.argsort(-price[self._cells], kind="stable")
        for at in dear:
            if self._asked >= most:
                break
            if not kept[self._cells[at]]:
                self._still[at] = True
                self._still[at] = self._all_safe()
        return self._cells[self._still]

    def _all_safe(self) -> bool:
        lacking_up, lacking_down = self._lacking()
        found = [self._goes(int(at), up=True) for at in lacking_up[:1]]
        if not all(found):
            return False
        return all(self._goes(int(at), up=True) for at in lacking_up[1:]) and all(
            self._goes(int(at), up=False) for at in lacking_down
        )

    def _lacking(self) -> tuple[Numbers, Numbers]:
        moves = np.array(self._moves)
        told = self._counts + moves[~(np.abs(moves[:, self._still]) > NEARLY).any(axis=1)]
        up = (self._counts >= self._minimum) | (told >= self._minimum - NEARLY).any(axis=0)
        down = (self._counts == 0) | (told <= NEARLY).any(axis=0) | self._floor
        return np.flatnonzero(~self._still & ~up), np.flatnonzero(~self._still & ~down)

    def _goes(self, at: int, *, up: bool) -> bool:
        count, minimum = float(self._counts[at]), float(self._minimum[at])
        if up:
            return self._moves_by(at, minimum - count)
        if self._moves_by(at, -count):
            return True
        # Provably large, and so for every smaller pattern; but it must not be known exactly.
        if count >= minimum and not self._moves_by(at, minimum - 1 - count):
            self._floor[at] = self._moves_by(at, 1.0) or self._moves_by(at, -1.0)
        return bool(self._floor[at])

    def _moves_by(self, at: int, by: float) -> bool:
        self._asked += 1
        found = self._within.shortest(at, by, self._still)
        if found is not None:
            self._moves.append(found[self._cells])
            self.found.append(found)
        return found is not None
