"""The released document (contract section 4): made from protected cells, and read back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from lejde.clinic.texts import OPTIONS
from lejde.statistics.declaring import Declared, Table
from lejde.statistics.disclosure.grids import TOTAL, Dimension
from lejde.statistics.disclosure.system import Cell, Numbers, Registry, Yes
from lejde.statistics.tabling import NO, PERCENT_BASE, ROW_BASE, YES, Counted
from lejde.statistics.variables import MISSING, MISSING_LABELS

PUBLISHED, SUPPRESSED = "published", "suppressed"
RULES_VERSION = "1"

type Document = dict[str, Any]


def document_of(
    year: int,
    language: str,
    declared: Declared,
    tables: Sequence[Counted],
    cells: tuple[Numbers, Yes],
) -> Document:
    """In the language that is active, which `language` names; `cells` are all counts and which of
    them are hidden.
    """
    shown = _Shown(*cells)
    minimum = {one.table.unit: one.table.minimum for one in tables}
    return {
        "year": year,
        "language": language,
        "rules": {
            "minimum_count": min(minimum.values(), default=0), "minimum": minimum,
            "row_base": ROW_BASE, "percent_base": PERCENT_BASE, "version": RULES_VERSION,
        },
        "populations": _populations(declared, language),
        "tables": [_table(one, year, language, shown) for one in tables],
    }  # fmt: skip


def sentences(declared: Declared, said: Mapping[str, str]) -> list[dict[str, str]]:
    """What everybody answered alike, instead of a table."""
    return [
        {"id": name, "code": code, "label": str(declared.tables[name].variable.labels[code])}
        for name, code in said.items()
    ]


def note_what_is_out(registry: Registry, document: Mapping[str, Any]) -> None:
    """Cells of an earlier release that are cells here too."""
    for cell, count in cells_of(document):
        if cell in registry.numbers:
            registry.is_out(cell, count)


def cells_of(document: Mapping[str, Any]) -> Iterator[tuple[Cell, int | None]]:
    """Every cell that a release told of, with its count, or None where it was hidden."""
    of = {one["id"]: one for one in document["populations"]}
    for table in document["tables"]:
        root, within = table["population"], set[tuple[str, str]]()
        while of[root]["of"]:
            within |= set(of[root]["conditions"].items())
            root = of[root]["of"]
        names = [dimension["id"] for dimension in table["dimensions"]]
        for told in table["cells"]:
            conditions = {
                (name.partition(".")[0] if code in MISSING else name, code)
                for name, code in zip(names, told["key"], strict=True)
                if code != TOTAL
            }
            cell = Cell(root, table["period"], table["unit"], frozenset(within | conditions))
            yield cell, told.get("count")


class _Shown:
    """Counts as far as they are shown."""

    def __init__(self, counts: Numbers, hidden: Yes) -> None:
        self._counts, self._hidden = counts, hidden

    def count(self, number: int) -> int | None:
        return None if self._hidden[number] else int(self._counts[number])

    def left(self, whole: int, without: Sequence[int]) -> int | None:
        """A sum less its parts; None when any of them is hidden."""
        told = [self.count(one) for one in (whole, *without)]
        if any(one is None for one in told):
            return None
        first, *others = (one or 0 for one in told)
        return first - sum(others)


def _populations(declared: Declared, language: str) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id, "of": one.within or None,
            "conditions": dict([one.condition]) if one.condition else {},
            "label": one.label[language],
        }
        for one in declared.populations.values()
    ]  # fmt: skip


def _table(told: Counted, year: int, language: str, shown: _Shown) -> dict[str, Any]:
    table = told.table
    cells = [cell for at in range(len(told.grids)) for cell in _cells(told, at, shown)]
    bases, missing = _bases(told, shown)
    name = table.id if told.period == str(year) else f"{table.id}_{told.period[-2:].lower()}"
    return {
        "id": name, "title": table.title[language], "question": table.question[language],
        "population": table.population.id, "unit": table.unit, "minimum": table.minimum,
        "multiple_answers": table.variable.several, "percent_of": table.percent_of,
        "period": told.period,
        "dimensions": [_dimension(dimension, table, language) for dimension, _ in told.grids],
        "cells": cells, "base": bases, "missing": missing,
        "suppressed": sum(cell["status"] == SUPPRESSED for cell in cells),
        "flags": list(table.flags),
    }  # fmt: skip


def _cells(told: Counted, at: int, shown: _Shown) -> Iterator[dict[str, Any]]:
    dimension, numbers = told.grids[at]
    for place, code in enumerate(dimension.codes):
        if code == TOTAL and at > 0:
            # The total of every option is one key.
            continue
        key = [code if one == at else TOTAL for one in range(len(told.grids))]
        yield {"key": key, **_cell(dimension, numbers, place, shown)}


def _cell(dimension: Dimension, numbers: Numbers, place: int, shown: _Shown) -> dict[str, Any]:
    count = shown.count(int(numbers[place]))
    if count is None:
        return {"status": SUPPRESSED}
    code = dimension.codes[place]
    answered = None
    if code not in (TOTAL, *MISSING):
        answered = percent(count, _answered(dimension, numbers, shown))
    of_all = percent(count, shown.count(int(numbers[0])))
    return {
        "status": PUBLISHED, "count": count, "percent_of_answered": answered,
        "percent_of_all": of_all,
    }  # fmt: skip


def percent(count: int, base: int | None) -> int | None:
    """Whole, half up; None under the base that shares need."""
    if base is None or base < PERCENT_BASE:
        return None
    return (200 * count + base) // (2 * base)


def _answered(dimension: Dimension, numbers: Numbers, shown: _Shown) -> int | None:
    at = {code: int(numbers[place]) for place, code in enumerate(dimension.codes)}
    return shown.left(at[TOTAL], [at[kind] for kind in MISSING])


def _bases(told: Counted, shown: _Shown) -> tuple[Any, dict[str, Any]]:
    """`base` and `missing`, for each option where several could be ticked."""
    bases: dict[str, int | None] = {}
    missing: dict[str, dict[str, int | None]] = {kind: {} for kind in MISSING}
    for dimension, numbers in told.grids:
        at = {code: int(numbers[place]) for place, code in enumerate(dimension.codes)}
        is_all = told.table.percent_of == "all"
        whole = shown.count(at[TOTAL])
        bases[dimension.name] = whole if is_all else _answered(dimension, numbers, shown)
        for kind in MISSING:
            missing[kind][dimension.name] = shown.count(at[kind])
    if told.table.variable.several:
        return bases, missing
    only = told.grids[0][0].name
    return bases[only], {kind: found[only] for kind, found in missing.items()}


def _dimension(dimension: Dimension, table: Table, language: str) -> dict[str, Any]:
    bands = {band.code: band.label[language] for band in table.bands}
    labels: dict[str, Any] = {**table.variable.labels, **MISSING_LABELS, **bands}
    label = table.title[language]
    if table.variable.several:
        option = dimension.name.partition(".")[2]
        label = str(table.variable.labels[option])
        labels = {**MISSING_LABELS, YES: OPTIONS["yes"], NO: OPTIONS["no"]}
    categories = [
        {"code": code, "label": str(labels[code]), "parent": parent}
        for code, parent in dimension.parents.items()
    ]
    total = {"code": TOTAL, "label": gettext("all"), "parent": None}
    return {"id": dimension.name, "label": label, "categories": [total, *categories]}
