"""One linear program over what hangs together, kept warm: only costs and bounds change."""

from collections.abc import Callable
from dataclasses import dataclass, field

import highspy
import numpy as np

from .system import Bools, Floats, Ints, System

# HiGHS keeps rows to 1e-7; a count is told from its neighbour at far more.
NEAR = 1e-5
PRIMAL = 4
SOLVED = highspy.HighsModelStatus.kOptimal
ENDLESS = (highspy.HighsModelStatus.kUnbounded,)
NEVER = highspy.HighsModelStatus.kInfeasible


# Its constructor carries no types.
new_solver: Callable[[], highspy.Highs] = highspy.Highs


class Impossible(Exception):
    """No counts at all meet the rows."""


def quiet() -> highspy.Highs:
    """A solver that prints nothing.

    The number of threads is left alone: it is one for the process, and a solver that asks for
    another refuses to run.
    """
    solver = new_solver()
    solver.silent()
    return solver


def model(system: System, extra: Ints, low: Floats, high: Floats) -> highspy.HighsLp:
    """Columns of the system, then a second one for each of `extra` (their places)."""
    shift = np.full(len(system.cells), -1)
    shift[extra] = len(system.cells) + np.arange(len(extra))
    doubled = shift[system.columns] >= 0
    columns = np.concatenate((system.columns, shift[system.columns[doubled]]))
    rows = np.concatenate((system.row_of, system.row_of[doubled]))
    times = np.concatenate((system.times, system.times[doubled]))
    order = np.argsort(rows, kind="stable")
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(low), len(system.texts)
    lp.col_cost_ = np.zeros(len(low))
    lp.col_lower_, lp.col_upper_ = low, high
    lp.row_lower_, lp.row_upper_ = system.row_low, system.row_high
    matrix = lp.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = len(low), len(system.texts)
    counts = np.bincount(rows, minlength=len(system.texts))
    matrix.start_ = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    matrix.index_ = columns[order].astype(np.int32)
    matrix.value_ = times[order]
    return lp


@dataclass(slots=True)
class Program:
    """Each cell as what it has up to its minimum plus what it has above.

    So a sum of cells, each counted up to its minimum only, is linear: one solution then lifts as
    many cells as it can to where they need to come.
    """

    system: System
    solver: highspy.Highs = field(init=False)
    split: Bools = field(init=False)

    def __post_init__(self) -> None:
        system = self.system
        self.split = (system.minimum > system.low) & (system.high > system.minimum)
        above = np.flatnonzero(self.split)
        caps = np.where(self.split, system.minimum, system.high)
        high = np.concatenate((caps, system.high[above] - system.minimum[above]))
        low = np.concatenate((system.low, np.zeros(len(above))))
        self.solver = quiet()
        for name, value in (("presolve", "off"), ("solver", "simplex")):
            self.solver.setOptionValue(name, value)
        self.solver.setOptionValue("simplex_strategy", PRIMAL)
        self.solver.passModel(model(system, above, low, high))

    def least(self, cost: Floats, *, capped: bool) -> Floats | None:
        """A solution with the least cost; None where there is no least.

        With `capped` a gain ends at the minimum of a cell; what costs, costs all the way.
        """
        above = np.maximum(cost[self.split], 0.0) if capped else cost[self.split]
        told = np.concatenate((cost, above))
        self.solver.changeColsCost(len(told), np.arange(len(told), dtype=np.int32), told)
        status = self._run()
        if status in ENDLESS:
            return None
        values = np.array(self.solver.getSolution().col_value)
        result: Floats = values[: len(self.split)].copy()
        result[self.split] += values[len(self.split) :]
        return result

    def _run(self) -> highspy.HighsModelStatus:
        """From where the last one ended; from nothing where that leads nowhere."""
        for _ in range(2):
            self.solver.run()
            status: highspy.HighsModelStatus = self.solver.getModelStatus()
            if status == SOLVED or status in ENDLESS:
                return status
            self.solver.clearSolver()
        if status != NEVER:
            raise RuntimeError(f"the solver stopped: {status}")
        raise Impossible

    def fix(self, column: int, low: float, high: float) -> None:
        """New bounds for one cell, also its old ones again; no split of it is kept."""
        minimum = float(self.system.minimum[column])
        if self.split[column]:
            second = len(self.split) + int(self.split[:column].sum())
            self.solver.changeColBounds(column, min(low, minimum), min(high, minimum))
            self.solver.changeColBounds(second, max(low - minimum, 0.0), max(high - minimum, 0.0))
        else:
            self.solver.changeColBounds(column, low, high)
