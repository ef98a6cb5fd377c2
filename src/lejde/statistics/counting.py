"""Facts of a period as counts of what was answered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lejde.events.counting import Fact
from lejde.statistics.declaring import Population, Table
from lejde.statistics.variables import MISSING, POPULATION, counted, variables

type Key = tuple[str, str, str]


class CannotCount(ValueError):
    """A fact that no declaration knows, or a correction of what was never counted."""


@dataclass(frozen=True)
class Counts:
    """Facts by population, variable and value, of one period."""

    period: str
    told: Mapping[Key, int] = field(default_factory=dict)

    def of(self, population: Population, variable: str, value: str) -> int:
        """How many of a population."""
        return sum(self.told.get((one, variable, value), 0) for one in population.counts)


def counts_of(period: str, facts: Iterable[Fact]) -> Counts:
    """All of these facts, corrections taken off. Raises CannotCount."""
    told: Counter[Key] = Counter()
    for one in facts:
        told[one.population, one.variable, one.value] += one.sign
    known = variables()
    for (population, variable, value), count in told.items():
        if variable not in counted():
            found = known.get(variable)
            if found is None or value not in found.codes:
                raise CannotCount(f"{variable} = {value}: nobody declared it")
        if count < 0:
            raise CannotCount(f"{population}: {variable} = {value}: {count} after corrections")
    return Counts(period, told)


def quarter_of(month: str) -> str:
    """`2024-Q1` of `2024-02`."""
    return f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}"


def answers(table: Table, counts: Counts) -> dict[str, int]:
    """Each answer and each kind of missing with its count."""
    variable, population = table.variable, table.population
    if variable.code == POPULATION:
        found = {
            one: counts.told.get((one, variable.counts_once, "yes"), 0) for one in table.answers
        }
        return found | dict.fromkeys(MISSING, 0)
    return {code: counts.of(population, variable.code, code) for code in variable.codes}


def size(table: Table, counts: Counts) -> int:
    """How many contacts the table is about."""
    told = answers(table, counts)
    condition = table.population.condition
    if condition and condition[0] != POPULATION:
        # A part by an answer: for the others the question does not apply.
        return sum(told.values()) - told["not_applicable"]
    if table.variable.several:
        return counts.of(table.population, table.variable.counts_once, "yes")
    return sum(told.values())
