"""A release in a folder: whether all its files agree, and none says more than report.json."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .cells import UnreadableRelease
from .picture import elements, picture
from .reading import read

MEASURES = ("count", "percent_of_answered", "percent_of_all")
WRITTEN = re.compile(r"(\d[\d\s\u00a0\u202f.,]*)\s*%?")
# Of each listed key: its measures as printed, None where hidden.
Printed = Mapping[str, tuple[int | float | None, ...] | None]


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableRelease(f"{path.name}: {error}") from error


def _printed(document: Any) -> dict[str, Printed]:
    return {
        table.id: {
            "|".join(line.key): None
            if line.count is None
            else (line.count, line.of_answered, line.of_all)
            for line in table.lines
        }
        for table in read(document).tables
    }


def _number(text: str) -> int | float | None:
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return -1


def _compared(
    where: str, told: Mapping[str, tuple[int | float | None, ...]], printed: Printed
) -> Iterator[str]:
    """What a file tells of each key beside what report.json tells."""
    for key, measures in told.items():
        if key not in printed:
            yield f"{where}, {key}: not in report.json"
        elif printed[key] is None:
            if any(measure is not None for measure in measures):
                yield f"{where}, {key}: hidden, but carries a number"
        elif tuple(measures) != printed[key]:
            yield f"{where}, {key}: not the numbers of report.json"
    lacking = len(printed.keys() - told.keys())
    if lacking:
        yield f"{where}: lacks {lacking} keys of report.json"


def _csv(path: Path, dimensions: list[str], printed: Printed) -> Iterator[str]:
    where = f"tables/{path.name}"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        columns = [*dimensions, "status", *MEASURES]
        if set(reader.fieldnames or ()) != set(columns):
            yield f"{where}: its columns are not {', '.join(columns)}"
            return
        told: dict[str, tuple[int | float | None, ...]] = {}
        for row in reader:
            key = "|".join(row[name] for name in dimensions)
            if key in told:
                yield f"{where}, {key}: listed twice"
            told[key] = tuple(_number(row[name]) for name in MEASURES)
            status = "suppressed" if printed.get(key) is None else "published"
            if key in printed and row["status"] != status:
                yield f"{where}, {key}: its status is not that of report.json"
    yield from _compared(where, told, printed)


def _codes(category: Mapping[str, Any]) -> list[str]:
    """JSON-stat lists codes, or says the place of each; of a single one it may only have a name."""
    index = category.get("index", category.get("label", {}))
    if isinstance(index, list):
        return [str(code) for code in index]
    return sorted(index, key=lambda code: index[code] if isinstance(index[code], int) else 0)


def _places(cube: Mapping[str, Any], where: str) -> Iterator[tuple[dict[str, str], Any, Any]]:
    """({dimension: code}, value, status) of each place of a cube."""
    try:
        axes = [(name, _codes(cube["dimension"][name]["category"])) for name in cube["id"]]
        values, status = cube["value"], cube.get("status") or {}
    except (KeyError, TypeError) as error:
        raise UnreadableRelease(f"{where}: no JSON-stat dataset, {error}") from error
    if [len(codes) for _, codes in axes] != list(cube.get("size", ())):
        raise UnreadableRelease(f"{where}: size does not fit the categories")
    number = 1
    for _, codes in axes:
        number *= len(codes)
    if isinstance(values, list) and len(values) != number:
        raise UnreadableRelease(f"{where}: {len(values)} values for {number} places")
    for at in range(number):
        place, rest = {}, at
        for name, codes in reversed(axes):
            rest, n = divmod(rest, len(codes))
            place[name] = codes[n]
        yield place, _at(values, at), _at(status, at)


def _at(held: Any, at: int) -> Any:
    if isinstance(held, list):
        return held[at] if at < len(held) else None
    return held.get(str(at)) if isinstance(held, Mapping) else held


def _cube(path: Path, dimensions: list[str], printed: Printed) -> Iterator[str]:
    where = f"tables/{path.name}"
    measures: dict[str, dict[str, Any]] = {}
    seen: set[str] = set()
    for place, value, status in _places(_load(path), where):
        key = "|".join(place.pop(name, "?") for name in dimensions)
        names = [code for code in place.values() if code in MEASURES]
        if key not in printed:
            # Keys that combine two options have a place in a cube, and nothing in it.
            if value is not None:
                yield f"{where}, {key}: not in report.json"
            continue
        seen.add(key)
        if printed[key] is None and re.search(r"\d", str(status)):
            yield f"{where}, {key}: hidden, but its status has a number"
        measures.setdefault(key, {})[names[0] if names else "count"] = value
    used = sorted({name for told in measures.values() for name in told}, key=MEASURES.index)
    kept: Printed = {
        key: None if told is None else tuple(told[MEASURES.index(name)] for name in used)
        for key, told in printed.items()
    }
    told = {key: tuple(one.get(name) for name in used) for key, one in measures.items()}
    yield from _compared(where, told, kept)


def _page(path: Path, printed: Mapping[str, Printed], document: Any) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    for leak in picture(text, document):
        yield f"{path.name}: {leak}"
    for element in elements(text):
        table, key = element.place
        if key not in printed.get(table, {}):
            yield f"{path.name}: table {table}, {key}: not in report.json"
            continue
        told = printed[table][key]
        written = WRITTEN.fullmatch(element.text.strip())
        if told is not None and written:
            number = re.sub(r"\D", "", written[1])
            if number not in {str(measure) for measure in told}:
                yield f"{path.name}: table {table}, {key}: {number} is not in report.json"


def files(folder: Path) -> list[str]:
    """What disagrees in a release folder or says more than its report.json, a line for each.

    Raises UnreadableRelease where a file is not what its name says.
    """
    document = _load(folder / "report.json")
    printed = _printed(document)
    found: list[str] = []
    for table in read(document).tables:
        dimensions = [one.id for one in table.dimensions]
        for ending, compare in ((".csv", _csv), (".json", _cube)):
            path = folder / "tables" / f"{table.id}{ending}"
            if path.is_file():
                found += compare(path, dimensions, printed[table.id])
            else:
                found.append(f"tables/{path.name}: is not there")
    for path in sorted((folder / "tables").glob("*")):
        if path.suffix in (".csv", ".json") and path.stem not in printed:
            found.append(f"tables/{path.name}: of no table in report.json")
    for path in (*sorted(folder.glob("*.html")), *sorted(folder.rglob("*.svg"))):
        found += _page(path, printed, document)
    return found
