"""A released document, read strictly; what it says on the face of it that it should not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .cells import MISSING, TOTAL, Condition, Conditions, UnreadableRelease

PERIOD = re.compile(r"\d{4}(-Q[1-4]|-\d{4})?")
NOT_OF_HIDDEN = ("key", "status")
Percent = int | float | None


@dataclass(frozen=True, slots=True)
class Dimension:
    """`parents` by code, the root's None."""

    id: str
    parents: dict[str, str | None]

    def children(self) -> dict[str, list[str]]:
        """Parent: its children."""
        inside: dict[str, list[str]] = {}
        for code, parent in self.parents.items():
            if parent is not None:
                inside.setdefault(parent, []).append(code)
        return inside


@dataclass(frozen=True, slots=True)
class Line:
    """One listed key; `count` None where it is hidden."""

    key: tuple[str, ...]
    count: int | None
    of_answered: Percent
    of_all: Percent


@dataclass(frozen=True, slots=True)
class Table:
    """One table; `base` and `missing` as printed."""

    id: str
    root: str
    narrowed: Conditions
    unit: str
    period: str
    minimum: int
    multiple: bool
    percent_of: str
    dimensions: tuple[Dimension, ...]
    lines: tuple[Line, ...]
    base: Any
    missing: Mapping[str, Any]


@dataclass(slots=True)
class Release:
    """Tables, and what is wrong with the document without any reckoning."""

    tables: list[Table] = field(default_factory=list)
    percent_base: int = 0
    leaks: list[str] = field(default_factory=list)
    contradictions: list[str] = field(default_factory=list)


def _get(holder: Any, name: str, kind: type | tuple[type, ...], where: str) -> Any:
    if not isinstance(holder, Mapping):
        raise UnreadableRelease(f"{where} is not an object")
    value = holder.get(name)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise UnreadableRelease(f"{where}: {name} is missing or of the wrong kind")
    return value


def _populations(document: Mapping[str, Any]) -> dict[str, tuple[str, frozenset[Condition]]]:
    """Population: (root, all its conditions)."""
    listed = {
        _get(one, "id", str, "populations"): one
        for one in _get(document, "populations", list, "the release")
    }
    resolved: dict[str, tuple[str, frozenset[Condition]]] = {}
    for name in listed:
        conditions: dict[str, str] = {}
        at, seen = name, {name}
        while (of := listed[at].get("of")) is not None:
            conditions |= _get(listed[at], "conditions", Mapping, f"population {at}")
            if of in seen or of not in listed:
                raise UnreadableRelease(f"population {at}: of {of!r} leads to no root")
            seen.add(of)
            at = of
        resolved[name] = (at, frozenset(conditions.items()))
    return resolved


def _dimension(raw: Any, where: str) -> Dimension:
    name = _get(raw, "id", str, f"{where}, a dimension")
    parents: dict[str, str | None] = {}
    for category in _get(raw, "categories", list, f"{where}, {name}"):
        code = _get(category, "code", str, f"{where}, {name}, a category")
        parents[code] = category.get("parent")
    if parents.get(TOTAL, "") is not None:
        raise UnreadableRelease(f"{where}, {name}: no root category {TOTAL}")
    for code in parents:
        at, steps = code, 0
        while (above := parents.get(at, TOTAL)) is not None:
            at, steps = above, steps + 1
            if above not in parents or steps > len(parents):
                raise UnreadableRelease(f"{where}, {name}, {code}: its parent leads to no root")
        if at != TOTAL:
            raise UnreadableRelease(f"{where}, {name}, {code}: its parent leads to no root")
    return Dimension(name, parents)


def _key(raw: Any, dimensions: Sequence[Dimension], where: str) -> tuple[str, ...]:
    key = _get(raw, "key", list, where)
    if len(key) != len(dimensions):
        raise UnreadableRelease(f"{where}: key {key} does not have one code per dimension")
    for code, dimension in zip(key, dimensions, strict=True):
        if code not in dimension.parents:
            raise UnreadableRelease(f"{where}: key {key} has {code!r}, not of {dimension.id}")
    return tuple(key)


def _percent(raw: Any, name: str, where: str, release: Release) -> Percent:
    value: Percent = raw.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise UnreadableRelease(f"{where}: {name} is no percentage")
    if isinstance(value, float):
        release.leaks.append(f"{where}: {name} is printed with a decimal")
    return value


def _line(raw: Any, dimensions: Sequence[Dimension], where: str, release: Release) -> Line:
    key = _key(raw, dimensions, where)
    where = f"{where}, {'|'.join(key)}"
    status = _get(raw, "status", str, where)
    of_answered = _percent(raw, "percent_of_answered", where, release)
    of_all = _percent(raw, "percent_of_all", where, release)
    if status == "published":
        count = _get(raw, "count", int, where)
        if count < 0:
            raise UnreadableRelease(f"{where}: count is under 0")
        return Line(key, count, of_answered, of_all)
    if status != "suppressed":
        raise UnreadableRelease(f"{where}: status {status!r} is unknown")
    carried = [name for name, held in raw.items() if name not in NOT_OF_HIDDEN and held is not None]
    if carried:
        release.leaks.append(f"{where}: suppressed, but carries {', '.join(sorted(carried))}")
    return Line(key, None, of_answered, of_all)


def _all_keys(dimensions: Sequence[Dimension]) -> int:
    """How many keys a table lists: all but those that combine two options of one question."""
    product, options = 1, dict[str, int]()
    for dimension in dimensions:
        name, dot, _ = dimension.id.partition(".")
        if dot:
            options[name] = options.get(name, 1) + len(dimension.parents) - 1
        else:
            product *= len(dimension.parents)
    for number in options.values():
        product *= number
    return product


def _lines(raw: Any, dimensions: Sequence[Dimension], where: str, release: Release) -> list[Line]:
    lines = [
        _line(cell, dimensions, where, release) for cell in _get(raw, "cells", list, f"{where}")
    ]
    keys = {line.key for line in lines}
    if len(keys) != len(lines):
        release.contradictions.append(f"{where}: a key is listed twice")
    if len(keys) < _all_keys(dimensions):
        release.contradictions.append(f"{where}: lists {len(keys)} of {_all_keys(dimensions)} keys")
    hidden = sum(line.count is None for line in lines)
    if raw.get("suppressed", hidden) != hidden:
        release.contradictions.append(
            f"{where}: says {raw['suppressed']} are suppressed, lists {hidden}"
        )
    return lines


def _tables(document: Mapping[str, Any], release: Release) -> Iterator[Table]:
    populations = _populations(document)
    for raw in _get(document, "tables", list, "the release"):
        name = _get(raw, "id", str, "a table")
        where = f"table {name}"
        population = _get(raw, "population", str, where)
        if population not in populations:
            raise UnreadableRelease(f"{where}: population {population!r} is not listed")
        period = _get(raw, "period", str, where)
        if not PERIOD.fullmatch(period):
            raise UnreadableRelease(f"{where}: period {period!r} is none")
        found = _get(raw, "dimensions", list, where)
        dimensions = tuple(_dimension(one, where) for one in found)
        missing = raw.get("missing") or {}
        if not set(missing) <= set(MISSING):
            raise UnreadableRelease(f"{where}: missing has a kind that is none")
        yield Table(
            name, *populations[population], _get(raw, "unit", str, where), period,
            _get(raw, "minimum", int, where), bool(raw.get("multiple_answers")),
            str(raw.get("percent_of", "answered")), dimensions,
            tuple(_lines(raw, dimensions, where, release)), raw.get("base"), missing,
        )  # fmt: skip


def read(document: Any) -> Release:
    """One `report.json`; raises UnreadableRelease."""
    release = Release()
    rules = _get(document, "rules", Mapping, "the release")
    release.percent_base = _get(rules, "percent_base", int, "rules")
    release.tables = list(_tables(document, release))
    return release
