"""A year's tables, protected together with everything that is out, as the document that is
released; attacked before anybody sees it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from lejde.events.counting import Fact
from lejde.statistics import attack, documents
from lejde.statistics.counting import counts_of, quarter_of
from lejde.statistics.declaring import Declared, read
from lejde.statistics.disclosure.guard import CannotProtect
from lejde.statistics.disclosure.protect import protect
from lejde.statistics.disclosure.system import Registry, Yes
from lejde.statistics.tabling import is_all_one, tables_of

type Document = Mapping[str, Any]


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
    """Raises CannotRelease, CannotCount, BadDeclaration."""
    if any(one["year"] >= year for one in earlier):
        raise CannotRelease(f"{year} is out, or a later year is")
    plan = declared or read()
    own = [fact for fact in facts if fact.month[:4] == str(year)]
    whole = counts_of(str(year), own)
    names = [f"{year}-Q{number}" for number in (1, 2, 3, 4)]
    quarters = [counts_of(name, (f for f in own if quarter_of(f.month) == name)) for name in names]
    said = {
        table.id: only
        for table in plan.tables.values()
        if table.sentence and (only := is_all_one(table, whole))
    }
    shown = Declared(
        plan.populations, {one.id: one for one in plan.tables.values() if one.id not in said}
    )
    registry, tables, left_out = tables_of(shown, whole, quarters)
    for one in earlier:
        documents.note_what_is_out(registry, one)
    try:
        hidden = protect(registry.system(), seed)
    except CannotProtect as error:
        names = {number: str(cell) for cell, number in registry.numbers.items()}
        told = "; ".join(names[number] for number in error.cells[:5])
        raise CannotRelease(f"{year}: {error}: {told}") from error
    with override(language):
        document = documents.document_of(
            year, language, shown, tables, registry.system().counts, hidden
        )
        document["sentences"] = documents.sentences(plan, said)
    document["left_out"] = left_out
    verdict = attack.attack([*earlier, document], knows=_small(registry, hidden))
    if not verdict.is_safe:
        raise CannotRelease(f"{year}: the auditor found a way in: {verdict}")
    return Draft(document, verdict.as_dict())


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
