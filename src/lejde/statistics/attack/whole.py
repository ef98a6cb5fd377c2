"""Whole numbers: what no table of whole numbers can meet, on a sample of the cells left open.

Linear programs allow halves: on tables that are linked in circles a cell can be 2.5 in every table
that lets it be large. Cells that a table of whole numbers already settled need no look.
"""

from dataclasses import dataclass, field

import highspy
import numpy as np

from .deciding import Decision
from .programs import NEVER, SOLVED, model, quiet
from .system import Floats, Ints, System

SECONDS = 1.0


@dataclass(slots=True)
class Whole:
    """The mixed-integer program of one component; what its tables show is put into `found`."""

    system: System
    found: Decision
    solver: highspy.Highs = field(init=False)
    last: Floats | None = None

    def __post_init__(self) -> None:
        self.solver = quiet()
        # What is to be made smaller here is already small; presolve costs more than it saves.
        self.solver.setOptionValue("presolve", "off")
        system = self.system
        lp = model(system, np.empty(0, np.int64), system.low, system.high)
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(system.cells)
        self.solver.passModel(lp)

    def never(self, column: int, low: float, high: float) -> bool:
        """Whether no whole table has the cell between these; False too when time runs out."""
        first, last = float(self.system.low[column]), float(self.system.high[column])
        if max(low, first) > min(high, last):
            return True
        self.solver.changeColBounds(column, max(low, first), min(high, last))
        # The solver's clock runs on from one question to the next.
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + SECONDS)
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == SOLVED:
            self._look()
        self.solver.changeColBounds(column, first, last)
        return bool(status == NEVER)

    def _look(self) -> None:
        values = np.round(np.array(self.solver.getSolution().col_value))
        self.found.zero_whole |= values == 0
        self.found.enough_whole |= values >= self.system.minimum
        self.last = values


def candidates(system: System, found: Decision) -> Ints:
    """Hidden cells that only tables with fractions settled."""
    gap = (found.zero & ~found.zero_whole) | (found.enough & ~found.enough_whole)
    return np.flatnonzero((system.minimum > 0) & gap & (found.low < found.high))


def tighten(system: System, found: Decision, columns: Ints) -> None:
    """Puts into `found` what whole numbers rule out for these columns."""
    if not len(columns):
        return
    program = Whole(system, found)
    for column in columns.tolist():
        minimum = float(system.minimum[column])
        lost = False
        if not found.enough_whole[column] and program.never(column, minimum, np.inf):
            found.high[column] = min(found.high[column], minimum - 1)
            lost = True
        if found.zero[column] and not found.zero_whole[column] and program.never(column, 0, 0):
            found.low[column] = max(found.low[column], 1.0)
            if program.never(column, 0, minimum - 1):
                found.low[column] = max(found.low[column], minimum)
            lost = True
        if lost:
            _narrow(program, column)


def _narrow(program: Whole, column: int) -> None:
    """One value only, if the cell has no other than the one it has in some table."""
    found = program.found
    low, high = found.low[column], found.high[column]
    if low < high and not program.never(column, low, high) and program.last is not None:
        value = float(program.last[column])
        if program.never(column, value + 1, high) and program.never(column, low, value - 1):
            found.low[column] = found.high[column] = value
