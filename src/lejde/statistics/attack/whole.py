"""Whole numbers: what no table of whole numbers can meet, on a sample of the cells left open.

Linear programs allow halves: on tables that are linked in circles a cell can be 2.5 in every table
that lets it be large. Cells that a table of whole numbers already settled need no look.
"""

from dataclasses import dataclass, field

import highspy
import numpy as np

from .deciding import Decision, Random
from .programs import NEVER, SOLVED, model, quiet
from .system import Ints, System

SECONDS = 2.0


@dataclass(slots=True)
class Whole:
    """The mixed-integer program of one component."""

    system: System
    solver: highspy.Highs = field(init=False)

    def __post_init__(self) -> None:
        self.solver = quiet()
        system = self.system
        lp = model(system, np.empty(0), system.low, system.high)
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(system.cells)
        self.solver.passModel(lp)

    def never(self, column: int, low: float, high: float) -> bool:
        """Whether no whole table has the cell between these; False too when time runs out."""
        low = max(low, float(self.system.low[column]))
        high = min(high, float(self.system.high[column]))
        if low > high:
            return True
        self.solver.changeColBounds(column, low, high)
        status = self._run()
        self.solver.changeColBounds(
            column, float(self.system.low[column]), float(self.system.high[column])
        )
        return bool(status == NEVER)

    def _run(self) -> highspy.HighsModelStatus:
        # The solver's clock runs on from one question to the next.
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + SECONDS)
        self.solver.run()
        status: highspy.HighsModelStatus = self.solver.getModelStatus()
        return status

    def value(self, column: int) -> float | None:
        """The cell in some whole table."""
        if self._run() != SOLVED:
            return None
        return float(np.round(self.solver.getSolution().col_value[column]))


def candidates(system: System, found: Decision) -> Ints:
    """Hidden cells that only tables with fractions settled."""
    gap = (found.zero & ~found.zero_whole) | (found.enough & ~found.enough_whole)
    return np.flatnonzero((system.minimum > 0) & gap & (found.low < found.high))


def tighten(system: System, found: Decision, columns: Ints, random: Random) -> None:
    """Puts into `found` what whole numbers rule out for these columns."""
    if not len(columns):
        return
    program = Whole(system)
    for column in random.permutation(columns).tolist():
        minimum = float(system.minimum[column])
        if program.never(column, minimum, np.inf):
            found.enough[column] = False
            found.high[column] = min(found.high[column], minimum - 1)
        if program.never(column, 0, 0):
            found.low[column] = max(found.low[column], 1.0)
            if program.never(column, 0, minimum - 1):
                found.low[column] = max(found.low[column], minimum)
        value = program.value(column)
        if value is not None and program.never(column, value + 1, np.inf):
            found.high[column] = min(found.high[column], value)
            if program.never(column, 0, value - 1):
                found.low[column] = value
