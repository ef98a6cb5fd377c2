"""The ways by which staff come to a folder: a card of today, a sample, something due, a question.

An address names the deposit behind the door, never the folder.
"""

from dataclasses import dataclass
from typing import Any

from lejde.booking import hours, queries
from lejde.booking.records import KIND_OF
from lejde.clinic.actions import DUE, QUESTIONS, SAMPLES
from lejde.clinic.course import Course
from lejde.identity.staffing import Worker
from lejde.kernel.errors import NotFound

# Door: the box its deposits lie in, and the reason that the visitor reads.
BOXES = {"sample": (SAMPLES, "answer"), "due": (DUE, "due"), "question": (QUESTIONS, "question")}
DOORS = ("card", *BOXES)


@dataclass(frozen=True)
class Opened:
    """A course behind a door; `visit` names the visit that this is about."""

    course: Course
    visit: str
    door: str
    number: int
    told: dict[str, Any]


def open_door(worker: Worker, door: str, number: int) -> Opened:
    """Raises NotFound when there is no such thing, or not for this person."""
    if door == "card":
        card = queries.card(worker, number)
        if card is None:
            raise NotFound
        course = Course(worker, card.purpose, card.folder)
        return Opened(course, str(card.slot.id), door, number, {"number": card.number})
    if door not in BOXES:
        raise NotFound
    box, reason = BOXES[door]
    for purpose in _held(worker):
        for found, _, told in worker.keys.deposits(purpose, box):
            if found == number:
                course = Course(worker, purpose, told["folder"], reason)
                return Opened(course, _latest_visit(course), door, number, told)
    raise NotFound


def _latest_visit(course: Course) -> str:
    visits = [one["visit"] for one in course.records if one["kind"] == "record"]
    return visits[-1] if visits else ""


def _held(worker: Worker) -> list[str]:
    return [purpose for purpose in KIND_OF if purpose in worker.keys.purposes()]


def waiting(worker: Worker, door: str) -> list[dict[str, Any]]:
    """What lies behind a door for this person, by day; nothing of the folder is opened."""
    box, _ = BOXES[door]
    today = hours.today()
    return [
        {"number": number, "day": day, "is_overdue": bool(day and day < today),
         "is_to_come": bool(day and day > today), **told}
        for purpose in _held(worker)
        for number, day, told in worker.keys.deposits(purpose, box)
    ]  # fmt: skip
