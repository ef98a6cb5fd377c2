"""Tables of any number of dimensions, each a tree of categories, as cells and sums."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lejde.statistics.disclosure.system import Cell, Registry

TOTAL = "total"


@dataclass(frozen=True)
class Dimension:
    """`parents`: each category's parent, `total` at the root; a parent is named before its
    children. `open_zeros`: categories that cannot occur, so that their zero tells nothing.
    `shared`: categories that are another dimension's too, and which: kinds of missing of a question
    whose options are dimensions each. `worth`: how much a category is wanted to be seen, 1 if not
    said.
    """

    name: str
    parents: Mapping[str, str]
    open_zeros: frozenset[str] = frozenset()
    shared: Mapping[str, str] = field(default_factory=dict)
    worth: Mapping[str, float] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        """`total` first."""
        return [TOTAL, *self.parents]

    @property
    def leaves(self) -> list[str]:
        """Categories without children."""
        inner = set(self.parents.values())
        return [code for code in self.parents if code not in inner]

    def condition(self, code: str) -> tuple[tuple[str, str], ...]:
        """What a category says of who is counted; nothing for the total."""
        return () if code == TOTAL else ((self.shared.get(code, self.name), code),)

    def children(self) -> Iterator[tuple[int, list[int]]]:
        """Place of each parent among the codes, and of its children."""
        at = {code: place for place, code in enumerate(self.codes)}
        found: dict[str, list[int]] = {}
        for code, parent in self.parents.items():
            found.setdefault(parent, []).append(at[code])
        for parent, places in found.items():
            yield at[parent], places

    def summing(self) -> NDArray[np.int64]:
        """Codes by leaves: 1 where a leaf belongs to a code."""
        at = {code: place for place, code in enumerate(self.codes)}
        told = np.zeros((len(at), len(self.leaves)), dtype=np.int64)
        for column, leaf in enumerate(self.leaves):
            code = leaf
            while code != TOTAL:
                told[at[code], column] = 1
                code = self.parents[code]
            told[0, column] = 1
        return told


@dataclass(frozen=True)
class Grid:
    """Every combination of its dimensions' categories. `within`: conditions of its population."""

    population: str
    period: str
    unit: str
    dimensions: Sequence[Dimension]
    minimum: int
    within: frozenset[tuple[str, str]] = frozenset()
    worth: float = 1.0

    def totals(self, leaves: NDArray[np.int64]) -> NDArray[np.int64]:
        """Counts of all combinations of codes from those of all combinations of leaves."""
        told = leaves
        for axis, dimension in enumerate(self.dimensions):
            told = np.moveaxis(np.tensordot(dimension.summing(), told, (1, axis)), 0, axis)
        return told

    def add_to(self, registry: Registry, leaves: NDArray[np.int64]) -> NDArray[np.int64]:
        """The numbers of all cells, shaped as the codes of the dimensions."""
        counts = self.totals(leaves)
        numbers = np.empty(counts.shape, dtype=np.int64)
        every = (range(size) for size in counts.shape)
        codes = [dimension.codes for dimension in self.dimensions]
        for at in product(*every):
            named = [names[place] for names, place in zip(codes, at, strict=True)]
            numbers[at] = registry.add(
                self._cell(named), int(counts[at]), self.minimum, is_open=self._is_open(named),
                worth=self._worth(named),
            )  # fmt: skip
        for axis, dimension in enumerate(self.dimensions):
            _add_sums(registry, np.moveaxis(numbers, axis, 0), dimension)
        return numbers

    def _cell(self, codes: Sequence[str]) -> Cell:
        told = (
            one
            for dimension, code in zip(self.dimensions, codes, strict=True)
            for one in dimension.condition(code)
        )
        return Cell(self.population, self.period, self.unit, self.within.union(told))

    def _worth(self, codes: Sequence[str]) -> float:
        pairs = zip(self.dimensions, codes, strict=True)
        return self.worth * prod(dimension.worth.get(code, 1.0) for dimension, code in pairs)

    def _is_open(self, codes: Sequence[str]) -> bool:
        pairs = zip(self.dimensions, codes, strict=True)
        return any(code in dimension.open_zeros for dimension, code in pairs)


def _add_sums(registry: Registry, numbers: Any, dimension: Dimension) -> None:
    for parent, children in dimension.children():
        above, below = numbers[parent].ravel(), numbers[children].reshape(len(children), -1)
        for column, one in enumerate(above):
            registry.add_sum(int(one), (int(child) for child in below[:, column]))
