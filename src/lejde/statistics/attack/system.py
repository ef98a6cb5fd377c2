"""The unknown counts and what ties them, as sparse arrays; known counts are put in first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import gcd

import numpy as np
from numpy.typing import NDArray

from .registry import Registry
from .relations import Row

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(slots=True)
class System:
    """Columns are cells (`cells` their numbers), rows low <= A x <= high in compressed rows.

    `minimum` is that of a hidden cell, 0 of a cell that no table lists: nothing is asked of it.
    """

    cells: Ints
    minimum: Ints
    low: Floats
    high: Floats
    starts: Ints
    columns: Ints
    times: Floats
    row_low: Floats
    row_high: Floats
    texts: list[str]

    @property
    def row_of(self) -> Ints:
        """The row of each entry."""
        return np.repeat(np.arange(len(self.texts)), np.diff(self.starts))

    def part(self, columns: Ints, rows: Ints) -> "System":
        """Some columns with the rows that speak of them alone (or of columns with one value)."""
        place = np.full(len(self.cells), -1)
        place[columns] = np.arange(len(columns))
        entries = np.concatenate(
            [np.arange(self.starts[row], self.starts[row + 1]) for row in rows]
            or [np.empty(0, np.int64)]
        )
        at = place[self.columns[entries]]
        lengths = np.diff(self.starts)[rows]
        # Columns that were found to have one value leave their share in the bounds.
        gone = np.where(at < 0, self.times[entries] * self.low[self.columns[entries]], 0.0)
        of_row = np.repeat(np.arange(len(rows)), lengths)
        fixed = np.bincount(of_row, gone, len(rows))
        kept = at >= 0
        counts = np.bincount(of_row[kept], minlength=len(rows))
        return replace(
            self, cells=self.cells[columns], minimum=self.minimum[columns],
            low=self.low[columns], high=self.high[columns],
            starts=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
            columns=at[kept], times=self.times[entries][kept],
            row_low=self.row_low[rows] - fixed, row_high=self.row_high[rows] - fixed,
            texts=[self.texts[row] for row in rows],
        )  # fmt: skip

    def components(self) -> list[tuple[Ints, Ints]]:
        """(columns, rows) that hang together, of columns that still have several values."""
        open_ = self.low < self.high
        leader = list(range(len(self.cells)))

        def find(at: int) -> int:
            while leader[at] != at:
                leader[at] = leader[leader[at]]
                at = leader[at]
            return at

        first: dict[int, int] = {}
        row_of = self.row_of
        live = open_[self.columns]
        pairs = zip(row_of[live].tolist(), self.columns[live].tolist(), strict=True)
        for row, column in pairs:
            root = find(column)
            if row in first:
                leader[root] = find(first[row])
            else:
                first[row] = root
        columns: dict[int, list[int]] = {}
        for column in np.flatnonzero(open_).tolist():
            columns.setdefault(find(column), []).append(column)
        rows: dict[int, list[int]] = {}
        for row, column in first.items():
            rows.setdefault(find(column), []).append(row)
        return [
            (np.array(inside), np.array(sorted(rows.get(root, ())), dtype=np.int64))
            for root, inside in columns.items()
        ]


def _reduced(row: Row, values: Sequence[int | None]) -> tuple[dict[int, int], int]:
    """Times by unknown cell, and the sum of what is known."""
    unknown: dict[int, int] = {}
    known = 0
    for cell, times in zip(row.cells, row.times, strict=True):
        value = values[cell]
        if value is None:
            unknown[cell] = unknown.get(cell, 0) + times
        else:
            known += times * value
    return {cell: times for cell, times in unknown.items() if times}, known


def _bounds(row: Row, known: int, divisor: int) -> tuple[float, float]:
    """Whole numbers times a divisor: bounds are rounded inwards."""
    low = -np.inf if row.low is None else float(-((known - row.low) // divisor))
    high = np.inf if row.high is None else float((row.high - known) // divisor)
    return low, high


def _slack(
    kept: list[tuple[dict[int, int], float, float, str]], registry: Registry
) -> list[tuple[dict[int, int], float, float, str]]:
    """A cell that no table lists and that only one row speaks of is only a bound of that row."""
    met: dict[int, int] = {}
    for unknown, *_ in kept:
        for cell in unknown:
            met[cell] = met.get(cell, 0) + 1
    rows = []
    for unknown, least, most, text in kept:
        low, high = least, most
        # Alone in its row it can be worked out, listed or not.
        loose = [
            cell
            for cell in unknown
            if len(unknown) > 1 and met[cell] == 1 and cell >= registry.listed
        ]
        for cell in loose:
            if unknown.pop(cell) > 0:
                low = -np.inf
            else:
                high = np.inf
        if unknown and (low > -np.inf or high < np.inf):
            rows.append((unknown, low, high, text))
    return rows


def build(registry: Registry, rows: Sequence[Row]) -> tuple[System, list[str]]:
    """The system of what is unknown, and the sums of known counts that do not come out."""
    wrong: list[str] = []
    kept = []
    once: set[tuple[frozenset[tuple[int, int]], float, float]] = set()
    for row in rows:
        unknown, known = _reduced(row, registry.value)
        divisor = gcd(*unknown.values()) if unknown else 1
        low, high = _bounds(row, known, divisor)
        if low > high or (not unknown and not low <= 0 <= high):
            wrong.append(_said(registry, row))
        elif unknown:
            shares = {cell: unknown[cell] // divisor for cell in sorted(unknown)}
            mark = (frozenset(shares.items()), low, high)
            if mark not in once:
                once.add(mark)
                kept.append((shares, low, high, row.text))
    # Sets come in any order; what a solver meets first decides which table it shows.
    kept.sort(key=lambda row: sorted(row[0].items()))
    return _arrays(registry, _slack(kept, registry)), wrong


def _arrays(registry: Registry, rows: Sequence[tuple[dict[int, int], float, float, str]]) -> System:
    tied = {cell for unknown, *_ in rows for cell in unknown}
    hidden = {number for number in registry.hidden() if registry.value[number] is None}
    cells = sorted(tied | hidden)
    place = {cell: n for n, cell in enumerate(cells)}
    lengths = [len(unknown) for unknown, *_ in rows]
    return System(
        cells=np.array(cells, dtype=np.int64),
        minimum=np.array([registry.minimum[cell] for cell in cells], dtype=np.int64),
        low=np.zeros(len(cells)), high=np.full(len(cells), np.inf),
        starts=np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
        columns=np.array([place[c] for row in rows for c in row[0]], dtype=np.int64),
        times=np.array([t for row in rows for t in row[0].values()], dtype=np.float64),
        row_low=np.array([row[1] for row in rows], dtype=np.float64),
        row_high=np.array([row[2] for row in rows], dtype=np.float64),
        texts=[row[3] for row in rows],
    )  # fmt: skip


def _said(registry: Registry, row: Row) -> str:
    told: Mapping[int, int | None] = {cell: registry.value[cell] for cell in row.cells}
    numbers = ", ".join("?" if value is None else str(value) for value in told.values())
    return f"{registry.cell(row.cells[0])}: {row.text} does not come out ({numbers})"
