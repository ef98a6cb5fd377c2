"""The published figures of 2024 as the report shows them: one small grid for each table."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from lejde.statistics.report.document import SIGN, Document
from lejde.statistics.report.grids import NONE, Box, Grid, Row
from lejde.statistics.report.published import Comparison, comparisons, published
from lejde.statistics.report.words import percent_sign


@dataclass(frozen=True)
class Part:
    """One printed table; `remarks` are what must be known to read it."""

    title: str
    remarks: Sequence[str]
    grid: Grid


def parts(document: Document) -> list[Part]:
    """Empty for a report of another year."""
    return [
        _part(title, list(found))
        for title, found in groupby(comparisons(document), key=lambda one: one.title)
    ]


def introduction() -> str:
    told: dict[str, str] = published()["source"]
    return (
        _(
            "%(publisher)s in Norway has printed shares without the numbers behind them"
            " (“%(title)s”). Each stands here with the range that still agrees with its rounding."
        )
        % told
    )


def _part(title: str, found: list[Comparison]) -> Part:
    columns = [
        _("Answer"), _("Printed"), _("Fits from–to"), _("This report"), _("Fits"),
    ]  # fmt: skip
    remarks = list(found[0].remarks)
    if all(one.ours is None for one in found):
        remarks.append(_("This report has no such table."))
    return Part(title, remarks, Grid(title, columns, [_row(one) for one in found]))


def _row(one: Comparison) -> Row:
    reach = f"{_bound(one.lower)}–{_bound(one.upper)}"
    within = {True: _("yes"), False: _("no"), None: NONE}[one.within]
    return Row(one.label, [Box(one.printed), Box(reach), _ours(one), Box(within)])


def _bound(bound: float) -> str:
    return str(int(bound)) if bound == int(bound) else number_format(bound, 1)


def _ours(one: Comparison) -> Box:
    ours = one.ours
    if ours is None:
        return Box(NONE)
    hidden = ours.count is None
    text = SIGN if hidden else NONE if ours.share is None else percent_sign(ours.share)
    if ours.cell is None:
        return Box(text, hidden=hidden)
    return Box(text, ours.table.id, "|".join(ours.cell.key), hidden)
