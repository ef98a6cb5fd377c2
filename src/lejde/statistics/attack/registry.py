"""All cells of all releases, each once, with what is printed about it anywhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .cells import TOTAL, Ancestors, Cell, Condition, Conditions, Space, condition, settled
from .reading import Dimension, Line, Release, Table

# Only what is met often enough to drown the rest is cut.
TEXTS = 50


def ancestors_of(tables: Iterable[Table]) -> Ancestors:
    """The codes above each code, of all tables' trees; the root counts as no condition."""
    above: dict[Condition, frozenset[str]] = {}
    for table in tables:
        for dimension in table.dimensions:
            for code in dimension.parents:
                found, at = set[str](), dimension.parents[code]
                while at is not None and at != TOTAL:
                    found.add(at)
                    at = dimension.parents[at]
                name = condition(dimension.id, code)
                above[name] = above.get(name, frozenset()) | found
    return above


@dataclass(slots=True)
class Seen:
    """A table with the cells of its lines, in their order."""

    table: Table
    cells: list[int]
    at: dict[tuple[str, ...], int] = field(default_factory=dict)


@dataclass(slots=True)
class Registry:
    """Cells by number. `value` None is unknown; `minimum` 0 where no table hides it."""

    ancestors: Ancestors
    spaces: dict[Space, int] = field(default_factory=dict)
    number: dict[tuple[int, Conditions], int] = field(default_factory=dict)
    keys: list[tuple[int, Conditions]] = field(default_factory=list)
    value: list[int | None] = field(default_factory=list)
    minimum: list[int] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    listed: int = 0
    contradictions: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)

    def space(self, root: str, period: str, unit: str) -> int:
        """The number of a space, new or known."""
        return self.spaces.setdefault((root, period, unit), len(self.spaces))

    def find(self, space: int, conditions: Conditions) -> int | None:
        """The number of a cell, if there is such a cell."""
        return self.number.get((space, conditions))

    def make(self, space: int, conditions: Conditions) -> int:
        """The number of a cell, new or known. A cell that nobody can be in is 0."""
        key = (space, conditions)
        found = self.number.get(key)
        if found is None:
            found = self.number[key] = len(self.keys)
            self.keys.append(key)
            self.value.append(None)
            self.minimum.append(0)
        return found

    def make_settled(self, space: int, conditions: Conditions) -> int:
        """As `make`, of conditions that may say the same twice or shut each other out."""
        short = settled(conditions, self.ancestors)
        if short is not None:
            return self.make(space, short)
        found = self.make(space, conditions)
        self.value[found] = 0
        return found

    def cell(self, number: int) -> Cell:
        """The cell as it is told to others."""
        space, conditions = self.keys[number]
        return Cell(*list(self.spaces)[space], conditions)

    def cells(self, numbers: Iterable[int]) -> tuple[Cell, ...]:
        """As `cell`, of many."""
        spaces = list(self.spaces)
        return tuple(Cell(*spaces[self.keys[n][0]], self.keys[n][1]) for n in numbers)

    def hidden(self) -> list[int]:
        """Cells that are suppressed in some table, by number."""
        return [number for number, minimum in enumerate(self.minimum) if minimum]


def _conditions(table: Table) -> list[dict[str, Condition | None]]:
    """Per dimension, what each of its codes says."""
    return [
        {code: None if code == TOTAL else condition(one.id, code) for code in one.parents}
        for one in table.dimensions
    ]


def _needs_settling(table: Table) -> bool:
    """Whether the population already speaks of what a dimension asks."""
    narrowed = {name.partition(".")[0] for name, _ in table.narrowed}
    return any(dimension.id.partition(".")[0] in narrowed for dimension in table.dimensions)


def _note(registry: Registry, number: int, line: Line, table: Table) -> None:
    if line.count is None:
        registry.minimum[number] = max(registry.minimum[number], table.minimum, 1)
        return
    where = f"table {table.id}, {'|'.join(line.key)}"
    known = registry.value[number]
    if known is None:
        registry.value[number] = line.count
    elif known != line.count:
        registry.contradictions.append(
            f"{where}: {line.count}, but {known} elsewhere for the same cell"
        )
    if 0 < line.count < table.minimum:
        registry.leaks.append(
            f"{where}: {line.count} is printed under a minimum of {table.minimum}"
        )


def _add(registry: Registry, table: Table) -> Seen:
    space = registry.space(table.root, table.period, table.unit)
    says = _conditions(table)
    make = registry.make_settled if _needs_settling(table) else registry.make
    seen = Seen(table, [])
    for line in table.lines:
        stated = [told[code] for told, code in zip(says, line.key, strict=True)]
        number = make(space, table.narrowed.union(one for one in stated if one is not None))
        _note(registry, number, line, table)
        seen.cells.append(number)
        seen.at[line.key] = number
    return seen


def register(releases: Sequence[Release]) -> Registry:
    """Every cell of every table of every release."""
    tables = [table for release in releases for table in release.tables]
    registry = Registry(ancestors_of(tables))
    for release in releases:
        registry.contradictions += release.contradictions
        registry.leaks += release.leaks
    registry.seen = [_add(registry, table) for table in tables]
    registry.listed = len(registry.keys)
    return registry


def options(tables: Iterable[Table]) -> dict[tuple[str, str, str], set[str]]:
    """(root, period, question): its options, where there are several."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for table in tables:
        for one in table.dimensions:
            name, dot, _ = one.id.partition(".")
            if dot:
                found.setdefault((table.root, table.period, name), set()).add(one.id)
    return {place: several for place, several in found.items() if len(several) > 1}


def children_of(dimension: Dimension) -> list[tuple[Condition | None, frozenset[Condition]]]:
    """Each parent of a dimension with the conditions of its children."""
    return [
        (
            None if parent == TOTAL else condition(dimension.id, parent),
            frozenset(condition(dimension.id, code) for code in inside),
        )
        for parent, inside in dimension.children().items()
    ]
