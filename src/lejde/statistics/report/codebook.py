"""The codebook that lies beside the tables: read by programs, told by the document alone."""

from typing import Any

from lejde.statistics.report.document import MISSING, SIGN, Dimension, Document, Table
from lejde.statistics.report.words import unit_name


def codebook(document: Document) -> dict[str, Any]:
    """Variables with their values, kinds of missing, populations, units, signs, rules."""
    return {
        "year": document.year,
        "language": document.language,
        "rules": dict(document.rules),
        "signs": {SIGN: "suppressed"},
        "units": {unit: unit_name(unit) for unit in sorted({t.unit for t in document.tables})},
        "populations": [
            {"id": one.id, "of": one.of, "conditions": dict(one.conditions), "label": one.label}
            for one in document.populations
        ],
        "missing": _missing(document),
        "variables": list(_variables(document).values()),
        "tables": [_table(table) for table in document.tables],
    }


def _missing(document: Document) -> dict[str, str]:
    labels: dict[str, str] = {}
    for table in document.tables:
        for dimension in table.dimensions:
            for category in dimension.categories:
                if category.code in MISSING:
                    labels.setdefault(category.code, category.label)
    return {code: labels[code] for code in MISSING if code in labels}


def _variables(document: Document) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for table in document.tables:
        for dimension in table.dimensions:
            told = found.setdefault(dimension.id, _variable(dimension))
            told["tables"].append(table.id)
    return found


def _variable(dimension: Dimension) -> dict[str, Any]:
    question, _, option = dimension.id.partition(".")
    return {
        "id": dimension.id,
        "label": dimension.label,
        "question": question,
        "option": option or None,
        "values": [
            {
                "code": one.code,
                "label": one.label,
                "parent": one.parent,
                "missing": one.code in MISSING,
            }
            for one in dimension.categories
        ],
        "tables": [],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": table.title,
        "question": table.question,
        "population": table.population,
        "unit": table.unit,
        "period": table.period,
        "percent_of": table.percent_of,
        "multiple_answers": table.several,
        "minimum": table.minimum,
        "dimensions": [dimension.id for dimension in table.dimensions],
        "flags": list(table.flags),
        "note": table.note,
    }
