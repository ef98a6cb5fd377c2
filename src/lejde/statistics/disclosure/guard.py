"""One search for a pattern: hides, sees what could still be worked out, hides what mends it."""

from dataclasses import dataclass

import numpy as np

from lejde.statistics.disclosure.balance import NEARLY, Balance, Moves, rows_of
from lejde.statistics.disclosure.insiders import Insiders
from lejde.statistics.disclosure.starting import started
from lejde.statistics.disclosure.system import Numbers, System, Yes
from lejde.statistics.disclosure.trimming import Trimmer

# Moving a hidden cell costs next to nothing, but something: moves stay small and near.
HIDDEN_PRICE = 1e-4
# So many questions are asked to show cells again; each takes about as long as the system is large.
QUESTIONS_EACH = 300_000


class CannotProtect(ValueError):
    """What is out already tells too much for any completion. `cells`: those in danger."""

    def __init__(self, cells: list[int]) -> None:
        super().__init__(f"{len(cells)} cells cannot be protected beside what is out")
        self.cells = cells


@dataclass(frozen=True)
class Prices:
    """What hiding a cell of its worth costs: by the logarithm of its count (0), or the count to a
    power; `unlike` by how much two equal cells differ.
    """

    power: float = 0.0
    unlike: float = 0.05

    def of(self, system: System, draw: np.random.Generator) -> Moves:
        """A price for each cell."""
        counts = system.counts
        base = np.log(counts + 2.0) if self.power == 0 else (counts + 1.0) ** self.power
        return system.worth * base * draw.uniform(1 - self.unlike, 1 + self.unlike, len(counts))


class Guard:
    """The search for one system, from a given pattern or from a cheap one."""

    def __init__(self, system: System, seed: int, prices: Prices, hidden: Yes | None) -> None:
        self._draw = np.random.default_rng(seed)
        self._system, self._rows = system, rows_of(system)
        self._price = prices.of(system, self._draw)
        first = (system.small | system.kept) & ~system.shown
        begun = started(system, first, self._price) if hidden is None else hidden
        self.hidden = (begun | first) & ~system.shown
        self._begin_anew([])
        self._free = np.flatnonzero(~system.shown)
        self._whole = Balance(self._rows, system.counts, self._free, split=True)

    def _begin_anew(self, tables: list[Moves]) -> None:
        """Knows no more than what these tables say; those that move what is shown say nothing."""
        self._tables: list[Moves] = []
        self._up: Yes = self._system.counts >= self._system.minimum
        self._down: Yes = self._system.counts == 0
        self._moved: Yes = np.zeros(len(self.hidden), dtype=bool)
        self._floor: Yes = np.zeros(len(self.hidden), dtype=bool)
        for one in tables:
            if not (np.abs(one[~self.hidden]) > NEARLY).any():
                self._note(one)

    def settle(self) -> None:
        """Hides until every hidden cell is safe. Raises CannotProtect."""
        while True:
            before = int(self.hidden.sum())
            self._sweep()
            lost = [number for number in self._unsettled() if not self._repaired(number)]
            if lost:
                raise CannotProtect(lost)
            if int(self.hidden.sum()) == before and not self._unsettled():
                return

    def trim(self) -> None:
        """Shows again what need not be hidden."""
        kept = self._system.small | self._system.kept
        trimmer = Trimmer(self._system, self._rows, self.hidden, self._tables)
        questions = QUESTIONS_EACH // len(self._system.counts)
        self.hidden[trimmer.trimmed(self._price, kept, questions)] = False
        self._begin_anew([*self._tables, *trimmer.found])

    def shield(self) -> None:
        """Hides until nobody who knows one small cell learns another. Raises CannotProtect."""
        while pairs := list(Insiders(self._system, self._rows, self.hidden, self._tables).pairs()):
            for known, learnt in pairs:
                if not (self._moves(learnt, 1, known) or self._moves(learnt, -1, known)):
                    raise CannotProtect([known, learnt])
            self.settle()

    def _unsettled(self) -> list[int]:
        return [int(one) for one in np.flatnonzero(self.hidden & ~self._is_safe())]

    def _is_safe(self) -> Yes:
        return self._up & (self._down | self._floor) & (self._moved | (self._up & self._down))

    def _note(self, whole: Moves) -> None:
        """What one table that the public cannot rule out says of every hidden cell."""
        self._tables.append(whole)
        told = self._system.counts + whole
        self._up |= self.hidden & (told >= self._system.minimum - NEARLY)
        self._down |= self.hidden & (told <= NEARLY)
        self._moved |= self.hidden & (np.abs(whole) >= 1 - NEARLY)

    def _sweep(self) -> None:
        """Settles what can be settled within the hidden cells: many at once, then each."""
        cells = np.flatnonzero(self.hidden)
        if not len(cells):
            return
        # What was least before may be less now that more is hidden.
        self._floor[:] = False
        within = Balance(self._rows, self._system.counts, cells, split=False)
        for is_up in (True, False):
            self._sweep_together(within, cells, is_up=is_up)
        for number in np.flatnonzero(self.hidden & ~self._down & ~self._floor & self._up):
            self._ask_for_floor(within, cells, int(number))

    def _sweep_together(self, within: Balance, cells: Numbers, *, is_up: bool) -> None:
        counts, minimum = self._system.counts[cells], self._system.minimum[cells]
        goal = minimum - counts if is_up else -counts
        reached = self._up if is_up else self._down
        many = len(cells) + 1
        while True:
            left = np.flatnonzero(~reached[cells] & ~self._floor[cells])
            if not 0 < len(left) < many:
                return
            many = len(left)
            price, (lower, upper) = np.zeros(len(cells)), within.bounds()
            price[left] = self._draw.uniform(0.5, 1.5, len(left)) * (-1 if is_up else 1)
            upper[left] = np.maximum(goal[left], 0)
            found = within.least(price, lower, upper)
            if found is None:
                return
            self._note(found[1])

    def _ask_for_floor(self, within: Balance, cells: Numbers, number: int) -> None:
        """Whether one that is not small is provably so anyway, and need not look like nobody."""
        if self._down[number]:
            return
        at = int(np.searchsorted(cells, number))
        prices, (lower, upper) = np.zeros(len(cells)), within.bounds()
        prices[at] = 1.0
        found = within.least(prices, lower, upper)
        if found is not None:
            self._note(found[1])
            least = self._system.counts[number] + found[0][at]
            self._floor[number] = least > self._system.minimum[number] - 1 + NEARLY

    def _repaired(self, number: int) -> bool:
        """Hides the cheapest cells that make one cell safe; False when nothing does."""
        count, minimum = int(self._system.counts[number]), int(self._system.minimum[number])
        if not self._up[number] and not self._moves(number, minimum - count):
            return False
        if not self._down[number] and not self._floor[number]:
            return self._moves(number, -count)
        return bool(self._is_safe()[number]) or self._moves(number, 1) or self._moves(number, -1)

    def _moves(self, number: int, by: int, resting: int | None = None) -> bool:
        """Hides the cheapest cells that let one move so far, while one that is known rests."""
        at = int(np.searchsorted(self._free, number))
        rests = np.zeros(len(self._free), dtype=bool)
        if resting is not None:
            rests[np.searchsorted(self._free, resting)] = True
        price = np.where(self.hidden[self._free], HIDDEN_PRICE, self._price[self._free])
        found = self._whole.shortest(at, by, rests, price)
        if found is None:
            return False
        self.hidden |= np.abs(found) > NEARLY
        self._note(found)
        return True
