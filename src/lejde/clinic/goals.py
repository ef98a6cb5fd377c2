"""The goals of a course of care: reached by the doors of a visit, asked for in the visit's part."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from lejde.clinic.course import VISIT, Course, decides
from lejde.clinic.doors import open_door
from lejde.counselling.places import Place
from lejde.identity.staffing import Worker
from lejde.kernel import clock
from lejde.vault.visitors import VisitorSession

ASKED = "goals_asked"


def place_of(worker: Worker, door: str, number: int) -> Place:
    """The course behind a door. Raises NotFound."""
    course = open_door(worker, door, number).course
    return Place(
        worker, course.purpose, course.folder, reverse("course", args=[door, number]),
        _latest(course.records), lambda: ask(course), course.reason,
    )  # fmt: skip


@decides
def ask(course: Course) -> None:
    """Asks the person for a yes, on their own page; once a day is enough."""
    if _latest(course.records) != clock.today().isoformat():
        course.write(ASKED)


def asked_on(session: VisitorSession, folder: str) -> str:
    """The ISO day on which they were asked last; empty when never."""
    return _latest(session.read(folder, VISIT))


def _latest(records: Iterable[dict[str, Any]]) -> str:
    return max((one["day"] for one in records if one["kind"] == ASKED), default="")
