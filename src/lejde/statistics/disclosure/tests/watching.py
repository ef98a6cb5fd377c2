"""What somebody who sees all that is shown can tell of each hidden cell, asked the plain way: its
least and its most, one programme each, with nothing of the engine's own.
"""

import highspy
import numpy as np

from lejde.statistics.disclosure.system import System, Yes

FAR = 10**6


def least_and_most(
    system: System, hidden: Yes, known: int | None = None
) -> dict[int, tuple[int, int]]:
    """By hidden cell, rounded inwards; `known` is a hidden cell whose count somebody has."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    for count, is_hidden in zip(system.counts, hidden, strict=True):
        lower, upper = (0, FAR) if is_hidden else (count, count)
        solver.addVar(float(lower), float(upper))
    if known is not None:
        solver.changeColBounds(known, float(system.counts[known]), float(system.counts[known]))
    for row in system.sums:
        signs = np.array([1.0, *[-1.0] * (len(row) - 1)])
        solver.addRow(0.0, 0.0, len(row), row.astype(np.int32), signs)
    for row in system.at_most:
        signs = np.array([1.0, *[-1.0] * (len(row) - 1)])
        solver.addRow(-highspy.kHighsInf, 0.0, len(row), row.astype(np.int32), signs)
    found = {}
    for cell in np.flatnonzero(hidden):
        ends = []
        for sign in (1.0, -1.0):
            solver.changeColCost(int(cell), sign)
            solver.run()
            ends.append(solver.getSolution().col_value[int(cell)])
            solver.changeColCost(int(cell), 0.0)
        found[int(cell)] = (int(np.ceil(ends[0] - 1e-6)), int(np.floor(ends[1] + 1e-6)))
    return found


def dangers(system: System, hidden: Yes) -> dict[int, tuple[int, int]]:
    """Hidden cells that are exact, provably small, or provably somebody and not many."""
    found = {}
    for cell, (least, most) in least_and_most(system, hidden).items():
        minimum = int(system.minimum[cell])
        if least == most or most < minimum or 0 < least < minimum:
            found[cell] = (least, most)
    return found


def learnt_by_insiders(system: System, hidden: Yes) -> list[tuple[int, int]]:
    """Pairs: who is in the first, a small one, and knows it, has the second exactly."""
    small = np.flatnonzero(hidden & (system.counts > 0) & (system.counts < system.minimum))
    return [
        (int(known), cell)
        for known in small
        for cell, (least, most) in least_and_most(system, hidden, int(known)).items()
        if least == most and cell != known
    ]
