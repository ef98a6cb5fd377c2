"""Which unknown counts the sums alone decide, in exact arithmetic modulo two large primes.

Two random vectors of the null space tell all that is asked: a cell that is 0 in them is decided,
two cells in the same ratio decide each other. By chance that happens once in billions of billions.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .programs import Impossible
from .system import Bools, Ints, System

PRIMES = (2_147_483_647, 2_147_483_629)


@dataclass(frozen=True)
class Null:
    """Two null vectors per prime, (prime, vector, column); the rows that say all the rows say."""

    vectors: Ints
    rows: Ints

    @cached_property
    def decided(self) -> Bools:
        """Cells that have one value whatever is possible."""
        found: Bools = ~self.vectors.any(axis=(0, 1))
        return found

    @cached_property
    def ratios(self) -> Ints:
        """(column, prime): equal for cells of which one decides the other; -1 for the decided."""
        ratios = [
            first * _inverse(second, prime) % prime
            for (first, second), prime in zip(self.vectors, PRIMES, strict=True)
        ]
        told = np.stack(ratios, axis=1)
        told[self.decided] = -1
        return told

    def classes(self) -> list[Ints]:
        """Groups of two or more cells of which each decides all the others."""
        open_ = np.flatnonzero(~self.decided)
        _, which = np.unique(self.ratios[open_], axis=0, return_inverse=True)
        order = np.argsort(which.ravel(), kind="stable")
        sizes = np.bincount(which.ravel())
        groups = np.split(open_[order], np.cumsum(sizes)[:-1])
        return [group for group in groups if len(group) > 1]


def _inverse(numbers: Ints, prime: int) -> Ints:
    """Modulo a prime, of each; 0 of 0."""
    result, base, power = np.ones_like(numbers), numbers.copy(), prime - 2
    while power:
        if power & 1:
            result = result * base % prime
        base = base * base % prime
        power >>= 1
    return result


def _eliminated(matrix: Ints, prime: int) -> tuple[list[tuple[int, Ints]], list[int]]:
    """Pivot columns with their rows, each without the pivots before it; the rows they are of.

    The last column is what the rows come to; a row of which only that is left cannot be.
    """
    pivots: list[tuple[int, Ints]] = []
    independent: list[int] = []
    weight = (matrix[:, :-1] != 0).sum(axis=0)
    active = np.ones(len(matrix), dtype=bool)
    # Short rows first and rare columns keep the rest as empty as it is.
    for row in np.argsort((matrix != 0).sum(axis=1), kind="stable").tolist():
        active[row] = False
        entries = np.flatnonzero(matrix[row])
        if not len(entries):
            continue
        inside = entries[entries < len(weight)]
        if not len(inside):
            raise Impossible
        column = int(inside[np.argmin(weight[inside])])
        values = matrix[row, entries] * pow(int(matrix[row, column]), -1, prime) % prime
        others = np.flatnonzero((matrix[:, column] != 0) & active)
        if len(others):
            factors = matrix[others, column]
            block = np.ix_(others, entries)
            matrix[block] = (matrix[block] - factors[:, None] * values[None, :] % prime) % prime
        matrix[row, entries] = values
        pivots.append((column, matrix[row, :-1]))
        independent.append(row)
    return pivots, independent


def _vectors(pivots: list[tuple[int, Ints]], width: int, prime: int, seed: int) -> Ints:
    """Random where free; what follows elsewhere."""
    random = np.random.default_rng([seed, prime])
    vectors = random.integers(1, prime, size=(2, width))
    vectors[:, [column for column, _ in pivots]] = 0
    for column, row in reversed(pivots):
        entries = np.flatnonzero(row)
        sums = (vectors[:, entries] * row[entries] % prime).sum(axis=1)
        vectors[:, column] = -sums % prime
    return vectors


def null(system: System, seed: int = 0) -> Null:
    """Of the rows that are equations; raises programs.Impossible where they contradict each other.

    The rows that are no equations decide nothing by themselves and are all kept in `rows`.
    """
    equal = np.flatnonzero(system.row_low == system.row_high)
    row_of = system.row_of
    place = np.full(len(system.texts), -1)
    place[equal] = np.arange(len(equal))
    kept = place[row_of] >= 0
    matrix = np.zeros((len(equal), len(system.cells) + 1), dtype=np.int64)
    matrix[place[row_of[kept]], system.columns[kept]] = system.times[kept].astype(np.int64)
    matrix[:, -1] = system.row_low[equal].astype(np.int64)
    found, rows = [], np.empty(0, dtype=np.int64)
    for prime in PRIMES:
        pivots, independent = _eliminated(matrix % prime, prime)
        found.append(_vectors(pivots, len(system.cells), prime, seed))
        rows = np.setdiff1d(np.arange(len(system.texts)), np.delete(equal, independent))
    return Null(np.stack(found), rows)
