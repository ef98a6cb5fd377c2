"""The tables that stand beside the figures, for the page and for paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lejde.statistics.report.compare import Course, Step
from lejde.statistics.report.document import SIGN, Cell, Dimension, Document, Table
from lejde.statistics.report.groups import Answer, Group, groups_by, whole
from lejde.statistics.report.words import number, percent_sign, period_name

# Nothing to tell: a percent over too small a base, a total's share.
NONE = "–"


@dataclass(frozen=True)
class Box:
    """One place of a grid; `key` where it stands for a cell of this document."""

    text: str
    table: str = ""
    key: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Row:
    label: str
    boxes: Sequence[Box]
    depth: int = 0
    apart: bool = False


@dataclass(frozen=True)
class Grid:
    caption: str
    columns: Sequence[str]
    rows: Sequence[Row]


def box(table: Table, cell: Cell, text: str) -> Box:
    return Box(SIGN if cell.hidden else text, table.id, "|".join(cell.key), cell.hidden)


def simple(document: Document, table: Table) -> Grid:
    """Answers, then kinds of missing, then the total; count and both percents."""
    group = whole(document, table)
    rows = [_row(table, one, one.depth) for one in group.answers]
    rows += [_row(table, one, apart=place == 0) for place, one in enumerate(group.missing)]
    rows.append(_row(table, Answer("total", _("Total"), group.total), apart=True))
    columns = [_answers(table), _("Count"), _("% of answers"), _("% of all")]
    return Grid(_caption(document, table), columns, rows)


def _row(table: Table, answer: Answer, depth: int = 0, apart: bool = False) -> Row:
    cell = answer.cell
    percents = [box(table, cell, _share(one)) for one in (cell.of_answered, cell.of_all)]
    boxes = [box(table, cell, str(cell.count)), *percents]
    return Row(answer.label, boxes, depth, apart)


def _share(share: int | None) -> str:
    return NONE if share is None else percent_sign(share)


def _caption(document: Document, table: Table) -> str:
    return (
        f"{table.title}, {document.population(table.population).label}, {period_name(table.period)}"
    )


def _answers(table: Table) -> str:
    return _("Option") if table.several else _("Answer")


def divided(document: Document, table: Table, by: Dimension) -> Grid:
    """Answers down, categories of one dimension across; each place count and share."""
    # Nobody there, and nobody missing so, is said by the CSV file; a page has no room for it.
    groups = [one for one in groups_by(document, table, by) if one.total.count != 0]
    first = groups_by(document, table, by)[0]
    rows = [
        Row(one.label, [_place(table, group, group.answers[at]) for group in groups], one.depth)
        for at, one in enumerate(first.answers)
    ]
    rows += [
        Row(one.label, [_place(table, group, group.missing[at]) for group in groups])
        for at, one in enumerate(first.missing)
        if one.cell.count != 0
    ]
    totals = [box(table, group.total, number(group.total, None)) for group in groups]
    rows.append(Row(_("Total"), totals, 0, True))
    caption = f"{_caption(document, table)}: {by.label}"
    return Grid(caption, [_answers(table), *(group.label for group in groups)], rows)


def _place(table: Table, group: Group, answer: Answer) -> Box:
    return box(table, answer.cell, number(answer.cell, group.share(answer)))


def listing(table: Table) -> Grid:
    """Every cell, for tables that no grid of two sides can hold."""
    labels = [{one.code: one.label for one in d.categories} for d in table.dimensions]
    rows = [
        Row(
            " · ".join(known[code] for known, code in zip(labels, cell.key, strict=True)),
            [box(table, cell, number(cell, cell.percent(table.percent_of)))],
        )
        for cell in table.cells.values()
    ]
    head = " · ".join(dimension.label for dimension in table.dimensions)
    return Grid(_("Every cell"), [head, _("Count")], rows)


def over_years(table: Table, courses: list[Course], now: int) -> Grid:
    """The shares of earlier releases beside this year's."""
    years = [str(step.year) for step in courses[0].steps]
    rows = [Row(one.label, [_step(table, step, now) for step in one.steps]) for one in courses]
    caption = _("%(title)s over the years") % {"title": table.title}
    return Grid(caption, [_answers(table), *years], rows)


def _step(table: Table, step: Step, now: int) -> Box:
    text = SIGN if step.cell.hidden else _share(step.share)
    if step.year == now:
        return box(table, step.cell, text)
    return Box(text, hidden=step.cell.hidden)
