"""SVG in the few shapes that the figures need.

Presentation attributes carry the paper's colours, classes let a page's own style sheet change
them; no style attribute, which a strict policy would drop.
"""

import textwrap
from xml.etree import ElementTree

from django.utils.safestring import SafeString, mark_safe

from lejde.statistics.report.document import Cell

# One length for every hidden bar: a length is a number.
HIDDEN = 44
BAR = 16
LINE = 16
# Mean width of a letter at size 13, by which labels are broken.
LETTER = 6.6
LOOKS = {
    "bar": {"fill": "#1c5a5e"},
    "missing": {"fill": "#dfe3e2", "stroke": "#5b686b", "stroke-dasharray": "2 2"},
    "hidden": {"fill": "#ffffff", "stroke": "#3d4a4d", "stroke-width": "1"},
    "hatch": {"stroke": "#3d4a4d", "stroke-width": "1.5", "fill": "none"},
    "grid": {"stroke": "#aab3b3", "stroke-width": "1"},
    "axis": {"stroke": "#3d4a4d", "stroke-width": "1"},
    "path": {"stroke": "#1c5a5e", "stroke-width": "2.5", "fill": "none"},
    "chance": {"stroke": "#1c5a5e", "stroke-width": "8", "stroke-opacity": "0.45"},
    "bounds": {"stroke": "#1d2a2e", "stroke-width": "1.5"},
    "ground": {"stroke": "#ffffff", "stroke-width": "4", "fill": "#ffffff"},
    "point": {"fill": "#1c5a5e", "stroke": "#ffffff", "stroke-width": "1.5"},
    "said": {"fill": "#1d2a2e"},
    "quiet": {"fill": "#3d4a4d"},
}  # fmt: skip
Element = ElementTree.Element
FONT = "Libertinus Serif, sans-serif"


def picture(width: float, height: float, alt: str) -> Element:
    """An image that a screen reader reads as `alt`; drawn for the page to scale."""
    return Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {short(width)} {short(height)}",
            "width": short(width),
            "height": short(height),
            "role": "img",
            "aria-label": alt,
            "font-family": FONT,
            "font-size": "13",
        },
    )


def placed(parent: Element, x: float, y: float) -> Element:
    """What is drawn in it stands in no numbers of its own."""
    where = {"transform": f"translate({short(x)} {short(y)})"}
    return ElementTree.SubElement(parent, "g", where)


def rectangle(parent: Element, size: tuple[float, float], look: str, rounded: int = 0) -> Element:
    told = {"class": look, "width": short(size[0]), "height": short(size[1]), **LOOKS[look]}
    if rounded:
        told["rx"] = str(rounded)
    return ElementTree.SubElement(parent, "rect", told)


def line(
    parent: Element, start: tuple[float, float], end: tuple[float, float], look: str
) -> Element:
    told = {"x1": short(start[0]), "y1": short(start[1]), "x2": short(end[0]), "y2": short(end[1])}
    return ElementTree.SubElement(parent, "line", {"class": look, **told, **LOOKS[look]})


def point(parent: Element, x: float, y: float) -> Element:
    told = {"class": "point", "cx": short(x), "cy": short(y), "r": "5", **LOOKS["point"]}
    return ElementTree.SubElement(parent, "circle", told)


def say(
    parent: Element, at: tuple[float, float], words: str, anchor: str = "start", look: str = "said"
) -> Element:
    told = {"class": look, "x": short(at[0]), "y": short(at[1]), "text-anchor": anchor}
    element = ElementTree.SubElement(parent, "text", {**told, **LOOKS[look]})
    element.text = words
    return element


def hidden_band(parent: Element) -> Element:
    """The hatched band; told apart from a bar without colour."""
    band = rectangle(parent, (HIDDEN, BAR), "hidden")
    strokes = [(x, min(x + BAR, HIDDEN)) for x in range(0, HIDDEN, 8)]
    drawn = " ".join(f"M{x} {BAR}L{end} {BAR - (end - x)}" for x, end in strokes)
    hatch = {"class": "hatch", "d": f"M0 8L8 0 {drawn}", **LOOKS["hatch"]}
    ElementTree.SubElement(parent, "path", hatch)
    return band


def stands_for(element: Element, table: str, cell: Cell, told: str) -> None:
    """Ties a mark to its cell; `told` is shown by the pointer."""
    element.set("data-table", table)
    element.set("data-key", "|".join(cell.key))
    tell(element, told)


def tell(element: Element, told: str) -> None:
    """What the pointer shows at a mark."""
    ElementTree.SubElement(element, "title").text = told


def say_over(parent: Element, at: tuple[float, float], words: str) -> None:
    """Words that a line may pass behind."""
    say(parent, at, words, "middle", "ground")
    say(parent, at, words, "middle")


def swatch(look: str) -> SafeString:
    """One mark of the legend, of the size that all have there."""
    image = picture(HIDDEN, BAR, "")
    image.attrib.pop("aria-label")
    image.attrib.pop("role")
    image.set("aria-hidden", "true")
    if look == "hidden":
        hidden_band(image)
    elif look == "point":
        point(image, HIDDEN / 2, BAR / 2)
    elif "fill" in LOOKS[look]:
        rectangle(image, (HIDDEN, BAR), look)
    else:
        line(image, (0, BAR / 2), (HIDDEN, BAR / 2), look)
    return markup(image)


def broken(words: str, width: float) -> list[str]:
    return textwrap.wrap(words, max(8, int(width / LETTER))) or [""]


def markup(element: Element) -> SafeString:
    # The tree escapes what it is given.
    return mark_safe(ElementTree.tostring(element, encoding="unicode"))  # noqa: S308


def short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
