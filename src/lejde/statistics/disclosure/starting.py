"""A cheap first pattern: no row of a table that has a hidden cell has only one, or too little."""

import numpy as np

from lejde.statistics.disclosure.balance import Moves
from lejde.statistics.disclosure.system import Numbers, System, Yes


def started(system: System, first: Yes, price: Moves) -> Yes:
    """Hidden cells: the first ones, and the cheapest others until every sum could be otherwise."""
    hidden = first.copy()
    of_cell: dict[int, list[int]] = {}
    for place, row in enumerate(system.sums):
        for cell in row:
            of_cell.setdefault(int(cell), []).append(place)
    concerned = (place for cell in np.flatnonzero(hidden) for place in of_cell.get(int(cell), []))
    waiting = list(dict.fromkeys(concerned))
    while waiting:
        place = waiting.pop(0)
        added = _added(system, system.sums[place], hidden, price, of_cell)
        if added is not None:
            hidden[added] = True
            waiting += [one for one in of_cell[added] if one not in waiting]
    return hidden


def _added(
    system: System, row: Numbers, hidden: Yes, price: Moves, of_cell: dict[int, list[int]]
) -> int | None:
    inside = row[hidden[row]]
    if not len(inside) or _is_enough(system, row, hidden):
        return None
    free = row[~hidden[row] & ~system.shown[row]]
    if not len(free):
        return None
    worth = [price[cell] / (1 + _company(system, of_cell[int(cell)], hidden)) for cell in free]
    return int(free[int(np.argmin(worth))])


def _company(system: System, places: list[int], hidden: Yes) -> int:
    """In how many of its rows a cell would not be the first to be hidden."""
    return sum(bool(hidden[system.sums[place]].any()) for place in places) - 1


def _is_enough(system: System, row: Numbers, hidden: Yes) -> bool:
    inside = row[hidden[row]]
    if len(inside) < 2:
        return False
    # With the total hidden too, the others can grow with it.
    return bool(hidden[row[0]]) or bool(system.counts[inside].sum() >= system.minimum[inside].max())
