"""A released document as it is read: tables, dimensions, cells by key.

What a hidden cell must not have is refused here, so nothing further on can print it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

TOTAL, YES, NO = "total", "yes", "no"
NOT_APPLICABLE = "not_applicable"
MISSING = ("not_asked", "did_not_want", "does_not_know", NOT_APPLICABLE)
PUBLISHED, SUPPRESSED = "published", "suppressed"
SIGN = ":"
DOUBTFUL = "doubtful_as_printed"

Key = tuple[str, ...]
# Ids become names of files.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class NotADocument(ValueError):
    """The document is not one that may be printed; the message says where."""


@dataclass(frozen=True)
class Category:
    code: str
    label: str
    parent: str | None


@dataclass(frozen=True)
class Dimension:
    id: str
    label: str
    categories: tuple[Category, ...]

    @property
    def question(self) -> str:
        return self.id.partition(".")[0]

    def category(self, code: str) -> Category:
        for category in self.categories:
            if category.code == code:
                return category
        raise NotADocument(f"{self.id} has no category {code}")

    def depth(self, code: str) -> int:
        """0 for what lies right under the total."""
        parent = self.category(code).parent
        return -1 if parent is None else self.depth(parent) + 1


@dataclass(frozen=True)
class Cell:
    """`count` None is a hidden cell; percents are whole numbers or None."""

    key: Key
    count: int | None
    of_answered: int | None = None
    of_all: int | None = None

    @property
    def hidden(self) -> bool:
        return self.count is None

    def percent(self, percent_of: str) -> int | None:
        return self.of_all if percent_of == "all" else self.of_answered


@dataclass(frozen=True)
class Population:
    id: str
    of: str | None
    conditions: Mapping[str, str]
    label: str


@dataclass(frozen=True)
class Table:
    id: str
    title: str
    question: str
    population: str
    unit: str
    minimum: int
    several: bool
    percent_of: str
    period: str
    dimensions: tuple[Dimension, ...]
    cells: Mapping[Key, Cell]
    suppressed: int
    flags: tuple[str, ...]
    note: str

    def cell(self, conditions: Mapping[str, str]) -> Cell:
        """The cell with these codes, `total` in every other dimension."""
        key = tuple(conditions.get(dimension.id, TOTAL) for dimension in self.dimensions)
        if key not in self.cells:
            raise NotADocument(f"{self.id} does not list {'|'.join(key)}")
        return self.cells[key]

    @property
    def doubtful(self) -> bool:
        return DOUBTFUL in self.flags

    @cached_property
    def asked(self) -> tuple[Dimension, ...]:
        """The dimensions of the question itself: one, or one for each option."""
        options = tuple(one for one in self.dimensions if "." in one.id)
        return options if self.several and options else (self._single(),)

    @property
    def divided_by(self) -> tuple[Dimension, ...]:
        return tuple(one for one in self.dimensions if one not in self.asked)

    def _single(self) -> Dimension:
        # Only answers to the question have a share of those who answered.
        answers = [
            dimension
            for dimension in self.dimensions
            if any(self._is_answer(dimension, one.code) for one in dimension.categories)
        ]
        known = answers or list(self.dimensions)
        return next((one for one in known if self.id.startswith(one.id)), known[0])

    def _is_answer(self, dimension: Dimension, code: str) -> bool:
        return code != TOTAL and self.cell({dimension.id: code}).of_answered is not None


@dataclass(frozen=True)
class Document:
    year: int
    language: str
    rules: Mapping[str, Any]
    populations: tuple[Population, ...]
    tables: tuple[Table, ...]

    @property
    def percent_base(self) -> int:
        return int(self.rules.get("percent_base", 0))

    def population(self, code: str) -> Population:
        for population in self.populations:
            if population.id == code:
                return population
        raise NotADocument(f"no population {code}")

    def conditions(self, code: str) -> tuple[str, frozenset[tuple[str, str]]]:
        """Root population and everything that divides this one from it."""
        population = self.population(code)
        own = frozenset(population.conditions.items())
        if population.of is None:
            return population.id, own
        root, above = self.conditions(population.of)
        return root, own | above

    def of_the_year(self) -> Iterator[Table]:
        return (table for table in self.tables if table.period == str(self.year))


def read(told: Mapping[str, Any]) -> Document:
    """Raises NotADocument where it is not as documented or a hidden cell carries something."""
    try:
        document = Document(
            int(told["year"]), str(told["language"]), dict(told["rules"]),
            tuple(_population(one) for one in told["populations"]),
            tuple(_table(one) for one in told["tables"]),
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        raise NotADocument(f"not as documented: {error}") from error
    ids = [table.id for table in document.tables]
    for table in document.tables:
        document.conditions(table.population)
        if ids.count(table.id) > 1 or not _ID.fullmatch(table.id):
            raise NotADocument(f"{table.id} cannot be the name of one file")
    return document


def _population(told: Mapping[str, Any]) -> Population:
    return Population(told["id"], told["of"], dict(told["conditions"]), told["label"])


def _table(told: Mapping[str, Any]) -> Table:
    dimensions = tuple(
        Dimension(
            one["id"], one.get("label") or one["id"],
            tuple(Category(c["code"], c["label"], c["parent"]) for c in one["categories"]),
        )
        for one in told["dimensions"]
    )  # fmt: skip
    cells: dict[Key, Cell] = {}
    for one in told["cells"]:
        cell = _cell(told["id"], one)
        if len(cell.key) != len(dimensions) or cell.key in cells:
            raise NotADocument(f"{told['id']} lists {'|'.join(cell.key)} amiss")
        for dimension, code in zip(dimensions, cell.key, strict=True):
            dimension.category(code)
        cells[cell.key] = cell
    return Table(
        told["id"], told["title"], told["question"], told["population"], told["unit"],
        int(told["minimum"]), bool(told["multiple_answers"]), told["percent_of"],
        str(told["period"]), dimensions, cells, int(told["suppressed"]),
        tuple(told.get("flags") or ()), told.get("note") or "",
    )  # fmt: skip


def _cell(table: str, told: Mapping[str, Any]) -> Cell:
    key = tuple(told["key"])
    if told["status"] == SUPPRESSED:
        if set(told) != {"key", "status"}:
            raise NotADocument(f"{table}: hidden cell {'|'.join(key)} carries more than its key")
        return Cell(key, None)
    numbers = [told["count"], told["percent_of_answered"], told["percent_of_all"]]
    if told["status"] != PUBLISHED or numbers[0] is None:
        raise NotADocument(f"{table}: cell {'|'.join(key)} is neither published nor hidden")
    if not all(one is None or (type(one) is int and one >= 0) for one in numbers):
        raise NotADocument(f"{table}: cell {'|'.join(key)} has a number that is not whole")
    return Cell(key, *numbers)
