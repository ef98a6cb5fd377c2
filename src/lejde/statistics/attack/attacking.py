"""The attack as a whole: read, relate, bound, decide; what was found is told in cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np

from . import insider, whole
from .bounds import propagate
from .cells import Cell
from .deciding import Decider, Decision
from .printed import printed
from .programs import Impossible
from .rank import null
from .reading import read
from .registry import Registry, register
from .relations import relations
from .system import Bools, Floats, Ints, System, build
from .verdict import Verdict


@dataclass(slots=True)
class Part:
    """A component with what was decided; `columns` are those of the whole system,
    `classes` groups of columns of the component of which each decides all others."""

    columns: list[int]
    decider: Decider
    classes: list[Ints]


@dataclass(slots=True)
class Known:
    """All that is known of the unknown: best bounds of each column of the system."""

    registry: Registry
    system: System
    low: Floats
    high: Floats
    contradictions: list[str]
    leaks: list[str]
    parts: list[Part] = field(default_factory=list)
    # Columns about which the printed numbers contradict each other: nothing is said of these.
    spoilt: set[int] = field(default_factory=set)

    def spoil(self, columns: Iterable[int], at: int) -> None:
        """Takes these columns out; `at` names one for the text."""
        self.spoilt.update(columns)
        cell = self.registry.cell(int(self.system.cells[at]))
        self.contradictions.append(f"{cell}: no count fits all that is printed around it")

    def hidden(self) -> Iterator[tuple[int, float, float, int]]:
        """(cell number, low, high, minimum) of all suppressed cells that make sense."""
        registry = self.registry
        place = {int(cell): column for column, cell in enumerate(self.system.cells)}
        for number in registry.hidden():
            value, column = registry.value[number], place.get(number)
            if value is not None:
                yield number, value, value, registry.minimum[number]
            elif column is not None and column not in self.spoilt:
                low, high = float(self.low[column]), float(self.high[column])
                yield number, low, high, registry.minimum[number]


def _bounded(known: Known) -> None:
    """Propagates; what cannot be is taken out with all that hangs on it."""
    system = known.system
    columns = np.arange(len(system.cells))
    rows = np.arange(len(system.texts))
    while True:
        part = system.part(columns, rows)
        low, high = propagate(part, part.low, part.high)
        bad = low > high
        if not bad.any():
            known.low[columns], known.high[columns] = low, high
            return
        kept_columns, kept_rows = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for inside, tied in part.components():
            wrong = inside[bad[inside]]
            if len(wrong):
                known.spoil(columns[inside].tolist(), int(columns[wrong[0]]))
            else:
                kept_columns.append(columns[inside])
                kept_rows.append(rows[tied])
        columns = np.sort(np.concatenate(kept_columns))
        rows = np.sort(np.concatenate(kept_rows))


def _prepared(releases: Sequence[dict[str, object]]) -> Known:
    documents = [read(document) for document in releases]
    registry = register(documents)
    rows = relations(registry)
    beside = printed(registry, documents)
    system, wrong = build(registry, rows + beside.rows)
    contradictions = [*registry.contradictions, *beside.contradictions, *wrong]
    leaks = registry.leaks + beside.leaks
    known = Known(registry, system, system.low, system.high, contradictions, leaks)
    _bounded(known)
    return known


def _parts(known: Known) -> Iterator[tuple[list[int], System]]:
    """Components of which something is hidden and something is tied."""
    for columns, rows in known.system.components():
        inside = columns.tolist()
        if known.spoilt.isdisjoint(inside) and len(rows) and known.system.minimum[columns].any():
            yield inside, known.system.part(columns, rows)


def _decided(known: Known, seed: int, *, exactly: bool) -> None:
    random = np.random.default_rng(seed)
    for columns, system in list(_parts(known)):
        try:
            by_sums = null(system, seed)
            fewer = system.part(np.arange(len(system.cells)), by_sums.rows)
            decider = Decider(fewer, random)
            found = decider.bounds() if exactly else decider.run()
        except Impossible:
            known.spoil(columns, columns[0])
            continue
        _one_value(found, decider, by_sums.decided & (found.low < found.high))
        known.parts.append(Part(columns, decider, by_sums.classes()))


def _one_value(found: Decision, decider: Decider, by_sums: Bools) -> None:
    """What the sums decide is what any table says; fractions there are nobody's count."""
    values = decider.tables[0][by_sums]
    found.low[by_sums] = found.high[by_sums] = np.round(values)


def _sampled(known: Known, samples: int, seed: int) -> None:
    """Whole numbers, on cells of all components alike."""
    random = np.random.default_rng(seed)
    open_ = [
        (n, column)
        for n, part in enumerate(known.parts)
        for column in whole.candidates(part.decider.system, part.decider.found).tolist()
    ]
    taken = [open_[n] for n in random.permutation(len(open_))[:samples].tolist()]
    for n, part in enumerate(known.parts):
        columns = np.array([column for at, column in taken if at == n], dtype=np.int64)
        whole.tighten(part.decider.system, part.decider.found, columns)


def _worked_out(known: Known) -> Iterator[int]:
    """Small cells that no table lists, the other half of a population above all."""
    registry = known.registry
    least: dict[int, int] = {}
    for seen in registry.seen:
        space = registry.space(seen.table.root, seen.table.period, seen.table.unit)
        least[space] = min(least.get(space, seen.table.minimum), seen.table.minimum)
    # A quarter that no release is of has no tables of its own.
    default = min(least.values(), default=0)
    for column, number in enumerate(known.system.cells.tolist()):
        low, high = known.low[column], known.high[column]
        if number < registry.listed or low < high or column in known.spoilt:
            continue
        if 0 < low < least.get(registry.keys[number][0], default):
            yield number


def _write_back(known: Known) -> None:
    for part in known.parts:
        known.low[part.columns] = part.decider.found.low
        known.high[part.columns] = part.decider.found.high


def _told(known: Known, knows: Mapping[Cell, int], seed: int) -> Iterator[tuple[int, int]]:
    """(known, learnt) cell numbers, for counts that are told to be so."""
    registry, random = known.registry, np.random.default_rng(seed)
    counts: dict[int, int] = {}
    for cell, count in knows.items():
        space = registry.spaces.get((cell.population, cell.period, cell.unit))
        number = None if space is None else registry.find(space, cell.conditions)
        if number is not None and 0 < count < registry.minimum[number]:
            counts[number] = count
    for part in known.parts:
        system = part.decider.system
        mine = [n for n, cell in enumerate(system.cells.tolist()) if cell in counts]
        if not mine:
            continue
        ears = insider.Insider(part.decider, part.classes, random)
        for column in mine:
            number = int(system.cells[column])
            learnt = ears.learns(column, counts[number])
            if learnt is None:
                text = f"{registry.cell(number)}: the count told to be known does not fit"
                known.contradictions.append(text)
            for other in learnt or ():
                yield number, int(system.cells[other])


def _pairs(
    known: Known, knows: Mapping[Cell, int] | None, seed: int
) -> tuple[tuple[Cell, Cell], ...]:
    if knows is not None:
        numbers = list(_told(known, knows, seed))
    else:
        numbers = [
            (int(part.decider.system.cells[first]), int(part.decider.system.cells[second]))
            for part in known.parts
            for first, second in insider.proportional(part.decider, part.classes)
        ]
    one = known.registry.cells(first for first, _ in numbers)
    other = known.registry.cells(second for _, second in numbers)
    return tuple(zip(one, other, strict=True))


def attack(
    releases: Sequence[dict[str, object]],
    *,
    knows: Mapping[Cell, int] | None = None,
    samples: int = 20,
    seed: int = 0,
) -> Verdict:
    """What these releases together give away; `knows` are true counts of hidden cells.

    Without `knows`, cells that decide one another are told as `tied`: which of them is small, and
    so known to whoever is in it, the public cannot say. Raises UnreadableRelease.
    """
    start = perf_counter()
    known = _prepared(releases)
    _decided(known, seed, exactly=False)
    _sampled(known, samples, seed)
    _write_back(known)
    pairs = _pairs(known, knows, seed)
    registry, hidden = known.registry, list(known.hidden())
    return Verdict(
        exact=registry.cells(n for n, low, high, _ in hidden if low == high),
        under=registry.cells(n for n, _, high, least in hidden if high < least),
        present=registry.cells(n for n, low, _, least in hidden if 0 < low < least),
        insider=() if knows is None else pairs, tied=pairs if knows is None else (),
        unlisted=registry.cells(_worked_out(known)),
        contradictions=tuple(known.contradictions), leaks=tuple(known.leaks),
        cells=registry.listed, hidden=len(registry.hidden()), seconds=perf_counter() - start,
    )  # fmt: skip


def intervals(releases: Sequence[dict[str, object]]) -> dict[Cell, tuple[int, int | None]]:
    """Least and most of each hidden cell; None is no bound.

    Cells around which the printed numbers contradict each other are left out. Raises
    UnreadableRelease.
    """
    known = _prepared(releases)
    _decided(known, 0, exactly=True)
    _write_back(known)
    return {
        known.registry.cell(number): (int(low), None if high == np.inf else int(high))
        for number, low, high, _ in known.hidden()
    }
