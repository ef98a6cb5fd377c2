"""What printed percents, bases and sums of missing say of the counts that are not printed."""

import re
from dataclasses import dataclass

from .cells import MISSING, TOTAL, question
from .reading import Percent, Release, Table
from .registry import Registry, Seen
from .relations import Row

# Cells of a base: that of all, then the kinds of missing that are taken from it.
Base = tuple[int, ...]


@dataclass(slots=True)
class Printed:
    """Rows for the system, and what cannot be or should not have been printed."""

    rows: list[Row]
    contradictions: list[str]
    leaks: list[str]


def asked_in(table: Table) -> list[str]:
    """Questions that the percents may be of, the likely first."""
    names = list(dict.fromkeys(question(one.id) for one in table.dimensions))
    dotted = {question(one.id) for one in table.dimensions if "." in one.id}
    return sorted(
        names,
        key=lambda name: (table.multiple and name not in dotted, name != table.id),
    )


def _base(seen: Seen, key: tuple[str, ...], asked: str) -> tuple[Base, Base]:
    """The bases of all and of answered for a key."""
    dimensions = seen.table.dimensions
    inside = [n for n, one in enumerate(dimensions) if question(one.id) == asked]
    root = list(key)
    for n in inside:
        root[n] = TOTAL
    everybody = seen.at.get(tuple(root))
    if everybody is None:
        return (), ()
    missing = []
    for kind in MISSING:
        if kind in dimensions[inside[0]].parents:
            there = [*root[: inside[0]], kind, *root[inside[0] + 1 :]]
            number = seen.at.get(tuple(there))
            if number is not None:
                missing.append(number)
    return (everybody,), (everybody, *missing)


def _sum(registry: Registry, base: Base) -> int | None:
    """The value of a base; None where a cell of it is unknown."""
    values = [registry.value[number] for number in base]
    known = [value for value in values if value is not None]
    return known[0] - sum(known[1:]) if len(known) == len(values) else None


def _steps(percent: int | float) -> tuple[int, int]:
    """A printed percent as whole steps, and how many steps are the whole."""
    text = repr(percent)
    if re.fullmatch(r"\d+\.\d{1,6}", text):
        decimals = len(text.partition(".")[2])
        return round(percent * 10**decimals), 100 * 10**decimals
    return round(percent), 100


def _fits(count: int, base: int, percent: int | float) -> bool:
    steps, whole = _steps(percent)
    return base > 0 and (2 * steps - 1) * base <= 2 * whole * count < (2 * steps + 1) * base


@dataclass(frozen=True, slots=True)
class Share:
    """One printed percent: of which cell, over which base."""

    cell: int
    base: Base
    percent: int | float
    text: str


def _shares(seen: Seen, asked: str) -> list[Share]:
    bases: dict[tuple[str, ...], tuple[Base, Base]] = {}
    inside = [question(one.id) == asked for one in seen.table.dimensions]
    found: list[Share] = []
    for line, number in zip(seen.table.lines, seen.cells, strict=True):
        pairs: tuple[tuple[Percent, int, str], ...] = (
            (line.of_all, 0, "percent_of_all"), (line.of_answered, 1, "percent_of_answered"),
        )  # fmt: skip
        for percent, which, name in pairs:
            if percent is None:
                continue
            group = tuple(
                TOTAL if within else code for within, code in zip(inside, line.key, strict=True)
            )
            if group not in bases:
                bases[group] = _base(seen, line.key, asked)
            base = bases[group][which]
            if base:
                text = f"table {seen.table.id}, {'|'.join(line.key)}: {name}"
                found.append(Share(number, base, percent, text))
    return found


def _misfit(registry: Registry, share: Share) -> bool:
    count, base = registry.value[share.cell], _sum(registry, share.base)
    return count is not None and base is not None and not _fits(count, base, share.percent)


def _percents(registry: Registry, seen: Seen, smallest: int, out: Printed) -> None:
    """Which question the percents are of is what they agree with best."""
    candidates = [_shares(seen, asked) for asked in asked_in(seen.table)]
    if not candidates:
        return
    wrong = [sum(_misfit(registry, one) for one in shares) for shares in candidates]
    for share in candidates[wrong.index(min(wrong))]:
        base = _sum(registry, share.base)
        if base is None:
            out.leaks.append(f"{share.text} is printed over a base that is hidden")
        elif base < smallest:
            out.leaks.append(f"{share.text} is printed over {base}, under {smallest}")
        if _misfit(registry, share):
            out.contradictions.append(f"{share.text} {share.percent} does not fit its count")
        elif base is None or registry.value[share.cell] is None:
            out.rows += _rounded(share)


def _rounded(share: Share) -> list[Row]:
    """(2p - 1) base <= 200 count < (2p + 1) base, and whoever prints a percent has a base."""
    steps, whole = _steps(share.percent)
    cells = (share.cell, *share.base)
    signs = (1, *(-1 for _ in share.base[1:]))
    under = tuple(-(2 * steps - 1) * sign for sign in signs)
    above = tuple((2 * steps + 1) * sign for sign in signs)
    return [
        Row(cells, (2 * whole, *under), 0, None, share.text),
        Row(cells, (-2 * whole, *above), 1, None, share.text),
        Row(share.base, signs, 1, None, share.text),
    ]


def _one_number(registry: Registry, base: Base, value: object, text: str, out: Printed) -> None:
    if value is None or not base:
        return
    if not isinstance(value, int):
        out.contradictions.append(f"{text} is not a whole number")
        return
    known = _sum(registry, base)
    if known is None:
        out.leaks.append(f"{text} is printed although a cell in it is hidden")
        signs = (1, *(-1 for _ in base[1:]))
        out.rows.append(Row(base, signs, value, value, text))
    elif known != value:
        out.contradictions.append(f"{text} is {value}, its cells say {known}")


def _below(registry: Registry, seen: Seen, out: Printed) -> None:
    """The numbers under a table: its base and its kinds of missing."""
    table = seen.table
    if not table.dimensions:
        return
    root = (TOTAL,) * len(table.dimensions)
    names = {one.id: n for n, one in enumerate(table.dimensions)}
    first = next(name for name in names if question(name) == asked_in(table)[0])
    sides: dict[str, object] = {"base": table.base, **table.missing}
    for side, told in sides.items():
        per = told if isinstance(told, dict) else {first: told}
        for name, value in per.items():
            text = f"table {table.id}, {side if side == 'base' else f'missing.{side}'}, {name}"
            if name not in names:
                out.contradictions.append(f"{text}: no such dimension")
                continue
            if side == "base":
                everybody, answered = _base(seen, root, question(name))
                base = everybody if table.percent_of == "all" else answered
            else:
                key = (*root[: names[name]], side, *root[names[name] + 1 :])
                base = (seen.at[key],) if key in seen.at else ()
            _one_number(registry, base, value, text, out)


def printed(registry: Registry, releases: list[Release]) -> Printed:
    """What is printed beside the counts, of all tables."""
    out = Printed([], [], [])
    smallest = [release.percent_base for release in releases for _ in release.tables]
    for seen, least in zip(registry.seen, smallest, strict=True):
        _percents(registry, seen, least, out)
        _below(registry, seen, out)
    return out
