"""A drawing or page beside its document: what it tells of cells that the document hides."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from .reading import read

# How large something is drawn is compared between hidden cells; what any other attribute says is
# read, but for names, places and colours, in which numbers mean nothing.
LENGTHS = ("width", "height", "r")
PLACES = frozenset((
    "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "dx", "dy", "rx", "ry", "transform", "viewbox",
    "tabindex", "colspan", "rowspan", "stroke-width", "font-size", "fill", "stroke", "class", "id",
    "href", "headers", "for", "aria-labelledby", "aria-describedby", "data-table", "data-key",
))  # fmt: skip
SIZES = frozenset((*LENGTHS, "d", "points", "style"))
STANDS = frozenset(("left", "right", "top", "bottom", "order", "grid-row", "grid-column"))
VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
))  # fmt: skip
NUMBER = re.compile(r"\d+")
Place = tuple[str, str]


@dataclass(slots=True)
class Element:
    """An element of a cell, or inside one; `text` is what is written in it."""

    tag: str
    attributes: dict[str, str]
    place: Place
    text: str = ""


class _Reader(HTMLParser):
    """Collects the elements that belong to cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Element] = []
        self.open: list[tuple[str, Element | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        around = self.open[-1][1] if self.open else None
        place = around.place if around else None
        if "data-table" in attributes and "data-key" in attributes:
            place = attributes["data-table"], attributes["data-key"]
        element = Element(tag, attributes, place) if place else None
        if element:
            self.found.append(element)
        if tag not in VOID:
            self.open.append((tag, element))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        tags = [name for name, _ in self.open]
        if tag in tags:
            del self.open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if self.open and (element := self.open[-1][1]):
            element.text += data


def elements(text: str) -> list[Element]:
    """All elements of an SVG or HTML text that belong to cells."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.found


def _path(path: str) -> str:
    """How far a path of straight lines reaches; one with curves as it is, but for its start."""
    across, down, at = [], [], [0.0, 0.0]
    for command, told in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers = [float(one) for one in re.findall(r"-?\d*\.?\d+", told)]
        if command not in "MLHVZmlhvz":
            return re.sub(r"^\s*M[^A-Za-z]*", "", path)
        axes = {"H": [0], "V": [1]}.get(command.upper(), [0, 1])
        for n, number in enumerate(numbers):
            axis = axes[n % len(axes)]
            at[axis] = number + (at[axis] if command.islower() else 0.0)
            if axis == axes[-1]:
                across.append(at[0])
                down.append(at[1])
    if not across:
        return ""
    return f"{max(across) - min(across):g} x {max(down) - min(down):g}"


def _names(table: Mapping[str, Any], key: Sequence[str]) -> set[str]:
    """Numbers in what the cell is called, so that no age is taken for a count."""
    words = [table.get("title"), table.get("question"), table["period"], table["minimum"]]
    for dimension, code in zip(table["dimensions"], key, strict=True):
        words += [dimension.get("label"), code]
        words += [one.get("label") for one in dimension["categories"] if one["code"] == code]
    return set(NUMBER.findall(" ".join(map(str, words))))


def _numbers(element: Element, names: set[str]) -> Iterator[str]:
    """Where a number stands that no name explains."""
    for name, value in element.attributes.items():
        if name not in PLACES and name not in SIZES and set(NUMBER.findall(value)) - names:
            yield f"its {name}"
    if set(NUMBER.findall(element.text)) - names:
        yield "its text"


def _sizes(element: Element) -> Iterator[tuple[str, str]]:
    """(what, how large) of whatever says how large the element is drawn."""
    told = element.attributes
    for name in LENGTHS:
        if name in told:
            yield name, told[name]
    if element.tag == "line":
        for axis in "xy":
            ends = (told.get(f"{axis}2", "0"), told.get(f"{axis}1", "0"))
            yield axis, f"{float(ends[0]) - float(ends[1]):g}"
    if element.tag == "path":
        yield "d", _path(told.get("d", ""))
    if "points" in told:
        yield "points", _path(f"M {told['points']}")
    for part in told.get("style", "").split(";"):
        name, _, value = part.partition(":")
        if NUMBER.search(value) and name.strip() not in STANDS:
            yield f"style {name.strip()}", value.strip()


def picture(text: str, document: Mapping[str, Any]) -> list[str]:
    """What an SVG or HTML text gives away of hidden cells, a line for each.

    Raises UnreadableRelease. Numbers in the name of a cell are not taken for its count.
    """
    names = {
        (table.id, "|".join(line.key)): _names(raw, line.key)
        for table, raw in zip(read(document).tables, document["tables"], strict=True)
        for line in table.lines
        if line.count is None
    }
    leaks: list[str] = []
    sizes: dict[tuple[str, str, str], dict[str, str]] = {}
    for element in elements(text):
        if element.place not in names:
            continue
        table, key = element.place
        for where in _numbers(element, names[element.place]):
            leaks.append(f"table {table}, {key}: hidden, but {where} has a number")
        for what, size in _sizes(element):
            sizes.setdefault((table, element.tag, what), {}).setdefault(size, key)
    for (table, tag, what), different in sizes.items():
        if len(different) > 1:
            keys = ", ".join(different.values())
            leaks.append(f"table {table}: hidden, but {tag} differ in {what}: {keys}")
    return leaks
