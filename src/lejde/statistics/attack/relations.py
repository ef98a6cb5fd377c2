"""What must hold between cells whatever the counts are: sums over trees, periods, several answers.

A relation also uses cells that no table lists (the other half of a population, the quarter that is
not out yet): they are unknown and at least 0, which is what an attacker knows of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from .cells import Condition, Conditions, Space, periods_inside, quarters
from .registry import Registry, Seen, children_of, options

Split = tuple[Condition | None, frozenset[Condition]]
Group = tuple[int, Conditions, int]


@dataclass(frozen=True, slots=True)
class Row:
    """low <= sum of times * cell <= high; None is no bound. `text` says what it is."""

    cells: tuple[int, ...]
    times: tuple[int, ...]
    low: int | None
    high: int | None
    text: str


@dataclass(slots=True)
class Splits:
    """Trees of all tables, each with the (root, narrowed, period) it was printed for."""

    all: list[Split] = field(default_factory=list)
    scopes: list[list[tuple[str, Conditions, frozenset[str]]]] = field(default_factory=list)
    by_child: dict[Condition, list[int]] = field(default_factory=dict)

    def hold(self, number: int, space: Space, rest: Conditions) -> bool:
        """A tree printed for some people in some time holds for fewer people in less time."""
        root, period, _ = space
        return any(
            root == of and narrowed <= rest and quarters(period) <= during
            for of, narrowed, during in self.scopes[number]
        )


def _splits(tables: Iterable[Seen]) -> Splits:
    found = Splits()
    numbers: dict[Split, int] = {}
    for seen in tables:
        table = seen.table
        scope = (table.root, table.narrowed, quarters(table.period))
        for split in chain.from_iterable(children_of(one) for one in table.dimensions):
            if split not in numbers:
                numbers[split] = len(found.all)
                found.all.append(split)
                found.scopes.append([])
                for child in split[1]:
                    found.by_child.setdefault(child, []).append(numbers[split])
            if scope not in found.scopes[numbers[split]]:
                found.scopes[numbers[split]].append(scope)
    return found


@dataclass(slots=True)
class Sums:
    """Looks for groups of cells that are a parent and its children."""

    registry: Registry
    splits: Splits
    rows: dict[Group, Row] = field(default_factory=dict)

    def groups(self, numbers: Iterable[int]) -> set[Group]:
        """The groups that these cells are children in."""
        found: set[Group] = set()
        by_child, keys = self.splits.by_child, self.registry.keys
        for number in numbers:
            space, conditions = keys[number]
            for one in conditions:
                inside = by_child.get(one)
                if inside:
                    rest = conditions - {one}
                    found.update([(space, rest, split) for split in inside])
        return found

    def relate(self, groups: Iterable[Group], *, make: bool) -> None:
        """Rows for the groups; with `make` the children that no table lists are made."""
        registry, spaces = self.registry, list(self.registry.spaces)
        for group in groups:
            space, rest, number = group
            above, children = self.splits.all[number]
            parent = registry.find(space, rest if above is None else rest | {above})
            if group in self.rows or not self.splits.hold(number, spaces[space], rest):
                continue
            if parent is None and not make:
                continue
            inside = [(space, rest | {child}) for child in children]
            # A parent that no table lists is worth making only of children that are all there.
            lacking = any(key not in registry.number for key in inside)
            if lacking and (not make or parent is None):
                continue
            if parent is None:
                parent = registry.make(space, rest if above is None else rest | {above})
            members = (parent, *(registry.make_settled(*key) for key in inside))
            times = (-1, *(1 for _ in inside))
            self.rows[group] = Row(members, times, 0, 0, f"the sum of {_said(above)}")


def _said(above: Condition | None) -> str:
    return "all" if above is None else f"{above[0]}={above[1]}"


def _lines(registry: Registry) -> dict[tuple[str, str, Conditions], dict[str, int]]:
    """The same people and unit over time: period: cell."""
    spaces = list(registry.spaces)
    lines: dict[tuple[str, str, Conditions], dict[str, int]] = {}
    for number, (space, conditions) in enumerate(registry.keys):
        root, period, unit = spaces[space]
        lines.setdefault((root, unit, conditions), {})[period] = number
    return lines


def _periods(registry: Registry) -> list[Row]:
    """Years as their quarters, ranges as their years."""
    if len({period for _, period, _ in registry.spaces}) < 2:
        return []
    rows: list[Row] = []
    for (root, unit, conditions), known in _lines(registry).items():
        for length in (9, 4):
            # Years made for a range may have quarters: ranges first, and names read anew.
            for period in [one for one in known if len(one) == length and "Q" not in one]:
                parts = periods_inside(period)
                if not _touches(period, known):
                    continue
                inside = []
                for part in parts:
                    if part not in known:
                        space = registry.space(root, part, unit)
                        known[part] = registry.make(space, conditions)
                    inside.append(known[part])
                times = (-1, *(1 for _ in inside))
                rows.append(Row((known[period], *inside), times, 0, 0, period))
    return rows


def _touches(period: str, known: Iterable[str]) -> bool:
    """Whether another period says something of a part of this one."""
    covered = quarters(period)
    return any(
        covered & quarters(other) and (len(period) == 9 or "Q" in other)
        for other in known
        if other != period
    )


def _several_answers(registry: Registry) -> list[Row]:
    """Who answered ticked at least one: the yes of all options but one reach the no of that one."""
    rows: list[Row] = []
    spaces = list(registry.spaces)
    several: dict[tuple[str, str], list[list[str]]] = {}
    for (root, period, _), found in options(seen.table for seen in registry.seen).items():
        several.setdefault((root, period), []).append(sorted(found))
    for (space, conditions), no in list(registry.number.items()):
        root, period, _ = spaces[space]
        for first, *others in several.get((root, period), ()):
            if (first, "no") in conditions:
                rest = conditions - {(first, "no")}
                yes = [registry.find(space, rest | {(other, "yes")}) for other in others]
                found_yes = [number for number in yes if number is not None]
                if len(found_yes) == len(others):
                    times = (-1, *(1 for _ in others))
                    rows.append(Row((no, *found_yes), times, 0, None, f"at least one {first}"))
    return rows


def relations(registry: Registry) -> list[Row]:
    """All rows; may add unlisted cells to the registry."""
    listed = len(registry.keys)
    rows = _periods(registry)
    sums = Sums(registry, _splits(registry.seen))
    groups = sums.groups(range(listed))
    sums.relate(groups, make=True)
    made = len(registry.keys)
    near = sums.groups(range(listed, made))
    known = {group for group in near if _parent(sums, group, listed)}
    sums.relate(known, make=True)
    sums.relate(near | sums.groups(range(made, len(registry.keys))), make=False)
    return rows + list(sums.rows.values()) + _several_answers(registry)


def _parent(sums: Sums, group: Group, listed: int) -> bool:
    space, rest, number = group
    above = sums.splits.all[number][0]
    found = sums.registry.find(space, rest if above is None else rest | {above})
    return found is not None and found < listed
