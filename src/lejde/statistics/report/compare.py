"""A table beside the same table of earlier releases: which years may be joined by a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from lejde.statistics.report.document import SIGN, Cell, Document, Table
from lejde.statistics.report.groups import Answer, Group, whole
from lejde.statistics.report.words import percent_sign

# Points by which the recorded share may change before two years say nothing of a trend.
RECORDED_APART = 10


@dataclass(frozen=True)
class Step:
    """One year of one answer. `joined` to the year before, or `why` not."""

    year: int
    table: str
    cell: Cell
    share: int | None
    joined: bool = False
    why: str = ""


@dataclass(frozen=True)
class Course:
    label: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class _Year:
    document: Document
    table: Table
    group: Group


def courses(document: Document, table: Table, earlier: Iterable[Document]) -> list[Course]:
    """One course for each answer, oldest year first; empty without an earlier release."""
    before = sorted((one for one in earlier if one.year < document.year), key=lambda d: d.year)
    years = [found for one in (*before, document) if (found := _year(one, table, document))]
    if len(years) < 2 or table.divided_by or table.period != str(document.year):
        return []
    gaps = [""] + [_apart(old, new) for old, new in pairwise(years)]
    answers = whole(document, table).answers
    return [
        Course(answer.label, tuple(_steps(years, gaps, place)))
        for place, answer in enumerate(answers)
    ]


def _year(document: Document, table: Table, now: Document) -> _Year | None:
    """The table of another release that asks the same of the same people."""
    for other in document.of_the_year():
        if _signature(document, other) == _signature(now, table):
            return _Year(document, other, whole(document, other))
    return None


def _signature(document: Document, table: Table) -> tuple[object, ...]:
    """What must be equal for two tables to be one question."""
    asked = tuple((one.id, tuple(c.code for c in one.categories)) for one in table.dimensions)
    people = document.conditions(table.population)
    return asked, people, table.unit, table.percent_of, table.several


def _apart(old: _Year, new: _Year) -> str:
    """Why a line between two years would tell something that is not so; empty if it may be."""
    told: dict[str, Any] = {"from": old.document.year, "to": new.document.year}
    if new.document.year - old.document.year > 1:
        return _("Between %(from)s and %(to)s there is a year without this table.") % told
    if old.table.doubtful or new.table.doubtful:
        return _("%(from)s and %(to)s are not compared: the table is doubtful.") % told
    before, after = old.group.recorded_share, new.group.recorded_share
    if before is None or after is None:
        return _("%(from)s and %(to)s are not compared: the recorded share is not known.") % told
    if abs(after - before) > RECORDED_APART:
        told |= {"before": percent_sign(before), "after": percent_sign(after)}
        return (
            _("%(from)s and %(to)s are not compared: %(before)s was recorded, then %(after)s.")
            % told
        )
    return ""


def _steps(years: list[_Year], gaps: list[str], place: int) -> Iterable[Step]:
    last: int | None = None
    for year, why in zip(years, gaps, strict=True):
        answer: Answer = year.group.answers[place]
        share = year.group.share(answer)
        joined = not why and last is not None and share is not None
        yield Step(year.document.year, year.table.id, answer.cell, share, joined, why)
        last = share


def reasons(found: list[Course]) -> list[str]:
    """Why lines are broken: each reason once, hidden values first."""
    said = []
    if any(step.cell.hidden for one in found for step in one.steps):
        said.append(_("A line is broken where a year is hidden (%(sign)s).") % {"sign": SIGN})
    for step in found[0].steps if found else ():
        if step.why and step.why not in said:
            said.append(step.why)
    return said
