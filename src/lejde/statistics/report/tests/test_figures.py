"""Figures are drawn from published cells, and one scale holds for one figure."""

from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.utils import translation

from lejde.statistics.report import drawing, figures
from lejde.statistics.report.document import Document, Table, read
from lejde.statistics.report.groups import Group, groups_by, whole
from lejde.statistics.report.tests import sample

SVG = "{http://www.w3.org/2000/svg}"


def drawn(table: dict[str, Any]) -> tuple[Element, Document, Table, Group]:
    document = read(sample.document(table))
    (only,) = document.tables
    group = whole(document, only)
    with translation.override("en"):
        svg = fromstring(figures.bars(only, group, figures.scale_of([group])))
    return svg, document, only, group


def of(svg: Element, look: str) -> list[Element]:
    return [one for one in svg.iter() if one.get("class") == look and one.tag == f"{SVG}rect"]


def widths(svg: Element, look: str) -> list[float]:
    return [float(one.get("width", "")) for one in of(svg, look)]


def test_bars_are_as_long_as_their_share() -> None:
    svg, _document, _table, _group = drawn(sample.acts())
    long = widths(svg, "bar")
    unit = long[0] / 74
    assert long == [pytest.approx(share * unit, abs=0.1) for share in (74, 11, 58, 17)]
    assert widths(svg, "missing") == []


def test_missing_follows_each_bar_in_grey_where_shares_are_of_all() -> None:
    svg, _document, _table, _group = drawn(sample.intoxicated())
    bars, grey = widths(svg, "bar"), widths(svg, "missing")
    assert len(bars) == len(grey) == 3
    assert grey[0] / bars[0] == pytest.approx(14 / 42, abs=0.01)
    parents = {child: parent for parent in svg.iter() for child in parent}
    starts = [parents[one].get("transform") for one in of(svg, "missing")]
    assert starts == [f"translate({drawing.short(width)} 0)" for width in bars]


def test_missing_stands_beyond_hundred_where_shares_are_of_the_answered() -> None:
    svg, _document, table, group = drawn(sample.first_time())
    scale = figures.scale_of([group])
    parents = {child: parent for parent in svg.iter() for child in parent}
    (start,) = {parents[one].get("transform") for one in of(svg, "missing")}
    assert start == f"translate({drawing.short(scale.at(100) + figures.GAP)} 0)"
    reach = scale.at(100) + figures.GAP + max(widths(svg, "missing"))
    assert reach <= scale.width and table.percent_of == "answered"


def test_hidden_bars_are_alike_and_say_no_number() -> None:
    svg, _document, _table, _group = drawn(sample.wish())
    assert widths(svg, "hidden") == [drawing.HIDDEN] * 2
    titles = [one.findtext(f"{SVG}title") for one in of(svg, "hidden")]
    assert titles == ["do it less: hidden", "go on as now: hidden"]
    assert [one.text for one in svg.iter(f"{SVG}text")].count(":") == 2


def test_panels_of_one_figure_share_one_scale() -> None:
    document = read(sample.document(sample.by_age()))
    (table,) = document.tables
    panels = groups_by(document, table, table.divided_by[0])
    scale = figures.scale_of(panels, figures.NARROW)
    with translation.override("en"):
        svgs = [fromstring(figures.bars(table, one, scale)) for one in panels]
    units = {
        round(width / share, 1)
        for svg, panel in zip(svgs, panels, strict=True)
        for width, answer in zip(widths(svg, "bar"), panel.answers, strict=False)
        if (share := panel.share(answer))
    }
    assert len(units) == 1
    hidden = {width for svg in svgs for width in widths(svg, "hidden")}
    assert hidden == {drawing.HIDDEN}


def test_alt_text_says_shares_missing_and_hidden() -> None:
    svg, _document, _table, _group = drawn(sample.wish())
    told = (svg.get("aria-label") or "").replace("\u00a0", " ")
    assert told.endswith("stop 25 %; do it less hidden; go on as now hidden; not recorded 30 %.")


def test_no_style_that_a_strict_policy_would_drop() -> None:
    for table in sample.whole_year()["tables"]:
        svg, _document, _table, _group = drawn(table | {"period": "2024"})
        for element in svg.iter():
            assert "style" not in element.attrib and element.tag != f"{SVG}style"


def test_words_of_the_document_cannot_become_markup() -> None:
    told = sample.acts()
    told["dimensions"][0]["label"] = '<script>alert("&")</script>'
    svg, _document, _table, _group = drawn(told)
    assert not list(svg.iter(f"{SVG}script"))
    assert any("<script>" in (one.text or "") for one in svg.iter(f"{SVG}text"))


def test_one_share_is_a_dot_between_its_bounds() -> None:
    document = read(sample.document(sample.first_time()))
    (table,) = document.tables
    group = whole(document, table)
    with translation.override("en"):
        svg = fromstring(figures.dot(table, group, group.answers[0]))
    (dot,) = svg.iter(f"{SVG}circle")
    lines = {one.get("class"): one for one in svg.iter(f"{SVG}line")}
    at, unit = float(dot.get("cx", "")), (figures.WIDE - 2 * figures.EDGE) / 100
    assert at == pytest.approx(32 * unit, abs=0.1)
    bounds = [float(lines["bounds"].get(end, "")) / unit for end in ("x1", "x2")]
    assert bounds == [pytest.approx(21, abs=0.1), pytest.approx(54, abs=0.1)]
    assert (dot.get("data-table"), dot.get("data-key")) == ("first_time", "yes")


def test_wilson_is_that_of_the_books() -> None:
    # Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611.
    assert figures.wilson(81, 263) == (25, 37)
    assert figures.wilson(0, 20) == (0, 17)
    assert figures.wilson(None, 20) is None


def test_what_follows_a_hidden_bar_does_not_tell_where_it_ends() -> None:
    told = sample.intoxicated()
    for cell in told["cells"]:
        if cell["key"] in (["alcohol"], ["other_drugs"]):
            key = cell["key"]
            cell.clear()
            cell.update(key=key, status="suppressed")
    svg, _document, _table, _group = drawn(told)
    parents = {child: parent for parent in svg.iter() for child in parent}
    starts = [parents[one].get("transform") for one in of(svg, "missing")]
    assert starts[:2] == [f"translate({drawing.HIDDEN} 0)"] * 2
