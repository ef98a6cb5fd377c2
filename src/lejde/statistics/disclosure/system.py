"""Cells that are the same in every table, and how they add up."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.int64]
type Yes = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cell:
    """Who is counted (the root population), when, in which unit, and under which conditions
    (dimension, code). Equal cells of different tables are one.
    """

    population: str
    period: str
    unit: str
    conditions: frozenset[tuple[str, str]] = frozenset()

    def __str__(self) -> str:
        told = ", ".join(f"{dimension}={code}" for dimension, code in sorted(self.conditions))
        return f"{self.population} {self.period} ({self.unit}): {told or 'total'}"


class Contradiction(ValueError):
    """Two tables count the same cell differently, or a parent is not the sum of its children."""


@dataclass(frozen=True)
class System:
    """All cells with their counts. `sums`: a parent first, its children after it. `at_most`: of
    these cells the first is at most the sum of the others. `worth`: how much each is wanted to be
    seen. `small`: what may not be shown. `shown` and `kept`: what is out already or cannot be
    otherwise, and what was hidden when its release came out.
    """

    counts: Numbers
    minimum: Numbers
    worth: NDArray[np.float64]
    small: Yes
    shown: Yes
    kept: Yes
    sums: list[Numbers]
    at_most: list[Numbers] = field(default_factory=list)


@dataclass
class Registry:
    """Collects the cells of tables."""

    numbers: dict[Cell, int] = field(default_factory=dict)
    _counts: list[int] = field(default_factory=list)
    _minimum: list[int] = field(default_factory=list)
    _is_open: list[bool] = field(default_factory=list)
    _worth: list[float] = field(default_factory=list)
    _shown: set[int] = field(default_factory=set)
    _kept: set[int] = field(default_factory=set)
    _sums: dict[tuple[int, ...], None] = field(default_factory=dict)
    _at_most: dict[tuple[int, ...], None] = field(default_factory=dict)

    def add(
        self, cell: Cell, count: int, minimum: int, *, is_open: bool = False, worth: float = 1.0
    ) -> int:
        """The cell's number. `is_open`: a zero that cannot be otherwise, which everybody knows.
        `worth`: how much it is wanted to be seen. Raises Contradiction.
        """
        if is_open and count:
            raise Contradiction(f"{cell}: is {count} and was said to be impossible")
        number = self.numbers.setdefault(cell, len(self._counts))
        if number == len(self._counts):
            self._counts.append(int(count))
            self._minimum.append(minimum)
            self._is_open.append(is_open)
            self._worth.append(worth)
        elif self._counts[number] != count:
            raise Contradiction(f"{cell}: counted as {self._counts[number]} and as {count}")
        self._minimum[number] = max(self._minimum[number], minimum)
        self._is_open[number] &= is_open
        self._worth[number] = max(self._worth[number], worth)
        return number

    def add_sum(self, parent: int, children: Iterable[int]) -> None:
        """Raises Contradiction when they do not add up."""
        told = tuple(children)
        if self._counts[parent] != sum(self._counts[one] for one in told):
            raise Contradiction(f"{self._name(parent)}: is not the sum of its parts")
        self._sums[parent, *sorted(told)] = None

    def add_at_most(self, one: int, others: Iterable[int]) -> None:
        """The first is at most the sum of the others, whatever was answered. Raises
        Contradiction.
        """
        told = tuple(others)
        if self._counts[one] > sum(self._counts[other] for other in told):
            raise Contradiction(f"{self._name(one)}: is more than it can be")
        self._at_most[one, *sorted(told)] = None

    def is_out(self, cell: Cell, count: int | None) -> None:
        """Was released before: with this count, or hidden."""
        number = self.numbers.get(cell)
        if number is None:
            raise Contradiction(f"{cell}: is out and not known here")
        if count is None:
            self._kept.add(number)
        elif count != self._counts[number]:
            raise Contradiction(f"{cell}: is out as {count} and counted as {self._counts[number]}")
        else:
            self._shown.add(number)

    def system(self) -> System:
        """Everything collected so far, as arrays."""
        counts = np.array(self._counts, dtype=np.int64)
        minimum = np.array(self._minimum, dtype=np.int64)
        every = range(len(counts))
        return System(
            counts=counts,
            minimum=minimum,
            worth=np.array(self._worth),
            small=(counts < minimum) & ~np.array(self._is_open, dtype=bool),
            # What cannot be otherwise cannot hide anything either.
            shown=np.array([n in self._shown or self._is_open[n] for n in every], dtype=bool),
            kept=np.array([number in self._kept for number in every], dtype=bool),
            sums=[np.array(one, dtype=np.int64) for one in self._sums],
            at_most=[np.array(one, dtype=np.int64) for one in self._at_most],
        )

    def _name(self, number: int) -> str:
        return next(str(cell) for cell, at in self.numbers.items() if at == number)
