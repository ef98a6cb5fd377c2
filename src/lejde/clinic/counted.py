"""What of a visit is counted: loose facts, and what they say when a record is corrected."""

from datetime import date
from typing import Any

from lejde.clinic import codebook
from lejde.events.counting import Fact
from lejde.kernel.clock import month_of

VISIT, YES = "visit", "yes"


def counted_of(record: dict[str, Any], closed: frozenset[str], month: str = "") -> dict[str, Any]:
    """`{month, population, told}`: kept in the seal, as what the facts were made of.

    Topics that the person closes or opens later change what would come out now, never this.
    """
    population = record["population"]
    return {
        "month": month or month_of(date.fromisoformat(record["day"])),
        "population": population,
        "told": codebook.completed(population, record["answers"], closed),
    }


def facts_of(counted: dict[str, Any] | None) -> list[Fact]:
    """One fact a variable and value, and one for the visit itself; none of what is not counted."""
    if counted is None:
        return []
    month, population = counted["month"], counted["population"]
    return [Fact(month, population, VISIT, YES)] + [
        Fact(month, population, variable, value)
        for variable, values in counted["told"].items()
        for value in values
    ]


def possible(month: str, population: str) -> list[Fact]:
    """Every fact that a visit of this month and population can be counted as."""
    return [Fact(month, population, VISIT, YES)] + [
        Fact(month, population, variable.code, value)
        for variable in codebook.VARIABLES
        for value in _values(variable, population)
    ]


def _values(variable: codebook.Variable, population: str) -> tuple[str, ...]:
    if population not in variable.populations:
        return (codebook.NOT_APPLICABLE,)
    return (*variable.options, *codebook.MISSING)
