"""Tables that add up as the true one does: a linear programme that is kept warm between questions.

A move is what such a table has more or less in each cell. Which moves there are within the hidden
cells is all that the public cannot tell.
"""

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from lejde.statistics.disclosure.system import Numbers, System, Yes

type Moves = NDArray[np.float64]

NEARLY = 1e-6


@dataclass(frozen=True)
class Rows:
    """Sums and limits as a sparse matrix by rows; `slack` is what a row may grow by, 0 for sums."""

    starts: Numbers
    cells: Numbers
    signs: Moves
    slack: Moves
    sums: int


def rows_of(system: System) -> Rows:
    """The rows of a system."""
    told = [*system.sums, *system.at_most]
    lengths = np.array([len(one) for one in told], dtype=np.int64)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    cells = np.concatenate(told) if told else np.zeros(0, dtype=np.int64)
    signs = np.full(len(cells), -1.0)
    if told:
        signs[starts[:-1]] = 1.0
    reached = np.add.reduceat(signs * system.counts[cells], starts[:-1]) if told else np.zeros(0)
    return Rows(starts, cells, signs, -reached, len(system.sums))


class Balance:
    """Moves within some cells. `split`: each cell's more and less apart, so that moving has a price
    in both directions.
    """

    def __init__(self, rows: Rows, counts: Numbers, cells: Numbers, *, split: bool) -> None:
        self._cells, self._size, self._split = cells, len(counts), split
        own = np.arange(len(cells), dtype=np.int64)
        self._columns = np.concatenate((own, own + len(cells))) if split else own
        self.counts = counts[cells].astype(np.float64)
        self._solver = highspy.Highs()
        for name, value in (
            ("output_flag", False), ("presolve", "off"), ("solver", "simplex")
        ):  # fmt: skip
            self._solver.setOptionValue(name, value)
        self._solver.passModel(self._model(rows))

    def bounds(self) -> tuple[Moves, Moves]:
        """Least and most of each column: no cell falls under zero."""
        if self._split:
            none = np.zeros(2 * len(self._cells))
            return none, np.concatenate((np.full(len(self._cells), np.inf), self.counts))
        return -self.counts, np.full(len(self._cells), np.inf)

    def least(self, price: Moves, lower: Moves, upper: Moves) -> tuple[Moves, Moves] | None:
        """The cheapest move within bounds, by column and by cell of the whole; None when there is
        none.
        """
        size = len(self._columns)
        if self._split:
            # From no move at all it is nearer to a short one than from the last answer.
            self._solver.clearSolver()
        self._solver.changeColsCost(size, self._columns, price)
        self._solver.changeColsBounds(size, self._columns, lower, upper)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        told = np.array(self._solver.getSolution().col_value)
        own = told[: len(self._cells)] - told[len(self._cells) :] if self._split else told
        whole = np.zeros(self._size)
        whole[self._cells] = own
        return told, whole

    def shortest(
        self, at: int, by: float, resting: Yes, price: Moves | None = None
    ) -> Moves | None:
        """The cheapest move by which one cell goes so far while some rest, by cell of the whole;
        None when there is none. Only of a split balance; without a price all cells cost the same.
        """
        size = len(self._cells)
        if by < -self.counts[at]:
            return None
        lower, upper = self.bounds()
        upper[:size][resting] = upper[size:][resting] = 0.0
        lower[at] = upper[at] = max(by, 0.0)
        lower[at + size] = upper[at + size] = max(-by, 0.0)
        each = np.ones(size) if price is None else price
        found = self.least(np.concatenate((each, each)), lower, upper)
        return found[1] if found else None

    def _model(self, rows: Rows) -> highspy.HighsLp:
        place = np.full(self._size, -1, dtype=np.int64)
        place[self._cells] = np.arange(len(self._cells))
        within = place[rows.cells] >= 0
        lengths = np.add.reduceat(within, rows.starts[:-1]) if len(rows.slack) else np.zeros(0)
        kept = lengths > 0
        index, signs = place[rows.cells[within]], rows.signs[within]
        if self._split:
            index = np.stack((index, index + len(self._cells)), axis=1).ravel()
            signs = np.stack((signs, -signs), axis=1).ravel()
            lengths = lengths * 2
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._columns), int(kept.sum())
        model.col_cost_ = np.zeros(len(self._columns))
        model.col_lower_, model.col_upper_ = self.bounds()
        limits = np.arange(len(rows.slack)) >= rows.sums
        model.row_lower_ = np.where(limits, -np.inf, 0.0)[kept]
        model.row_upper_ = np.where(limits, rows.slack, 0.0)[kept]
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.concatenate(([0], np.cumsum(lengths[kept]))).astype(np.int32)
        model.a_matrix_.index_ = index.astype(np.int32)
        model.a_matrix_.value_ = signs
        return model
