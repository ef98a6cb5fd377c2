"""Pictures, pages and data files beside report.json; and files that are no release at all."""

import csv
import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from lejde.statistics.attack import UnreadableRelease, attack
from lejde.statistics.attack.files import MEASURES, files
from lejde.statistics.attack.picture import picture
from lejde.statistics.attack.tests.making import Asked, Variable, World, drawn, release, single

VARIABLES = {
    "acts": Variable(options=("x", "y")),
    "age": single("a20_29", "a30_39", "a40_49"),
}
WORLD = World(VARIABLES, drawn(VARIABLES, 60, 3))
DOCUMENT = release(WORLD, [Asked("age", ("age",)), Asked("acts", ("acts", "age"))])
HIDDEN = [line["key"] for line in DOCUMENT["tables"][1]["cells"] if line["status"] == "suppressed"]


def bar(key: list[str], inside: str = "", **told: str) -> str:
    attributes = {"height": "12", "width": "40", "y": "7", "class": "bar-3", **told}
    written = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    place = f'data-table="acts" data-key="{"|".join(key)}"'
    return f"<g><rect {place} {written}>{inside}</rect></g>"


def drawing(*bars: str) -> str:
    return f'<svg viewBox="0 0 300 200" xmlns="http://www.w3.org/2000/svg">{"".join(bars)}</svg>'


def test_hidden_bars_of_one_length_tell_nothing() -> None:
    first, second = HIDDEN[:2]
    title = "<title>20-29: hidden, so that nobody is recognised</title>"
    assert any("a20_29" in key for key in HIDDEN)
    young = next(key for key in HIDDEN if "a20_29" in key)
    text = drawing(bar(first), bar(second, y="30"), bar(young, title))
    assert picture(text, DOCUMENT) == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"data_count": "3"}, "its data-count"),
        ({"aria_label": "3 people"}, "its aria-label"),
        ({"inside": "<title>3</title>"}, "its text"),
        ({"inside": "<text><tspan>under 4</tspan></text>"}, "its text"),
    ],
)
def test_numbers_of_hidden_cells_are_found(told: dict[str, str], said: str) -> None:
    inside = told.pop("inside", "") if "inside" in told else ""
    key = next(key for key in HIDDEN if "a20_29" not in key)
    found = picture(drawing(bar(key, inside, **told)), DOCUMENT)
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ('<rect {} width="3" y="1"/>', '<rect {} width="4" y="2"/>', "width"),
        ('<path {} d="M0 1 h3 v2 h-3 z"/>', '<path {} d="M0 9 h4 v2 h-4 z"/>', "d"),
        ('<path {} d="M0 1L3 1"/>', '<path {} d="M0 5L4 5"/>', "d"),
        ('<line {} x1="1" x2="4"/>', '<line {} x1="1" x2="5"/>', "x"),
        ('<b {} style="width: 3%">', '<b {} style="width: 4%">', "style width"),
        ('<polygon {} points="0,0 3,0 3,1"/>', '<polygon {} points="0,5 4,5 4,6"/>', "points"),
    ],
)
def test_hidden_bars_that_differ_are_found(one: str, other: str, what: str) -> None:
    places = [f'data-table="acts" data-key="{"|".join(key)}"' for key in HIDDEN[:2]]
    text = drawing(one.format(places[0]), other.format(places[1]))
    found = picture(text, DOCUMENT)
    assert len(found) == 1
    assert f"differ in {what}" in found[0]
    assert picture(drawing(one.format(places[0]), one.format(places[1])), DOCUMENT) == []


def write(folder: Path) -> None:
    """A release folder that agrees with itself."""
    (folder / "tables").mkdir()
    (folder / "report.json").write_text(json.dumps(DOCUMENT))
    rows = []
    for table in DOCUMENT["tables"]:
        names = [one["id"] for one in table["dimensions"]]
        with (folder / "tables" / f"{table['id']}.csv").open("w", newline="") as lines:
            writer = csv.writer(lines)
            writer.writerow([*names, "status", *MEASURES])
            for line in table["cells"]:
                writer.writerow([*line["key"], line["status"], *(line.get(m) for m in MEASURES)])
        cube(folder, table)
        for line in table["cells"]:
            place = f'data-table="{table["id"]}" data-key="{"|".join(line["key"])}"'
            rows.append(f"<tr><td {place}>{line.get('count', ':')}</td></tr>")
    (folder / "report.html").write_text(f"<!doctype html><table>{''.join(rows)}</table>")


def cube(folder: Path, table: dict[str, Any]) -> None:
    codes = [[one["code"] for one in axis["categories"]] for axis in table["dimensions"]]
    size = [len(one) for one in codes]
    value: dict[str, int] = {}
    for line in table["cells"]:
        at = 0
        for code, axis in zip(line["key"], codes, strict=True):
            at = at * len(axis) + axis.index(code)
        if line["status"] == "published":
            value[str(at)] = line["count"]
    names = [axis["id"] for axis in table["dimensions"]]
    told = {name: {"category": {"index": axis}} for name, axis in zip(names, codes, strict=True)}
    document = {"version": "2.0", "class": "dataset", "id": names, "size": size,
                "dimension": told, "value": value}  # fmt: skip
    (folder / "tables" / f"{table['id']}.json").write_text(json.dumps(document))


def edit(path: Path, change: Callable[[str], str]) -> None:
    text = path.read_text()
    changed = change(text)
    assert changed != text
    path.write_text(changed)


def hidden_row(text: str) -> str:
    return text.replace("suppressed,,,", "suppressed,3,,", 1)


def test_a_folder_that_agrees(tmp_path: Path) -> None:
    write(tmp_path)
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("tables/acts.csv", hidden_row, "hidden, but carries a number"),
        ("tables/acts.csv", lambda t: t.replace("suppressed", "published", 1), "its status"),
        ("tables/age.csv", lambda t: t.replace("total,published,60", "total,published,61"),
         "not the numbers"),
        ("tables/age.csv", lambda t: t.replace("percent_of_all", "share"), "its columns"),
        ("tables/age.csv", lambda t: t[: t.rindex("a40_49")], "lacks"),
        ("tables/age.json", lambda t: t.replace('"0": 60', '"0": 61'), "not the numbers"),
        ("tables/acts.json", lambda t: t.replace('"value": {', '"status": "3 or 4", "value": {'),
         "its status has a number"),
        ("report.html", lambda t: t.replace(">:<", ">3<", 1), "its text has a number"),
        ("report.html", lambda t: t.replace(">60<", ">61<", 1), "61 is not in report.json"),
        ("report.html", lambda t: t.replace('"acts"', '"other"', 1), "not in report.json"),
    ],
)  # fmt: skip
def test_a_file_that_says_something_else(
    tmp_path: Path, name: str, change: Callable[[str], str], said: str
) -> None:
    write(tmp_path)
    edit(tmp_path / name, change)
    found = files(tmp_path)
    assert found
    assert all(said in one for one in found), found


def test_files_that_are_not_there_or_too_many(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "tables" / "age.csv").rename(tmp_path / "tables" / "raw.csv")
    assert files(tmp_path) == ["tables/age.csv: is not there",
                               "tables/raw.csv: of no table in report.json"]  # fmt: skip
    (tmp_path / "report.json").write_text("{")
    with pytest.raises(UnreadableRelease, match=r"report\.json"):
        files(tmp_path)


def broken(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    document = deepcopy(DOCUMENT)
    change(document)
    return document


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d.pop("rules"), "rules"),
        (lambda d: d.pop("tables"), "tables"),
        (lambda d: d["tables"][0].update(population="nobody"), "table age: population 'nobody'"),
        (lambda d: d["tables"][0].update(period="last year"), "table age: period"),
        (lambda d: d["tables"][0].update(minimum="5"), "table age: minimum"),
        (lambda d: d["tables"][0]["cells"][1]["key"].append("x"), "table age: key"),
        (lambda d: d["tables"][0]["cells"][1].update(key=["x"]), "'x'"),
        (lambda d: d["tables"][0]["cells"][0].update(count=-1), "table age, total: count"),
        (lambda d: d["tables"][0]["cells"][0].update(count=1.5), "table age, total: count"),
        (lambda d: d["tables"][0]["cells"][0].update(status="secret"), "status 'secret'"),
        (lambda d: d["tables"][0]["cells"][0].update(percent_of_all="9 %"), "percent_of_all"),
        (lambda d: d["tables"][0]["dimensions"][0]["categories"][1].update(parent="z"), "root"),
        (lambda d: d["tables"][0]["dimensions"][0]["categories"].pop(0), "root"),
        (lambda d: d["populations"][0].update(of="clients"), "population clients"),
    ],
)
def test_what_is_no_release_is_refused_by_name(
    change: Callable[[dict[str, Any]], object], said: str
) -> None:
    with pytest.raises(UnreadableRelease, match=said):
        attack([broken(change)])


def test_what_is_listed_wrongly_is_told() -> None:
    twice = broken(lambda d: d["tables"][0]["cells"].append(d["tables"][0]["cells"][0]))
    assert any("listed twice" in text for text in attack([twice]).contradictions)
    lacking = broken(lambda d: d["tables"][0]["cells"].pop())
    assert any("lists" in text for text in attack([lacking]).contradictions)
    wrong = broken(lambda d: d["tables"][0].update(suppressed=99))
    assert any("says 99" in text for text in attack([wrong]).contradictions)
