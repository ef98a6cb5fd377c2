"""What the clinic adds to the visitor's own page and to the desk."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lejde.clinic import doors, goals, mine
from lejde.clinic.course import ANSWERS
from lejde.clinic.forms import QuestionForm
from lejde.counselling import places
from lejde.identity import home, reading
from lejde.identity.desk import Page, WorkList, add_page, add_work
from lejde.identity.erasing import before_erasing
from lejde.identity.folders import CARE, TALK
from lejde.identity.roles import BOOK, CONSULT
from lejde.identity.staffing import Worker
from lejde.vault.visitors import VisitorSession


def add() -> None:
    """Called once when the house starts."""
    before_erasing(mine.forget)
    reading.register(
        reading.Readable(
            10, ANSWERS, _("Answers to tests"), (CARE,), "clinic/answer_list.html", _to_read
        )
    )
    home.register(home.Section(5, "clinic/answers.html", _answers))
    home.register(home.Section(50, "clinic/ask.html", _questions))
    home.register(home.Section(60, "clinic/opened.html", _opened))
    places.add_doors(doors.DOORS, goals.place_of)
    places.add_asking((CARE, TALK), goals.asked_on)
    add_page(Page(30, "samples", _("Samples"), lambda worker: worker.may(CONSULT)))
    add_page(Page(35, "due", _("Due"), lambda worker: worker.may(BOOK)))
    add_page(Page(40, "questions", _("Questions"), lambda worker: worker.may(CONSULT)))
    add_work(WorkList(10, "clinic/waits.html", _waits))


def _answers(session: VisitorSession) -> dict[str, Any] | None:
    found = mine.answers(session)
    return {"answers": found} if found else None


def _questions(session: VisitorSession) -> dict[str, Any] | None:
    if not mine.courses(session):
        return None
    return {"questions": mine.questions(session), "form": QuestionForm()}


def _to_read(told: list[dict[str, Any]]) -> dict[str, Any] | None:
    return {"answers": mine.shown(told), "is_guest": True} if told else None


def _opened(session: VisitorSession) -> dict[str, Any] | None:
    folders = reading.folders(session)
    if not folders:
        return None
    access = mine.access(session)
    return {
        "access": access,
        "is_alone": not access and not any(one.now for one in folders),
        "acts": mine.opened_by(session),
        "folders": folders,
        "read_along": mine.read_along(folders),
    }


def _waits(worker: Worker) -> dict[str, Any] | None:
    if not worker.may(CONSULT):
        return None
    due = [one for one in doors.waiting(worker, "due") if not one["is_to_come"]]
    return {
        "due": len(due), "samples": len(doors.waiting(worker, "sample")),
        "questions": len(doors.waiting(worker, "question")),
    }  # fmt: skip
