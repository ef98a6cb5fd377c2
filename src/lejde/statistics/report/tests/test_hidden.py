"""A hidden cell carries no number in any file, and nothing works it out for the reader."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils import translation

from lejde.statistics.report import paper
from lejde.statistics.report.document import NotADocument, read
from lejde.statistics.report.html import page
from lejde.statistics.report.sections import sections
from lejde.statistics.report.tests import sample
from lejde.statistics.report.tests.reading import Node, tree
from lejde.statistics.report.write import write

# One hidden cell alone: anyone could subtract, so the report must not do it for them.
ALONE = {"stop": 5101, "less": 7717, "keep": 6203, "not_asked": 8804}


def alone() -> dict[str, Any]:
    labels = {"stop": "stop", "less": "do it less", "keep": "go on as now"}
    dimensions = [sample.dimension("wish", "Wishes to", labels)]
    return sample.document(
        sample.table("wish", "Wish", dimensions, sample.one("wish", ALONE), {("less",)})
    )


def test_what_could_be_subtracted_stands_nowhere(tmp_path: Path) -> None:
    told = alone()
    # 28 % of all and 41 % of who answered are the hidden cell's shares, and no other's.
    for path in write(told, tmp_path):
        if path.suffix != ".pdf":
            text = path.read_text("utf-8")
            assert "7717" not in text and "41\u00a0%" not in text and "28\u00a0%" not in text
    document = read(told)
    with translation.override("en"):
        content = str(paper._content(document, sections(document, [])))
    assert "7717" not in content and "41\\xa0%" not in content and "28\\xa0%" not in content


@pytest.mark.parametrize(
    "extra", [{"count": 7717}, {"percent_of_all": 12}, {"count": None}, {"range": [0, 9]}]
)
def test_a_document_whose_hidden_cell_carries_more_is_refused(
    tmp_path: Path, extra: dict[str, Any]
) -> None:
    told = alone()
    hidden = next(one for one in told["tables"][0]["cells"] if one["status"] == "suppressed")
    hidden.update(extra)
    with pytest.raises(NotADocument):
        write(told, tmp_path / "report")
    with pytest.raises(NotADocument):
        write(sample.document(sample.age(), year=2025), tmp_path / "report", [told])
    assert not (tmp_path / "report").exists()


def _html() -> str:
    document = read(sample.whole_year())
    with translation.override("en"):
        return page(document, sections(document, [read(one) for one in sample.earlier()]))


def _marks(root: Node) -> Iterator[tuple[Node, dict[str, Any]]]:
    cells = {
        (table["id"], "|".join(cell["key"])): cell
        for table in sample.whole_year()["tables"]
        for cell in table["cells"]
    }
    for node in root.every():
        if "data-key" in node.attributes:
            yield node, cells[node.attributes["data-table"], node.attributes["data-key"]]


def test_marks_of_hidden_cells_carry_no_number_and_one_length() -> None:
    hidden = [node for node, cell in _marks(tree(_html())) if cell["status"] == "suppressed"]
    assert {"td", "rect", "text"} <= {node.tag for node in hidden}
    assert (
        len({(n.attributes["width"], n.attributes["height"]) for n in hidden if n.tag == "rect"})
        == 1
    )
    drawn = {
        "width",
        "height",
        "x",
        "y",
        "stroke-width",
        "fill",
        "stroke",
        "data-key",
        "data-table",
    }
    for node in hidden:
        label = node.whole_text().strip()
        assert label == ":" if node.tag in ("td", "text") else not re.search(r"\d", label)
        rest = {name: value for name, value in node.attributes.items() if name not in drawn}
        assert not re.search(r"\d", str(rest)), rest


def test_marks_of_published_cells_say_their_own_number() -> None:
    seen = 0
    for node, cell in _marks(tree(_html())):
        if cell["status"] == "published" and node.tag in ("td", "rect", "circle"):
            numbers = {
                int(one) for one in re.findall(r"(?<![\d–-])\d+(?![\d–])", node.whole_text())
            }
            own = {cell["count"], cell["percent_of_answered"], cell["percent_of_all"]}
            assert numbers & own or node.whole_text().strip() == "–", (node.whole_text(), cell)
            seen += 1
    assert seen > 100


def test_every_hidden_band_is_drawn_the_same(tmp_path: Path) -> None:
    svgs = re.findall(r"<svg.*?</svg>", _html(), re.S)
    bands = [
        (rect.get("width"), rect.get("height"), rect.get("x"))
        for svg in svgs
        for rect in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}rect")
        if rect.get("class") == "hidden"
    ]
    assert len(bands) > 5 and len(set(bands)) == 1
