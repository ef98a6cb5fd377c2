"""The figures that a Norwegian clinic has published of 2024, and this report's beside them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.utils.translation import gettext as _

from lejde.statistics.report.document import YES, Cell, Document, Table
from lejde.statistics.report.groups import Group, added, percent, whole
from lejde.statistics.report.words import percent_sign

YEAR = 2024


@dataclass(frozen=True)
class Ours:
    """This report's share. `cell` is None where it is a sum of kinds of missing."""

    table: Table
    cell: Cell | None
    count: int | None
    base: int | None
    share: int | None


@dataclass(frozen=True)
class Comparison:
    """One printed share. `within` is None where there is nothing to compare with."""

    title: str
    label: str
    printed: str
    lower: float
    upper: float
    ours: Ours | None
    remarks: tuple[str, ...]

    @property
    def within(self) -> bool | None:
        if self.ours is None or self.ours.share is None:
            return None
        # The whole percent has lost what the bounds ask for; the published counts have it.
        count, base = self.ours.count or 0, self.ours.base or 1
        return self.lower * base <= 100 * count <= self.upper * base


@cache
def published() -> dict[str, Any]:
    source = resources.files(__package__).joinpath("published_2024.json")
    told: dict[str, Any] = json.loads(source.read_text("utf-8"))
    return told


def comparisons(document: Document) -> list[Comparison]:
    """Every printed share; nothing for a report of another year."""
    if document.year != YEAR:
        return []
    return [one for told in published()["tables"] for one in _table(document, told)]


def _table(document: Document, told: dict[str, Any]) -> Iterator[Comparison]:
    known = remarks()
    for category in told["categories"]:
        yield Comparison(
            _label(told, document.language),
            _label(category, document.language),
            _printed(category),
            category["lower"],
            category["upper"],
            _ours(document, told, category),
            tuple(known[code] for code in told["remarks"]),
        )


def _label(told: dict[str, Any], language: str) -> str:
    labels: dict[str, str] = told["label"]
    return labels.get(language, labels["en"])


def _printed(category: dict[str, Any]) -> str:
    share = {"share": percent_sign(category["percent"])}
    return {
        "exact": share["share"],
        "over": _("over %(share)s") % share,
        "about": _("around %(share)s") % share,
    }[category["qualifier"]]


def _ours(document: Document, told: dict[str, Any], category: dict[str, Any]) -> Ours | None:
    tables = [one for one in document.of_the_year() if _asks(one, told["questions"])]
    # The fewest dimensions first, and the same kind of base before another.
    tables.sort(key=lambda one: (one.percent_of != told["percent_of"], len(one.dimensions)))
    for table in tables:
        group = whole(document, table)
        if "missing" in category:
            return _missing(table, group, category["missing"])
        for code in category["codes"]:
            cell = _cell(table, code)
            if cell is not None:
                base = group.total.count if told["percent_of"] == "all" else group.answered
                return Ours(table, cell, cell.count, base, cell.percent(told["percent_of"]))
    return None


def _asks(table: Table, questions: list[str]) -> bool:
    return table.asked[0].question in questions


def _cell(table: Table, code: str) -> Cell | None:
    for dimension in table.asked:
        if dimension.id == f"{dimension.question}.{code}":
            return table.cell({dimension.id: YES})
        if not table.several and code in [one.code for one in dimension.categories]:
            return table.cell({dimension.id: code})
    return None


def _missing(table: Table, group: Group, kinds: str) -> Ours:
    everything = added(one.cell for one in group.missing)
    count = everything if kinds == "all" else group.unrecorded
    share = percent(count, group.total.count, group.percent_base)
    return Ours(table, None, count, group.total.count, share)


def remarks() -> dict[str, str]:
    """What must be known to read a printed figure."""
    return {
        "doubtful_as_printed": _("Doubtful as printed: it does not fit the text around it."),
        "year_not_stated": _("Year not stated."),
        "year_of_the_text": _("The year is that of the text around it."),
        "of_2023": _("Of 2023."),
        "several_not_said": _("Several answers: not said, but the sum shows it."),
        "bands_overlap": _("The age bands overlap as printed; ours do not."),
        "missing_inside": _(
            "As printed it holds those who were not asked, did not want to tell, or came before"
            " having bought."
        ),
        "two_readings": _(
            "Can be read as a share of all or of the recorded; compared as a share of all."
        ),
        "condom_in_three": _(
            "Printed in three answers. Throughout, put on late and broke are counted as used:"
            " our choice."
        ),
        "small_base": _("The printed shares fit a base of only twelve; it is not told."),
    }
