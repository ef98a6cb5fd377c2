"""Every file carries the document's cells, and the same ones."""

import csv
import io
import json
import math
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from lejde.statistics.report.document import Document, read
from lejde.statistics.report.jsonstat import dataset
from lejde.statistics.report.tables_csv import csv_of
from lejde.statistics.report.tests import sample
from lejde.statistics.report.write import write

TOLD = sample.whole_year()


@pytest.fixture(scope="module")
def document() -> Document:
    return read(TOLD)


def test_the_folder_holds_every_file(tmp_path: Path) -> None:
    written = write(TOLD, tmp_path, sample.earlier())
    ids = [table["id"] for table in TOLD["tables"]]
    expected = {"report.json", "codebook.json", "report.html", "report.pdf"}
    expected |= {f"tables/{one}.{ending}" for one in ids for ending in ("csv", "json")}
    assert {str(path.relative_to(tmp_path)) for path in written} == expected
    assert json.loads((tmp_path / "report.json").read_text("utf-8")) == TOLD


@pytest.mark.parametrize("told", TOLD["tables"], ids=lambda told: told["id"])
def test_csv_agrees_with_the_document(document: Document, told: dict[str, Any]) -> None:
    table = next(one for one in document.tables if one.id == told["id"])
    rows = list(csv.DictReader(io.StringIO(csv_of(table))))
    ids = [one["id"] for one in told["dimensions"]]
    assert list(rows[0]) == [*ids, "status", "count", "percent_of_answered", "percent_of_all"]
    found = []
    for row in rows:
        cell: dict[str, Any] = {"key": [row[one] for one in ids], "status": row["status"]}
        if row["status"] == "published":
            for name in ("count", "percent_of_answered", "percent_of_all"):
                cell[name] = int(row[name]) if row[name] else None
        else:
            assert not row["count"] + row["percent_of_answered"] + row["percent_of_all"]
        found.append(cell)
    assert found == told["cells"]


def _value(data: dict[str, Any], place: int) -> Any:
    return (
        data["value"][place] if isinstance(data["value"], list) else data["value"].get(str(place))
    )


def _check_structure(data: dict[str, Any]) -> None:
    assert data["version"] == "2.0" and data["class"] == "dataset"
    assert list(data["dimension"]) == data["id"] and len(data["size"]) == len(data["id"])
    for ident, size in zip(data["id"], data["size"], strict=True):
        category = data["dimension"][ident]["category"]
        assert len(category["index"]) == len(set(category["index"])) == size
        assert set(category["label"]) == set(category["index"])
        for parent, children in category["child"].items():
            assert {parent, *children} <= set(category["index"])
    size = math.prod(data["size"])
    if isinstance(data["value"], list):
        assert len(data["value"]) == size
    assert all(0 <= int(place) < size for place in data["status"])
    for named in data.get("role", {}).values():
        assert set(named) <= set(data["id"])


@pytest.mark.parametrize("told", TOLD["tables"], ids=lambda told: told["id"])
def test_json_stat_agrees_with_the_document(document: Document, told: dict[str, Any]) -> None:
    table = next(one for one in document.tables if one.id == told["id"])
    data = json.loads(json.dumps(dataset(document, table)))
    _check_structure(data)
    cells = {tuple(cell["key"]): cell for cell in told["cells"]}
    codes = [data["dimension"][one]["category"]["index"] for one in data["id"]]
    for place, key in enumerate(product(*codes)):
        cell, status = cells.get(key), data["status"].get(str(place))
        if cell is None:
            assert (_value(data, place), status) == (None, "..")
        elif cell["status"] == "suppressed":
            assert (_value(data, place), status) == (None, ":")
        else:
            assert (_value(data, place), status) == (cell["count"], None)
        for name in ("percent_of_answered", "percent_of_all"):
            told_percent = cell.get(name) if cell else None
            assert data["extension"][name].get(str(place)) == told_percent


def test_json_stat_of_many_options_lists_only_what_is_there() -> None:
    options = [f"used.{letter}" for letter in "abcdef"]
    dimensions = [sample.dimension(one, one, {"yes": "yes", "no": "no"}) for one in options]
    people = [({one: "yes" for one in options}, 40), ({one: "no" for one in options}, 20)]
    hidden = {("yes", *["total"] * 5)}
    told = sample.table("used", "Used", dimensions, people, hidden, multiple_answers=True)
    document = read(sample.document(told))
    data = dataset(document, document.tables[0])
    _check_structure(data)
    places = dict(
        zip(
            product(*(d["category"]["index"] for d in data["dimension"].values())),
            range(7**6),
            strict=True,
        )
    )
    assert len(data["value"]) == len(told["cells"]) < math.prod(data["size"])
    for cell in told["cells"]:
        assert data["value"][str(places[tuple(cell["key"])])] == cell.get("count")
    assert data["status"] == {str(places[("yes", *["total"] * 5)]): ":"}


def test_json_stat_names_places_and_times_by_their_role() -> None:
    dimensions = [sample.dimension("area", "Where", {"near": "near", "abroad": "abroad"})]
    told = sample.table(
        "area", "Where from", dimensions, sample.one("area", {"near": 40, "abroad": 50})
    )
    document = read(sample.document(told))
    assert dataset(document, document.tables[0])["role"] == {"geo": ["area"]}


def test_the_codebook_names_what_the_tables_use(tmp_path: Path) -> None:
    write(TOLD, tmp_path)
    book = json.loads((tmp_path / "codebook.json").read_text("utf-8"))
    assert set(book["missing"]) == set(sample.MISSING)
    assert book["units"] == {"contacts": "contacts"}
    assert [one["id"] for one in book["populations"]] == ["buyers", "bought", "had_vaginal"]
    variables = {one["id"]: one for one in book["variables"]}
    assert {d["id"] for table in TOLD["tables"] for d in table["dimensions"]} == set(variables)
    assert (
        variables["acts.oral"]["question"] == "acts" and variables["acts.oral"]["option"] == "oral"
    )
    late = next(one for one in variables["condom_vaginal"]["values"] if one["code"] == "late")
    assert late["parent"] == "used" and not late["missing"]
    assert variables["intoxicated"]["tables"] == [
        "intoxicated",
        "intoxicated_by_age",
        "intoxicated-2022-2024",
    ]
