"""Tiny releases for the tests: people made up, counted, and hidden by a rule of the test's own."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from random import Random
from typing import Any

from lejde.statistics.attack import Cell
from lejde.statistics.attack.cells import MISSING, TOTAL, Conditions, condition

Person = Mapping[str, Any]
Key = tuple[str, ...]
Hide = Callable[[Cell, int], bool]


@dataclass(frozen=True)
class Variable:
    """Codes with their parents; a question with several answers has options instead."""

    parents: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    kinds: tuple[str, ...] = MISSING

    def dimensions(self, name: str) -> list[tuple[str, dict[str, str | None]]]:
        tree: dict[str, str | None] = {TOTAL: None}
        missing: dict[str, str | None] = dict.fromkeys(self.kinds, TOTAL)
        if self.options:
            two: dict[str, str | None] = {"yes": TOTAL, "no": TOTAL}
            return [(f"{name}.{one}", tree | two | missing) for one in self.options]
        return [(name, tree | dict(self.parents) | missing)]

    def codes(self, value: Any) -> list[Key]:
        """What somebody with this value counts under: one key part per dimension."""
        if self.options:
            everybody = (TOTAL,) * len(self.options)
            found = [everybody]
            for n, one in enumerate(self.options):
                code = value if isinstance(value, str) else ("yes" if one in value else "no")
                found.append((*everybody[:n], code, *everybody[n + 1 :]))
            return found
        codes: list[Key] = [(TOTAL,)]
        at = value
        while at != TOTAL:
            codes.append((at,))
            at = self.parents.get(at, TOTAL)
        return codes

    def keys(self, name: str) -> list[Key]:
        """All that a table lists of it."""
        trees = [tree for _, tree in self.dimensions(name)]
        everybody = (TOTAL,) * len(trees)
        single = [
            (*everybody[:n], code, *everybody[n + 1 :])
            for n, tree in enumerate(trees) for code in tree if code != TOTAL
        ]  # fmt: skip
        return [everybody, *single]


@dataclass(frozen=True)
class Asked:
    """One table to be made."""

    id: str
    names: tuple[str, ...]
    population: str = "clients"
    period: str = "2024"
    minimum: int = 5
    unit: str = "contacts"


@dataclass(frozen=True)
class World:
    """Variables, populations below `clients` (name: of, conditions) and people."""

    variables: Mapping[str, Variable]
    people: Sequence[Person]
    populations: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)

    def narrowed(self, population: str) -> Conditions:
        found: dict[str, str] = {}
        while population != "clients":
            population, conditions = self.populations[population]
            found |= conditions
        return frozenset(found.items())

    def inside(self, person: Person, asked: Asked) -> bool:
        year = person["period"][:4]
        first, _, last = asked.period.partition("-")
        in_year = not last and first == year
        in_range = last.isdigit() and first <= year <= last
        if asked.period != person["period"] and not in_year and not in_range:
            return False
        return all(self.has(person, *one) for one in self.narrowed(asked.population))

    def has(self, person: Person, dimension: str, code: str) -> bool:
        name, _, option = dimension.partition(".")
        if not option:
            return (code,) in self.variables[name].codes(person[name])
        value = person[name]
        return not isinstance(value, str) and (option in value) == (code == "yes")

    def counts(self, asked: Asked) -> Counter[Key]:
        found: Counter[Key] = Counter()
        for person in self.people:
            if self.inside(person, asked):
                parts = [self.variables[name].codes(person[name]) for name in asked.names]
                found.update(sum(key, ()) for key in product(*parts))
        return found

    def dimensions(self, asked: Asked) -> list[tuple[str, dict[str, str | None]]]:
        return [one for name in asked.names for one in self.variables[name].dimensions(name)]

    def keys(self, asked: Asked) -> list[Key]:
        parts = [self.variables[name].keys(name) for name in asked.names]
        return [sum(key, ()) for key in product(*parts)]

    def cell(self, asked: Asked, key: Key) -> Cell:
        names = [name for name, _ in self.dimensions(asked)]
        said = {
            condition(name, code) for name, code in zip(names, key, strict=True) if code != TOTAL
        }
        return Cell("clients", asked.period, asked.unit, self.narrowed(asked.population) | said)


def small(cell: Cell, count: int) -> bool:
    """The naive hider: only what is under five."""
    return 0 < count < 5


def truth(world: World, tables: Iterable[Asked]) -> dict[Cell, int]:
    """The count of every cell."""
    found: dict[Cell, int] = {}
    for asked in tables:
        counts = world.counts(asked)
        found |= {world.cell(asked, key): counts[key] for key in world.keys(asked)}
    return found


def percent(count: int, base: int | None) -> int | None:
    return None if base is None or base < 30 else (200 * count + base) // (2 * base)


def _lines(world: World, asked: Asked, hide: Hide) -> list[dict[str, Any]]:
    counts = world.counts(asked)
    width = len(world.variables[asked.names[0]].dimensions(asked.names[0]))
    hidden = {key for key in world.keys(asked) if hide(world.cell(asked, key), counts[key])}
    lines: list[dict[str, Any]] = []
    for key in world.keys(asked):
        if key in hidden:
            lines.append({"key": list(key), "status": "suppressed"})
            continue
        everybody = (TOTAL,) * width + key[width:]
        kinds = [(kind, *everybody[1:]) for kind in world.variables[asked.names[0]].kinds]
        base_of = [everybody, *kinds]
        base = counts[everybody] - sum(counts[one] for one in kinds)
        own = set(key[:width]) - {TOTAL}
        lines.append({
            "key": list(key), "status": "published", "count": counts[key],
            "percent_of_all": None if everybody in hidden
            else percent(counts[key], counts[everybody]),
            "percent_of_answered": None if hidden & set(base_of) or not own or own & set(MISSING)
            else percent(counts[key], base),
        })  # fmt: skip
    return lines


def table(world: World, asked: Asked, hide: Hide) -> dict[str, Any]:
    lines = _lines(world, asked, hide)
    return {
        "id": asked.id, "title": asked.id, "question": asked.id, "population": asked.population,
        "unit": asked.unit, "minimum": asked.minimum, "percent_of": "answered",
        "multiple_answers": bool(world.variables[asked.names[0]].options), "period": asked.period,
        "dimensions": [
            {"id": name, "label": name, "categories": [
                {"code": code, "label": code, "parent": parent} for code, parent in tree.items()
            ]} for name, tree in world.dimensions(asked)
        ],
        "cells": lines, "base": None, "missing": {}, "flags": [], "note": "",
        "suppressed": sum(line["status"] == "suppressed" for line in lines),
    }  # fmt: skip


def release(world: World, tables: Sequence[Asked], hide: Hide = small) -> dict[str, Any]:
    """A document as it is released, after a hider."""
    populations: list[dict[str, Any]] = [{"id": "clients", "of": None, "conditions": {}}]
    for name, (of, conditions) in world.populations.items():
        populations.append({"id": name, "of": of, "conditions": dict(conditions)})
    return {
        "year": 2024, "language": "en",
        "rules": {"minimum_count": 10, "minimum": {"persons": 5, "contacts": 10},
                  "row_base": 10, "percent_base": 30, "version": "1"},
        "populations": [{**one, "label": one["id"]} for one in populations],
        "tables": [table(world, asked, hide) for asked in tables],
    }  # fmt: skip


def hiding(cells: Iterable[Cell]) -> Hide:
    """Hides exactly these."""
    chosen = frozenset(cells)
    return lambda cell, count: cell in chosen


def drawn(
    variables: Mapping[str, Variable], number: int, seed: int, periods: Sequence[str] = ("2024-Q1",)
) -> list[Person]:
    """People with skewed answers: the first codes are common, the last rare."""
    random = Random(seed)
    people: list[Person] = []
    for _ in range(number):
        person: dict[str, Any] = {"period": random.choice(periods)}
        for name, variable in variables.items():
            if variable.kinds and random.random() < 0.1:
                person[name] = random.choice(variable.kinds)
            elif variable.options:
                ticked = [o for n, o in enumerate(variable.options) if random.random() < 0.7**n]
                person[name] = frozenset(ticked or variable.options[:1])
            else:
                inner = set(variable.parents.values())
                leaves = [code for code in variable.parents if code not in inner]
                person[name] = leaves[min(int(random.expovariate(0.8)), len(leaves) - 1)]
        people.append(person)
    return people


def single(*codes: str, kinds: tuple[str, ...] = ()) -> Variable:
    """A question with one answer and a flat tree."""
    return Variable(dict.fromkeys(codes, TOTAL), kinds=kinds)
