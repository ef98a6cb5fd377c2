"""One cell as the public can name it: whom it counts, when, in which unit, on what terms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MISSING = ("not_asked", "did_not_want", "does_not_know", "not_applicable")
TOTAL = "total"

Condition = tuple[str, str]
Conditions = frozenset[Condition]
# Root population, period, unit: inside one space a cell is its conditions alone.
Space = tuple[str, str, str]
# The codes above a code in its dimension, of all tables.
Ancestors = Mapping[Condition, frozenset[str]]


class UnreadableRelease(ValueError):
    """What was given is not a released document; says which table, key or field."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The same in every table and release in which its four parts are the same."""

    population: str
    period: str
    unit: str
    conditions: Conditions

    def __str__(self) -> str:
        said = ", ".join(f"{name}={code}" for name, code in sorted(self.conditions))
        return f"{self.population} {self.period} {self.unit}: {said or 'all'}"


def question(dimension: str) -> str:
    """The question that a dimension belongs to: options share what stands before the dot."""
    return dimension.partition(".")[0]


def condition(dimension: str, code: str) -> Condition:
    """Options of one question share their kinds of missing."""
    return (question(dimension) if code in MISSING else dimension, code)


def settled(conditions: Iterable[Condition], ancestors: Ancestors) -> Conditions | None:
    """Without what a narrower condition already says; None where nobody can meet them all."""
    kept: dict[str, str] = {}
    for name, code in conditions:
        other = kept.get(name)
        if other is None or other in ancestors.get((name, code), ()):
            kept[name] = code
        elif other != code and code not in ancestors.get((name, other), ()):
            return None
    for name in kept:
        asked = question(name)
        if asked != name and kept.get(asked) in MISSING:
            return None
    return frozenset(kept.items())


def periods_inside(period: str) -> tuple[str, ...]:
    """The periods whose sum it is: quarters of a year, years of a range; none of a quarter."""
    first, _, last = period.partition("-")
    if last.startswith("Q"):
        return ()
    if not last:
        return tuple(f"{first}-Q{number}" for number in range(1, 5))
    return tuple(str(year) for year in range(int(first), int(last) + 1))


def quarters(period: str) -> frozenset[str]:
    """The quarters it covers, by which two periods are compared."""
    inside = periods_inside(period)
    if not inside:
        return frozenset((period,))
    return frozenset(quarter for part in inside for quarter in quarters(part))
