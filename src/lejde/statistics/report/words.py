"""Sentences that write themselves from published cells, and say only what these carry.

Nothing about causes. What is hidden is said to be hidden; what was not recorded stands apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lejde.statistics.report.document import NOT_APPLICABLE, SIGN, Cell, Document, Table
from lejde.statistics.report.groups import Answer, Group, whole

# Below this share of recorded answers a reader is warned.
RECORDED_ENOUGH = 80
# From this share of missing answers the shares are told as from–to.
MUCH_MISSING = 10


@dataclass(frozen=True)
class Sentence:
    text: str
    warning: bool = False


def unit_name(unit: str) -> str:
    return {"contacts": _("contacts"), "persons": _("persons")}.get(unit, unit)


def period_name(period: str) -> str:
    """`2024`, `2022-2024` or `2024-Q1`, as a person writes it."""
    year, _dash, part = period.partition("-")
    if part.startswith("Q"):
        return _("%(year)s, quarter %(quarter)s") % {"year": year, "quarter": part[1:]}
    return f"{year}–{part}" if part else year


def percent_sign(share: int) -> str:
    return f"{share}\N{NO-BREAK SPACE}%"


def from_to(low: int, high: int) -> str:
    if low == high:
        return percent_sign(low)
    told = {"low": low, "high": percent_sign(high)}
    return _("%(low)s to %(high)s") % told


def number(cell: Cell, share: int | None) -> str:
    """ "733 (74 %)", "12", or the sign of a hidden cell."""
    if cell.hidden:
        return SIGN
    return f"{cell.count}" if share is None else f"{cell.count} ({percent_sign(share)})"


def counted(document: Document, table: Table) -> str:
    """Whom a table is about, in which unit and period."""
    told = {
        "population": document.population(table.population).label,
        "unit": unit_name(table.unit),
        "period": period_name(table.period),
    }
    return _("%(population)s. Counted in %(unit)s, %(period)s.") % told


def sentences(document: Document, table: Table) -> list[Sentence]:
    """Everything that is said beside a table, in the order of reading."""
    group = whole(document, table)
    said = [Sentence(_doubtful(), warning=True)] if table.doubtful else []
    said += [Sentence(text) for text in _figures(table, group)]
    said += _recorded(table, group)
    said += [Sentence(text) for text in _bounds(group)]
    if table.note:
        said.append(Sentence(table.note))
    if table.suppressed:
        told = {"hidden": table.suppressed, "cells": len(table.cells), "sign": SIGN}
        said.append(
            Sentence(_("%(hidden)s of the table's %(cells)s cells are hidden (%(sign)s).") % told)
        )
    return said


def _doubtful() -> str:
    return _("This table is doubtful as printed. Draw no conclusion from it.")


def _figures(table: Table, group: Group) -> Iterator[str]:
    # What lies under another answer is in the table; told here it would seem to come on top.
    shown = [one for one in group.answers if not one.cell.hidden and one.depth == 0]
    if shown:
        told = {"base": group.base, "unit": unit_name(table.unit), "answers": _listed(group, shown)}
        if group.base is None:
            yield _("How many answered is hidden. Recorded: %(answers)s.") % told
        elif table.percent_of == "all":
            yield _("Of %(base)s %(unit)s: %(answers)s.") % told
        else:
            yield _("Of %(base)s %(unit)s with an answer: %(answers)s.") % told
    hidden = [one for one in group.answers if one.cell.hidden]
    if hidden:
        told = {"sign": SIGN, "answers": ", ".join(quoted(one.label) for one in hidden)}
        yield _("Hidden to protect people (%(sign)s): %(answers)s.") % told
    if table.several:
        yield _("Several answers were possible, so the shares can add up to more than 100\u00a0%.")
    if group.base is not None and group.base < group.percent_base:
        yield _("Under %(least)s there are no percentages.") % {"least": group.percent_base}


def _listed(group: Group, answers: list[Answer]) -> str:
    return ", ".join(f"{number(one.cell, group.share(one))} {quoted(one.label)}" for one in answers)


def quoted(label: str) -> str:
    return _("“%(words)s”") % {"words": label}


def _recorded(table: Table, group: Group) -> Iterator[Sentence]:
    told = {"unit": unit_name(table.unit), "all": group.concerned, "kinds": _kinds(group)}
    if group.not_applicable:
        told["none"] = group.not_applicable
        yield Sentence(_("For %(none)s %(unit)s the question did not apply.") % told)
    if group.unrecorded is None or group.concerned is None:
        yield Sentence(_("How much was not recorded is hidden (%(kinds)s).") % told)
        return
    if not group.unrecorded:
        yield Sentence(_("An answer is recorded for all %(all)s %(unit)s.") % told)
        return
    told["answered"] = _part(group.answered, group.recorded_share)
    told["missing"] = _part(group.unrecorded, group.unrecorded_share)
    yield Sentence(_("An answer is recorded for %(answered)s of %(all)s %(unit)s.") % told)
    yield Sentence(_("Not recorded: %(missing)s (%(kinds)s).") % told)
    if group.recorded_share is not None and group.recorded_share < RECORDED_ENOUGH:
        told["share"] = percent_sign(group.recorded_share)
        yield Sentence(
            _("Only %(share)s is recorded. The real shares can be quite different.") % told,
            warning=True,
        )


def _part(count: int | None, share: int | None) -> str:
    return f"{count}" if share is None else f"{count} ({percent_sign(share)})"


def _kinds(group: Group) -> str:
    kinds = (one for one in group.missing if one.code != NOT_APPLICABLE and one.cell.count != 0)
    return ", ".join(f"{one.label} {number(one.cell, None)}" for one in kinds)


def _bounds(group: Group) -> Iterator[str]:
    if (group.unrecorded_share or 0) < MUCH_MISSING:
        return
    known = [(one, group.bounds(one)) for one in group.answers]
    parts = [f"{quoted(one.label)} {from_to(*bounds)}" for one, bounds in known if bounds]
    if parts:
        told = {"parts": ", ".join(parts)}
        yield _("Whatever the missing answers were, the share of all is: %(parts)s.") % told
