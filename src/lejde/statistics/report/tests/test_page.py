"""The page and the paper: whole, in three languages, readable without eyes."""

import re
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from lejde.statistics.report import paper
from lejde.statistics.report.document import read
from lejde.statistics.report.html import page
from lejde.statistics.report.sections import sections
from lejde.statistics.report.tests import sample
from lejde.statistics.report.tests.reading import Node, tree
from lejde.statistics.report.write import write

LANGUAGES = ("nb", "da", "en")


@cache
def html(language: str = "en") -> str:
    document = read(sample.whole_year(language))
    with translation.override(language):
        return page(document, sections(document, [read(one) for one in sample.earlier()]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_well_formed_and_says_its_language(language: str) -> None:
    root = tree(html(language))
    (whole,) = [node for node in root.children if node.tag == "html"]
    assert whole.attributes["lang"] == language
    ids = [node.attributes["id"] for node in root.every() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    targets = [
        node.attributes["href"][1:]
        for node in root.every()
        if node.attributes.get("href", "").startswith("#")
    ]
    assert set(targets) <= set(ids) and len(targets) > 10


def test_nothing_comes_from_elsewhere_and_nothing_runs() -> None:
    root = tree(html())
    for node in root.every():
        assert node.tag not in ("script", "link", "iframe", "img")
        assert not any(name.startswith("on") or name == "style" for name in node.attributes)
        for name in ("href", "src"):
            assert not re.match(r"(https?:)?//", node.attributes.get(name, ""))
    assert "url(" not in html() and "@import" not in html()


def _sections(root: Node) -> list[Node]:
    return [node for node in root.every() if node.attributes.get("class") == "table"]


def test_every_figure_has_an_alt_text_and_a_table_beside_it() -> None:
    for section in _sections(tree(html())):
        tags = [node.tag for node in section.every()]
        images = [
            n for n in section.every() if n.tag == "svg" and "aria-hidden" not in n.attributes
        ]
        assert all(n.attributes["role"] == "img" and n.attributes["aria-label"] for n in images)
        assert "table" in tags
        for table in (n for n in section.every() if n.tag == "table"):
            heads = [n for n in table.every() if n.tag == "th"]
            assert all(head.attributes.get("scope") in ("col", "row") for head in heads)


def test_percents_are_whole_everywhere() -> None:
    for language in LANGUAGES:
        assert not re.search(r"\d[.,]\d+\s*(%|&nbsp;%)", tree(html(language)).whole_text())


def test_the_texts_of_the_page_are_translated() -> None:
    english = {
        node.whole_text().strip()
        for node in tree(html("en")).every()
        if node.tag in ("h1", "li", "figcaption")
    }
    for language in ("nb", "da"):
        told = {
            node.whole_text().strip() for node in tree(html(language)).every() if node.tag == "h1"
        }
        assert not told & english
    assert "Året 2024 i tall" in html("nb") and "Året 2024 i tal<" in html("da")


def test_texts_of_the_document_are_never_markup(tmp_path: Path) -> None:
    age = sample.age() | {"title": "<b>Age</b> & #strong[age]", "note": "$x$ #sys.inputs"}
    told = sample.document(age)
    write(told, tmp_path)
    text = (tmp_path / "report.html").read_text("utf-8")
    assert "<b>Age</b>" not in text and "&lt;b&gt;Age&lt;/b&gt;" in text
    tree(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_is_a_tagged_pdf(language: str) -> None:
    document = read(sample.whole_year(language))
    with translation.override(language):
        content = paper.pdf(document, sections(document, [read(one) for one in sample.earlier()]))
    assert content.startswith(b"%PDF-1.7")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert f"<dc:language><rdf:Bag><rdf:li>{language}".encode() in content


def test_the_same_document_gives_the_same_files(tmp_path: Path) -> None:
    once = write(sample.whole_year(), tmp_path / "once")
    twice = write(sample.whole_year(), tmp_path / "twice")
    assert [one.read_bytes() for one in once] == [two.read_bytes() for two in twice]


def _crossed() -> dict[str, Any]:
    """Three dimensions, and several answers by age, with hidden cells in both."""
    areas = {"near": "near", "abroad": "abroad"}
    dimensions = [
        sample.dimension("intoxicated", "Alcohol or drugs", sample.DRUGS),
        sample.dimension("age_band", "Age", sample.AGES),
        sample.dimension("area", "Where", areas),
    ]
    people = [
        ({"intoxicated": drug, "age_band": age, "area": area}, 12 + place)
        for place, (drug, age, area) in enumerate(product(sample.DRUGS, sample.AGES, areas))
    ]
    hidden = {("alcohol", "20_29", "near"), ("alcohol", "20_29", "abroad")}
    deep = sample.table("deep", "Deep", dimensions, people, hidden)
    options = [sample.dimension(f"acts.{one}", one, {"yes": "yes", "no": "no"}) for one in "ab"]
    bands = sample.dimension("age_band", "Age", sample.AGES)
    told = [({"acts.a": "yes", "acts.b": "no", "age_band": age}, 40) for age in sample.AGES]
    hidden = {("yes", "total", "20_29"), ("no", "total", "20_29")}
    wide = sample.table("wide", "Wide", [*options, bands], told, hidden, multiple_answers=True)
    return sample.document(deep, wide)


def test_tables_of_many_sides_are_shown_by_each_and_listed_whole(tmp_path: Path) -> None:
    write(_crossed(), tmp_path)
    text = (tmp_path / "report.html").read_text("utf-8")
    deep, wide = _sections(tree(text))[:2]
    captions = [n.whole_text().strip() for n in deep.every() if n.tag == "figcaption"]
    assert captions[0] == "Age: All (1062)" and captions[-1] == "Where: abroad (540)"
    assert len(captions) == 1 + len(sample.AGES) + 2
    (whole,) = [node for node in deep.every() if node.tag == "details"]
    keys = [n.attributes["data-key"] for n in whole.every() if "data-key" in n.attributes]
    assert len(keys) == len(set(keys)) == 8 * 11 * 7
    hidden = {
        node.attributes["data-key"]
        for node in wide.every()
        if node.attributes.get("class") == "hidden" and "data-key" in node.attributes
    }
    assert hidden == {"yes|total|20_29"}
