"""A year's tables, protected together with everything that is out, as the document that is
released; attacked before anybody sees it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import override

from lejde.events.counting import Fact
from lejde.statistics import attack, documents
from lejde.statistics.counting import Counts, counts_of, quarter_of
from lejde.statistics.declaring import Declared, read
from lejde.statistics.disclosure.guard import CannotProtect
from lejde.statistics.disclosure.protect import protect
from lejde.statistics.disclosure.system import Registry, Yes
from lejde.statistics.documents import Document
from lejde.statistics.tabling import is_all_one, tables_of


class CannotRelease(ValueError):
    """Nothing comes out: the year is out already, or no safe completion of it was found."""


@dataclass(frozen=True)
class Draft:
    """What would be released, and what the auditor says of it."""

    document: Document
    verdict: Mapping[str, Any]


def draft(
    year: int,
    facts: Iterable[Fact],
    *,
    seed: int,
    earlier: Sequence[Document] = (),
    language: str = "en",
    declared: Declared | None = None,
) -> Draft:
    """A year beside those that are out. `seed` is secret. Raises CannotRelease, CannotCount,
    BadDeclaration.
    """
    if any(one["year"] >= year for one in earlier):
        raise CannotRelease(f"{year}: this year or a later one is out already")
    plan = declared or read()
    whole, quarters = _counts(year, facts)
    said = _said_at_once(plan, whole)
    tables = {one.id: one for one in plan.tables.values() if one.id not in said}
    shown = replace(plan, tables=tables)
    registry, counted, left_out = tables_of(shown, whole, quarters)
    for one in earlier:
        documents.note_what_is_out(registry, one)
    hidden = _protected(year, registry, seed)
    with override(language):
        counts = registry.system().counts
        document = documents.document_of(year, language, shown, counted, (counts, hidden))
        document["sentences"] = documents.sentences(plan, said)
    document["left_out"] = left_out
    verdict = attack.attack([*earlier, document], knows=_small(registry, hidden))
    if not verdict.is_safe:
        raise CannotRelease(f"{year}: the auditor found a way in")
    return Draft(document, verdict.as_dict())


def _counts(year: int, facts: Iterable[Fact]) -> tuple[Counts, list[Counts]]:
    own = [fact for fact in facts if fact.month[:4] == str(year)]
    names = [f"{year}-Q{number}" for number in (1, 2, 3, 4)]
    by_quarter: dict[str, list[Fact]] = {name: [] for name in names}
    for fact in own:
        by_quarter[quarter_of(fact.month)].append(fact)
    return counts_of(str(year), own), [counts_of(name, by_quarter[name]) for name in names]


def _said_at_once(plan: Declared, counts: Counts) -> dict[str, str]:
    """Tables of which everybody gave one answer, and which."""
    asked = (table for table in plan.tables.values() if table.sentence)
    found = {table.id: is_all_one(table, counts) for table in asked}
    return {name: only for name, only in found.items() if only}


def _protected(year: int, registry: Registry, seed: int) -> Yes:
    if not registry.numbers:
        raise CannotRelease(f"{year}: too few answered anything for a table")
    try:
        return protect(registry.system(), seed)
    except CannotProtect as error:
        names = {number: str(cell) for cell, number in registry.numbers.items()}
        told = "; ".join(names[number] for number in error.cells[:5])
        raise CannotRelease(f"{year}: {error}: {told}") from error


def _small(registry: Registry, hidden: Yes) -> dict[attack.Cell, int]:
    """Hidden cells that somebody is in who may know all of it."""
    system = registry.system()
    is_known = hidden & (system.counts > 0) & (system.counts < system.minimum)
    return {
        attack.Cell(cell.population, cell.period, cell.unit, cell.conditions): int(
            system.counts[number]
        )
        for cell, number in registry.numbers.items()
        if is_known[number]
    }
