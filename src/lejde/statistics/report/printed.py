"""The published figures of 2024 as one grid of the report."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from lejde.statistics.report.document import SIGN, Document
from lejde.statistics.report.grids import NONE, Box, Grid, Row
from lejde.statistics.report.published import Comparison, comparisons, published
from lejde.statistics.report.words import percent_sign


def grid(document: Document) -> Grid | None:
    """None for a report of another year."""
    found = comparisons(document)
    if not found:
        return None
    source = published()["source"]
    caption = _("Printed by %(publisher)s, “%(title)s”, and in this report") % source
    columns = [
        _("Answer"), _("Printed"), _("Agrees from–to, in percent"), _("This report"),
        _("Within"), _("To know"),
    ]  # fmt: skip
    return Grid(caption, columns, [_row(one) for one in found], texts=True)


def _row(one: Comparison) -> Row:
    reach = f"{_bound(one.lower)}–{_bound(one.upper)}"
    within = {True: _("yes"), False: _("no"), None: NONE}[one.within]
    boxes = [Box(one.printed), Box(reach), _ours(one), Box(within), Box(" ".join(one.remarks))]
    return Row(f"{one.title}: {one.label}", boxes)


def _bound(bound: float) -> str:
    return str(int(bound)) if bound == int(bound) else number_format(bound, 1)


def _ours(one: Comparison) -> Box:
    ours = one.ours
    if ours is None:
        return Box(_("not in this report"))
    hidden = ours.count is None
    text = SIGN if hidden else NONE if ours.share is None else percent_sign(ours.share)
    if ours.cell is None:
        return Box(text, hidden=hidden)
    return Box(text, ours.table.id, "|".join(ours.cell.key), hidden)
