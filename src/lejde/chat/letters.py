"""Letters: by when they are answered, and which stand first on the desk."""

from dataclasses import dataclass
from datetime import date, timedelta

from lejde.chat import opening
from lejde.chat.domain import LETTERBOX, WAITING
from lejde.chat.models import Conversation
from lejde.kernel import clock


@dataclass(frozen=True)
class Waits:
    """A conversation nobody has taken; `answer_by` None for one that stands in the queue."""

    row: Conversation
    answer_by: date | None
    is_overdue: bool

    @property
    def is_letter(self) -> bool:
        return self.row.state == LETTERBOX


def day_of(row: Conversation) -> date:
    """The day of a letter on the house's wall."""
    return row.since.astimezone(clock.wall()).date() if row.since else row.day


def book_for(rows: list[Conversation]) -> opening.Book:
    """The book from the oldest letter on: days that were closed since do not count as late."""
    yesterday = clock.today() - timedelta(days=1)
    return opening.book(min([yesterday, *(day_of(row) for row in rows)]))


def arranged(rows: list[Conversation]) -> list[Waits]:
    """Overdue letters first, then who stands in the queue, then letters, each the oldest first;
    last those in which nothing is written yet.
    """
    book, today = book_for(rows), clock.today()
    return sorted((_told(row, book, today) for row in rows), key=_rank)


def _told(row: Conversation, book: opening.Book, today: date) -> Waits:
    if row.state == WAITING or row.place_until is not None:
        return Waits(row, None, is_overdue=False)
    answer_by = book.answer_by(row.topic, day_of(row))
    return Waits(row, answer_by, is_overdue=row.last > 0 and answer_by < today)


def _rank(one: Waits) -> int:
    if one.is_overdue:
        return 0
    if one.answer_by is None:
        return 1
    return 2 if one.row.last else 3


def how_old() -> tuple[int, int]:
    """How many letters wait for an answer, and how many days the oldest has."""
    rows = list(Conversation.objects.filter(state=LETTERBOX, last__gt=0))
    return len(rows), max(((clock.today() - day_of(row)).days for row in rows), default=0)
