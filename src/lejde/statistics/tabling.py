"""Declared tables and their counts as cells, with everything that ties them to one another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lejde.statistics.counting import Counts, answers, size
from lejde.statistics.declaring import Declared, Population, Table
from lejde.statistics.disclosure.grids import TOTAL, Dimension, Grid
from lejde.statistics.disclosure.system import Numbers, Registry
from lejde.statistics.variables import MISSING

YES, NO = "yes", "no"
# Under so many who answered a table says nothing; under so many it has no shares.
ROW_BASE, PERCENT_BASE = 10, 30
# Without the total there is no share at all; what was answered tells more than what was not, and
# the year more than its quarters.
WORTH = {TOTAL: 100.0, NO: 0.005}
MISSING_WORTH, QUARTER_WORTH = 0.02, 0.1


@dataclass(frozen=True)
class Counted:
    """A table of one period. `grids`: one, or one for each answer that could be ticked; each with
    the numbers of its cells.
    """

    table: Table
    period: str
    grids: list[tuple[Dimension, Numbers]]


def tables_of(
    declared: Declared, year: Counts, quarters: Sequence[Counts]
) -> tuple[Registry, list[Counted], list[str]]:
    """Every table with enough in it, the registry of all their cells, and the ids of those left
    out.
    """
    registry, told, left_out = Registry(), list[Counted](), list[str]()
    for table in declared.tables.values():
        if _answered(table, year) < ROW_BASE:
            left_out.append(table.id)
            continue
        whole = _counted(declared, registry, table, year)
        told.append(whole)
        if table.by_quarter and all(_answered(table, one) >= ROW_BASE for one in quarters):
            parts = [_counted(declared, registry, table, one) for one in quarters]
            _tie(registry, whole, parts)
            told += parts
    return registry, told, left_out


def conditions_of(
    declared: Declared, population: Population
) -> tuple[str, frozenset[tuple[str, str]]]:
    """The root population, and all conditions on the way to a part of it."""
    conditions: set[tuple[str, str]] = set()
    while population.condition:
        conditions.add(population.condition)
        population = declared.populations[population.within]
    return population.id, frozenset(conditions)


def is_all_one(table: Table, counts: Counts) -> str | None:
    """The one answer that everybody gave, where there is only one."""
    told = answers(table, counts)
    given = [code for code in table.answers if told[code]]
    enough = len(given) == 1 and told[given[0]] >= PERCENT_BASE
    return given[0] if enough else None


def _answered(table: Table, counts: Counts) -> int:
    told = answers(table, counts)
    missing = sum(told[kind] for kind in MISSING)
    if table.population.condition and table.population.condition[0] != "population":
        missing -= told["not_applicable"]
    return size(table, counts) - missing


def _counted(declared: Declared, registry: Registry, table: Table, counts: Counts) -> Counted:
    root, within = conditions_of(declared, table.population)
    told, whole = answers(table, counts), size(table, counts)
    if "not_applicable" in table.never:
        told["not_applicable"] = 0
    grids = []
    for dimension, leaves in _dimensions(table, told, whole):
        grid = Grid(
            root, counts.period, table.unit, [dimension], table.minimum, within,
            QUARTER_WORTH if "-Q" in counts.period else 1.0,
        )  # fmt: skip
        grids.append((dimension, grid.add_to(registry, leaves)))
    if table.variable.several:
        _tie_answers(registry, grids)
    return Counted(table, counts.period, grids)


def _dimensions(
    table: Table, told: Mapping[str, int], whole: int
) -> list[tuple[Dimension, Numbers]]:
    code, never = table.variable.code, table.never
    worth = WORTH | dict.fromkeys(MISSING, MISSING_WORTH)
    if not table.variable.several:
        dimension = Dimension(code, table.parents(), never, worth=worth)
        return [(dimension, np.array([told[one] for one in dimension.leaves]))]
    missing = [told[kind] for kind in MISSING]
    parents = dict.fromkeys((YES, NO, *MISSING), TOTAL)
    shared = dict.fromkeys(MISSING, code)
    return [
        (
            Dimension(f"{code}.{option}", parents, never, shared, worth),
            np.array([told[option], whole - sum(missing) - told[option], *missing]),
        )
        for option in table.answers
    ]


def _tie_answers(registry: Registry, grids: list[tuple[Dimension, Numbers]]) -> None:
    """Whoever answered ticked something: all is at most every yes and every kind of missing."""
    dimension, numbers = grids[0]
    at = {code: int(numbers[place]) for place, code in enumerate(dimension.codes)}
    yes = [int(one[dimension.codes.index(YES)]) for _, one in grids]
    registry.add_at_most(at[TOTAL], [*yes, *(at[kind] for kind in MISSING)])


def _tie(registry: Registry, whole: Counted, parts: list[Counted]) -> None:
    for place, (_, numbers) in enumerate(whole.grids):
        for at, number in np.ndenumerate(numbers):
            registry.add_sum(int(number), [int(part.grids[place][1][at]) for part in parts])
