"""A table as JSON-stat 2.0 (json-stat.org): one dataset, its cells in row-major order."""

import math
from itertools import product
from typing import Any

from lejde.statistics.report.document import SIGN, Dimension, Document, Table

# What no table has: two options of one question at once.
NOT_TABULATED = ".."
# Six options of seven categories make 117,649 places, nearly all of them not tabulated.
LARGEST_ARRAY = 20_000
ROLES = {
    "time": ("year", "quarter", "month", "period"),
    "geo": ("area", "region", "municipality", "county"),
}


def dataset(document: Document, table: Table) -> dict[str, Any]:
    """Values are counts; a hidden cell is null with status ":". Percents stand in `extension`."""
    ids = [dimension.id for dimension in table.dimensions]
    roles = {role: found for role, names in ROLES.items() if (found := _named(ids, names))}
    notes = [table.note] if table.note else []
    return {
        "version": "2.0",
        "class": "dataset",
        "label": table.title,
        **({"note": notes} if notes else {}),
        "id": ids,
        "size": [len(dimension.categories) for dimension in table.dimensions],
        **({"role": roles} if roles else {}),
        "dimension": {dimension.id: _dimension(dimension) for dimension in table.dimensions},
        **_values(table),
        "extension": {
            "question": table.question,
            "population": table.population,
            "population_label": document.population(table.population).label,
            "unit": table.unit,
            "period": table.period,
            "percent_of": table.percent_of,
            "multiple_answers": table.several,
            "minimum": table.minimum,
            "flags": list(table.flags),
            "status_label": {SIGN: "hidden", NOT_TABULATED: "not tabulated"},
            **_percents(table),
        },
    }


def _named(ids: list[str], names: tuple[str, ...]) -> list[str]:
    return [one for one in ids if one in names]


def _dimension(dimension: Dimension) -> dict[str, Any]:
    children: dict[str, list[str]] = {}
    for category in dimension.categories:
        if category.parent is not None:
            children.setdefault(category.parent, []).append(category.code)
    told: dict[str, Any] = {
        "index": [category.code for category in dimension.categories],
        "label": {category.code: category.label for category in dimension.categories},
        "child": children,
    }
    return {"label": dimension.label, "category": told}


def positions(table: Table) -> dict[tuple[str, ...], int]:
    """Where each listed cell stands in row-major order."""
    codes = [[one.code for one in dimension.categories] for dimension in table.dimensions]
    if math.prod(map(len, codes)) <= LARGEST_ARRAY:
        return {key: place for place, key in enumerate(product(*codes)) if key in table.cells}
    index = [{code: place for place, code in enumerate(known)} for known in codes]
    found = {}
    for key in table.cells:
        place = 0
        for known, code in zip(index, key, strict=True):
            place = place * len(known) + known[code]
        found[key] = place
    return found


def _values(table: Table) -> dict[str, Any]:
    places = positions(table)
    size = math.prod(len(dimension.categories) for dimension in table.dimensions)
    counts = {str(place): table.cells[key].count for key, place in places.items()}
    status = {str(place): SIGN for key, place in places.items() if table.cells[key].hidden}
    if size > LARGEST_ARRAY:
        return {"value": counts, "status": status}
    status |= {str(place): NOT_TABULATED for place in range(size) if str(place) not in counts}
    return {"value": [counts.get(str(place)) for place in range(size)], "status": status}


def _percents(table: Table) -> dict[str, dict[str, int]]:
    """By place; what has no percent is not there."""
    places = positions(table)
    answered = {str(places[key]): cell.of_answered for key, cell in table.cells.items()}
    all_ = {str(places[key]): cell.of_all for key, cell in table.cells.items()}
    return {
        "percent_of_answered": {at: one for at, one in answered.items() if one is not None},
        "percent_of_all": {at: one for at, one in all_.items() if one is not None},
    }
