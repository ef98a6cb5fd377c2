"""What of a visit is counted: loose facts, and what they say when a record is corrected."""

from datetime import date
from typing import Any

from lejde.clinic import codebook
from lejde.events.counting import Fact
from lejde.kernel.clock import month_of

VISIT, YES = "visit", "yes"
# What the service was used for, by what was done: a visit that did several of one kind counts once.
SERVICE, ELSE = "service", "other"
SERVICE_OF = {
    "test_standard": "test", "test_extended": "test", "test_rapid": "test", "talk": "conversation",
}  # fmt: skip


def counted_of(record: dict[str, Any], closed: frozenset[str], month: str = "") -> dict[str, Any]:
    """`{month, population, told}`: kept in the seal, as what the facts were made of.

    Topics that the person closes or opens later change what would come out now, never this.
    """
    population = record["population"]
    return {
        "month": month or month_of(date.fromisoformat(record["day"])),
        "population": population,
        "told": told_of(population, record["answers"], closed),
    }


def told_of(
    population: str, answers: dict[str, list[str]], closed: frozenset[str]
) -> dict[str, list[str]]:
    """What is counted of a visit's answers.

    A condom counts only for an act that was told of, so that its table is of those who had it.
    "Does not apply" of what does apply is nobody's answer: it was not asked.
    """
    told = codebook.completed(population, answers, closed)
    cannot_be = codebook.completed(population, {}, frozenset())
    for code, values in told.items():
        act = codebook.CONDOM_OF.get(code)
        if act is not None and act not in told["acts"]:
            told[code] = [codebook.NOT_APPLICABLE]
        elif values == [codebook.NOT_APPLICABLE] and cannot_be[code] != values:
            told[code] = [codebook.NOT_ASKED]
    used = told["used"]
    told[SERVICE] = (
        used
        if set(used) & set(codebook.MISSING)
        else sorted({SERVICE_OF.get(one, ELSE) for one in used})
    )
    return told


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
    return (
        [Fact(month, population, VISIT, YES)]
        + [
            Fact(month, population, variable.code, value)
            for variable in codebook.VARIABLES
            for value in _values(variable, population)
        ]
        + [Fact(month, population, SERVICE, value) for value in _services()]
    )


def _services() -> tuple[str, ...]:
    return (*sorted({*SERVICE_OF.values(), ELSE}), *codebook.MISSING)


def _values(variable: codebook.Variable, population: str) -> tuple[str, ...]:
    if population not in variable.populations:
        return (codebook.NOT_APPLICABLE,)
    return (*variable.options, *codebook.MISSING)
