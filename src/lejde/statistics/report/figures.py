"""Bars of one group, and one share with its intervals. Drawn from published cells alone."""

from dataclasses import dataclass
from math import ceil, floor, sqrt

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lejde.statistics.report import drawing
from lejde.statistics.report.document import SIGN, Cell, Table
from lejde.statistics.report.drawing import BAR, HIDDEN, LINE, Element
from lejde.statistics.report.groups import Answer, Group
from lejde.statistics.report.words import from_to, number, percent_sign, quoted, unit_name

WIDE, NARROW = 300, 240
GAP = 10
TOP = 22
INDENT = 14
TICKS = (0, 50, 100)
# Room at the right edge, so that half of "100 %" is not cut off.
EDGE = 18


@dataclass(frozen=True)
class Scale:
    """Pixels for one percent; `apart` where the missing share stands beyond 100 %."""

    width: int
    unit: float
    apart: bool

    def at(self, share: float) -> float:
        return share * self.unit


def scale_of(groups: list[Group], width: int = WIDE) -> Scale:
    """One scale for all groups of a figure, so that panels can be compared."""
    apart = groups[0].percent_of == "answered"
    shares = [_missing_share(group) for group in groups]
    beyond = max((share or 0 for share in shares), default=0) if apart else 0
    hidden = apart and None in shares
    unit = (width - EDGE - (GAP if beyond or hidden else 0)) / (100 + beyond)
    if hidden:
        unit = min(unit, (width - EDGE - GAP - HIDDEN) / 100)
    return Scale(width, unit, apart)


def _missing_share(group: Group) -> int | None:
    """0 where there is too little for a percent."""
    if group.unrecorded is None:
        return None
    return group.unrecorded_share or 0


def bars(table: Table, group: Group, scale: Scale) -> SafeString:
    """A bar for each answer; the missing share in grey, after the bar or beyond 100 %."""
    rows = [(answer, _label(answer, scale)) for answer in group.answers]
    height = TOP + sum(len(lines) * LINE + BAR + GAP for _one, lines in rows)
    image = drawing.picture(scale.width, height, alt(table, group))
    _axis(image, scale)
    y = TOP
    for answer, lines in rows:
        _row(image, table, (group, answer), lines, (scale, y))
        y += len(lines) * LINE + BAR + GAP
    return drawing.markup(image)


def _label(answer: Answer, scale: Scale) -> list[str]:
    return drawing.broken(answer.label, scale.width - 90 - INDENT * answer.depth)


def _axis(image: Element, scale: Scale) -> None:
    for share in TICKS:
        anchor = "start" if share == 0 else "middle"
        drawing.say(image, (scale.at(share), 11), percent_sign(share), anchor, "quiet")


def _ticks(track: Element, scale: Scale) -> None:
    # Only behind the bars: a line through words is hard to read.
    for share in TICKS:
        x = max(0.5, scale.at(share))
        drawing.line(track, (x, -2), (x, BAR + 2), "grid")


def _row(
    image: Element, table: Table, told: tuple[Group, Answer], lines: list[str],
    where: tuple[Scale, float],
) -> None:  # fmt: skip
    group, answer = told
    scale, top = where
    row = drawing.placed(image, 0, top)
    for place, words in enumerate(lines):
        drawing.say(row, (INDENT * answer.depth, 12 + place * LINE), words)
    share = group.share(answer)
    words = number(answer.cell, share)
    drawing.say(row, (scale.width - 2, 12), words, "end")
    track = drawing.placed(row, 0, len(lines) * LINE + 1)
    _ticks(track, scale)
    end = _bar(track, table, (answer, share), scale)
    # Where a bar is hidden, what follows it would tell where it ends.
    x = scale.at(100) + GAP if scale.apart else end
    _missing(drawing.placed(track, x, 0), table, group, scale)


def _bar(track: Element, table: Table, told: tuple[Answer, int | None], scale: Scale) -> float:
    answer, share = told
    if answer.cell.hidden:
        drawing.stands_for(drawing.hidden_band(track), table.id, answer.cell, tip(table, answer))
        return HIDDEN
    if share is None:
        return 0
    bar = drawing.rectangle(track, (scale.at(share), BAR), "bar")
    drawing.stands_for(bar, table.id, answer.cell, tip(table, answer, share))
    return scale.at(share)


def _missing(track: Element, table: Table, group: Group, scale: Scale) -> None:
    share = _missing_share(group)
    if share is None:
        hidden = next(one for one in group.missing if one.cell.hidden)
        drawing.stands_for(drawing.hidden_band(track), table.id, hidden.cell, tip(table, hidden))
    elif share:
        grey = drawing.rectangle(track, (scale.at(share), BAR), "missing")
        told = {"share": percent_sign(share)}
        drawing.tell(grey, _("Not recorded: %(share)s") % told)


def tip(table: Table, answer: Answer, share: int | None = None) -> str:
    """What the pointer shows at a mark."""
    if answer.cell.hidden:
        return _("%(answer)s: hidden") % {"answer": answer.label}
    told = f"{answer.label}: {answer.cell.count} {unit_name(table.unit)}"
    return told if share is None else f"{told}, {percent_sign(share)}"


def alt(table: Table, group: Group) -> str:
    """The figure in words, for who does not see it."""
    parts = [f"{one.label} {_spoken(one.cell, group.share(one))}" for one in group.answers]
    if group.unrecorded is None:
        parts.append(_("not recorded: hidden"))
    elif group.unrecorded_share is not None:
        told = {"share": percent_sign(group.unrecorded_share)}
        parts.append(_("not recorded %(share)s") % told)
    told = {"title": table.title, "group": group.label, "parts": "; ".join(parts)}
    return _("Figure, %(title)s, %(group)s: %(parts)s.") % told


def _spoken(cell: Cell, share: int | None) -> str:
    if cell.hidden:
        return _("hidden")
    return str(cell.count) if share is None else percent_sign(share)


def dot(table: Table, group: Group, answer: Answer) -> SafeString:
    """One share: a dot, the interval of chance, and a thin line for what is missing."""
    share, bounds = group.share(answer), group.bounds(answer)
    chance = wilson(answer.cell.count, group.base) if share is not None else None
    image = drawing.picture(WIDE, 64, dot_alt(table, group, answer))
    scale = Scale(WIDE, (WIDE - 2 * EDGE) / 100, False)
    field = drawing.placed(image, EDGE, 0)
    for tick in TICKS:
        drawing.line(field, (scale.at(tick), 18), (scale.at(tick), 56), "grid")
        drawing.say(field, (scale.at(tick), 12), percent_sign(tick), "middle", "quiet")
    if share is None:
        _no_dot(field, table, answer)
        return drawing.markup(image)
    for reach, look in ((chance, "chance"), (bounds, "bounds")):
        if reach and reach[0] < reach[1]:
            drawing.line(field, (scale.at(reach[0]), 38), (scale.at(reach[1]), 38), look)
    mark = drawing.point(field, scale.at(share), 38)
    drawing.stands_for(mark, table.id, answer.cell, tip(table, answer, share))
    return drawing.markup(image)


def _no_dot(field: Element, table: Table, answer: Answer) -> None:
    if answer.cell.hidden:
        track = drawing.placed(field, 0, 30)
        drawing.stands_for(drawing.hidden_band(track), table.id, answer.cell, tip(table, answer))
        drawing.say(track, (HIDDEN + 6, 13), SIGN)


def dot_alt(table: Table, group: Group, answer: Answer) -> str:
    told = {"title": table.title, "group": group.label}
    told["parts"] = f"{quoted(answer.label)} {_spoken(answer.cell, group.share(answer))}"
    bounds = group.bounds(answer)
    if bounds and group.unrecorded:
        told["parts"] += f"; {_('with the missing')} {from_to(*bounds)}"
    return _("Figure, %(title)s, %(group)s: %(parts)s.") % told


def wilson(count: int | None, base: int | None) -> tuple[int, int] | None:
    """Interval of 95 % by Wilson (1927), widened to whole percents."""
    if count is None or not base:
        return None
    z = 1.96
    share = count / base
    middle = (share + z * z / (2 * base)) / (1 + z * z / base)
    reach = z / (1 + z * z / base) * sqrt(share * (1 - share) / base + z * z / (4 * base * base))
    return max(0, floor(100 * (middle - reach))), min(100, ceil(100 * (middle + reach)))
