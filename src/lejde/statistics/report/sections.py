"""The report as it is laid out, once for the page and once for paper: words, figures, grids."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lejde.statistics.report import compare, drawing, figures, lines, words
from lejde.statistics.report.document import SIGN, YES, Document, Table
from lejde.statistics.report.grids import Grid, divided, listing, over_years, simple
from lejde.statistics.report.groups import Group, groups_by, is_single_share, whole


@dataclass(frozen=True)
class Figure:
    """`svg` says itself what it shows; `caption` stands over a panel among several."""

    svg: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class Mark:
    """A line of the legend; `swatch` is SVG, or empty."""

    text: str
    swatch: str = ""


@dataclass(frozen=True)
class Section:
    """Everything that stands under the title of one table."""

    id: str
    title: str
    question: str
    counted: str
    sentences: Sequence[words.Sentence]
    legend: Sequence[Mark]
    figures: Sequence[Figure]
    small: bool
    grids: Sequence[Grid]
    listing: Grid | None
    courses: Sequence[Figure] = ()
    years: Grid | None = None
    broken: Sequence[str] = ()
    of_the_year: bool = True
    files: Sequence[str] = ()


def title_of(document: Document) -> str:
    return _("The year %(year)s in numbers") % {"year": document.year}


def sections(document: Document, earlier: Iterable[Document]) -> list[Section]:
    """In the document's order; tables of other periods last."""
    before = list(earlier)
    told = [_section(document, table, before) for table in document.tables]
    return sorted(told, key=lambda one: not one.of_the_year)


def _section(document: Document, table: Table, earlier: list[Document]) -> Section:
    over = compare.courses(document, table, earlier)
    small = bool(table.divided_by)
    grids = [divided(document, table, one) for one in table.divided_by]
    return Section(
        id=table.id,
        title=_titled(document, table),
        question="" if table.question == table.title else table.question,
        counted=words.counted(document, table),
        sentences=words.sentences(document, table),
        legend=_legend(document, table),
        figures=_figures(document, table),
        small=small,
        grids=grids or [simple(document, table)],
        listing=listing(table) if len(table.divided_by) > 1 else None,
        courses=_courses(over, document.year),
        years=over_years(table, over, document.year) if over else None,
        broken=compare.reasons(over),
        of_the_year=table.period == str(document.year),
        files=[f"tables/{table.id}.csv", f"tables/{table.id}.json"],
    )


def _titled(document: Document, table: Table) -> str:
    if table.period == str(document.year):
        return table.title
    return f"{table.title}, {words.period_name(table.period)}"


def _figures(document: Document, table: Table) -> list[Figure]:
    group = whole(document, table)
    if not table.divided_by:
        return _single(table, group)
    found = []
    for place, dimension in enumerate(table.divided_by):
        panels = [one for one in groups_by(document, table, dimension) if one.total.count != 0]
        scale = figures.scale_of(panels or [group], figures.NARROW)
        # Everybody together stands in the first row of panels only.
        for panel in panels[1:] if place else panels:
            svg = figures.bars(table, panel, scale)
            title = _panel_title(panel, dimension.label)
            found.append(Figure(svg, figures.alt(table, panel), title))
    return found


def _panel_title(panel: Group, label: str) -> str:
    size = words.number(panel.total, None)
    return f"{label}: {panel.label} ({size})"


def _single(table: Table, group: Group) -> list[Figure]:
    if all(not one.cell.hidden and group.share(one) is None for one in group.answers):
        return []
    if is_single_share(group):
        answer = next(one for one in group.answers if one.code == YES)
        alt = figures.dot_alt(table, group, answer)
        return [Figure(figures.dot(table, group, answer), alt)]
    svg = figures.bars(table, group, figures.scale_of([group]))
    return [Figure(svg, figures.alt(table, group))]


def _courses(over: list[compare.Course], now: int) -> list[Figure]:
    return [Figure(lines.line(one, now), lines.alt(one), one.label) for one in over]


def _legend(document: Document, table: Table) -> list[Mark]:
    group = whole(document, table)
    of = _("Percent of all.") if table.percent_of == "all" else _("Percent of those who answered.")
    if is_single_share(group) and not table.divided_by:
        return [
            Mark(of, drawing.swatch("point")),
            Mark(
                _("What chance alone could make of it, 95 of 100 times."), drawing.swatch("chance")
            ),
            Mark(_("Whatever the missing answers were."), drawing.swatch("bounds")),
        ]
    legend = [Mark(of, drawing.swatch("bar"))]
    if group.unrecorded != 0:
        grey = (
            _("Not recorded.")
            if table.percent_of == "all"
            else _("Not recorded, beyond 100\u00a0%.")
        )
        legend.append(Mark(grey, drawing.swatch("missing")))
    if table.suppressed:
        told = _("Hidden (%(sign)s); always of this length.") % {"sign": SIGN}
        legend.append(Mark(told, drawing.swatch("hidden")))
    return legend


def signs(document: Document) -> Iterator[str]:
    """How the report is to be read, said once at its head."""
    told = {"sign": words.quoted(SIGN), "base": document.percent_base}
    yield (
        _("The sign %(sign)s: hidden to protect people. It does not say how large a number is.")
        % told
    )
    for unit, count in document.rules.get("minimum", {}).items():
        least = {"unit": words.unit_name(unit), "most": count - 1}
        yield _("A number from 1 to %(most)s %(unit)s is always hidden.") % least
    yield _("Other numbers are hidden too, where a small one could be worked out from them.")
    yield (
        _("Percentages are whole numbers, and stand only where at least %(base)s are counted.")
        % told
    )
    yield _("“Not recorded” stands apart: not asked, did not want to answer, does not know.")
    yield _("The numbers say what was recorded, not why it is so.")
