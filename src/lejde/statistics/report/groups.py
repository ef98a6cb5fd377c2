"""What a table says of one group: everybody, or one category of what it is divided by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lejde.statistics.report.document import (
    MISSING,
    NO,
    NOT_APPLICABLE,
    TOTAL,
    YES,
    Cell,
    Dimension,
    Document,
    Table,
)


@dataclass(frozen=True)
class Answer:
    """An answer or a kind of missing, with its cell. `depth` 1 lies under another answer."""

    code: str
    label: str
    cell: Cell
    depth: int = 0


@dataclass(frozen=True)
class Group:
    """Sums are None where a hidden cell is in them."""

    label: str
    total: Cell
    answers: tuple[Answer, ...]
    missing: tuple[Answer, ...]
    percent_of: str
    percent_base: int
    several: bool

    @property
    def unrecorded(self) -> int | None:
        return added(one.cell for one in self.missing if one.code != NOT_APPLICABLE)

    @property
    def not_applicable(self) -> int | None:
        return added(one.cell for one in self.missing if one.code == NOT_APPLICABLE)

    @property
    def concerned(self) -> int | None:
        """Everybody whom the question could be put to."""
        return less(self.total.count, self.not_applicable)

    @property
    def answered(self) -> int | None:
        if self.unrecorded is None and not self.several:
            return added(one.cell for one in self.answers if one.depth == 0)
        return less(self.concerned, self.unrecorded)

    @property
    def base(self) -> int | None:
        return self.total.count if self.percent_of == "all" else self.answered

    @property
    def recorded_share(self) -> int | None:
        return self._percent(self.answered, self.concerned)

    @property
    def unrecorded_share(self) -> int | None:
        return self._percent(self.unrecorded, self.concerned)

    def share(self, answer: Answer) -> int | None:
        return answer.cell.percent(self.percent_of)

    def bounds(self, answer: Answer) -> tuple[int, int] | None:
        """If nobody, and if everybody, without an answer belonged here: two whole percents."""
        count, open_, concerned = answer.cell.count, self.unrecorded, self.concerned
        if count is None or open_ is None:
            return None
        low = self._percent(count, concerned)
        high = self._percent(count + open_, concerned)
        return None if low is None or high is None else (low, high)

    def _percent(self, part: int | None, whole: int | None) -> int | None:
        return percent(part, whole, self.percent_base)


def percent(part: int | None, whole: int | None, smallest: int) -> int | None:
    """Whole, half up; None over something hidden, nothing, or a base that is too small."""
    if part is None or whole is None or whole < max(smallest, 1):
        return None
    return (200 * part + whole) // (2 * whole)


def added(cells: Iterable[Cell]) -> int | None:
    counts = [cell.count for cell in cells]
    return None if None in counts else sum(count or 0 for count in counts)


def less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part


def whole(document: Document, table: Table) -> Group:
    """Everybody in the table."""
    return _group(document, table, {}, document.population(table.population).label)


def divided(document: Document, table: Table) -> Iterator[Group]:
    """One group for each category of each dimension that the question is divided by."""
    for dimension in table.divided_by:
        for category in dimension.categories:
            if category.code != TOTAL:
                yield _group(document, table, {dimension.id: category.code}, category.label)


def groups_by(document: Document, table: Table, dimension: Dimension) -> list[Group]:
    """The total first, then every category of one dimension."""
    return [
        _group(document, table, {dimension.id: category.code}, category.label)
        for category in dimension.categories
    ]


def _group(document: Document, table: Table, within: Mapping[str, str], label: str) -> Group:
    return Group(
        label, table.cell(within), tuple(_answers(table, within)),
        tuple(_missing(table, within)), table.percent_of, document.percent_base, table.several,
    )  # fmt: skip


def _answers(table: Table, within: Mapping[str, str]) -> Iterator[Answer]:
    if table.several:
        for option in table.asked:
            yield Answer(YES, option.label, table.cell({**within, option.id: YES}))
        return
    (question,) = table.asked
    for category in question.categories:
        code = category.code
        if code != TOTAL and code not in MISSING:
            cell = table.cell({**within, question.id: code})
            yield Answer(code, category.label, cell, question.depth(code))


def _missing(table: Table, within: Mapping[str, str]) -> Iterator[Answer]:
    # Options of one question share their kinds of missing: the first speaks for all.
    first = table.asked[0]
    for category in first.categories:
        if category.code in MISSING:
            cell = table.cell({**within, first.id: category.code})
            yield Answer(category.code, category.label, cell)


def is_single_share(group: Group) -> bool:
    """Yes or no: one share says it all."""
    return {answer.code for answer in group.answers} == {YES, NO}
