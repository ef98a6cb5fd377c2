"""The page and the paper: whole, in three languages, readable without eyes."""

import re
from functools import cache
from pathlib import Path

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
