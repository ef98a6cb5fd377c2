"""What booking adds to the visitor's own page, to what a guest reads, and to the desk."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lejde.booking import actions, hours, queries, records
from lejde.booking.domain import ARRIVED, TAKEN
from lejde.identity import home, reading
from lejde.identity.desk import Page, WorkList, add_page, add_work
from lejde.identity.erasing import before_erasing
from lejde.identity.roles import BOOK, KEEP_HOURS
from lejde.identity.staffing import Worker
from lejde.vault.visitors import VisitorSession

APPOINTMENT = _("The appointment: day, hour and place")


def add() -> None:
    """Called once when the house starts."""
    before_erasing(actions.forget)
    home.register(home.Section(10, "booking/mine.html", _coming))
    reading.register(
        reading.Readable(
            30, records.PART, APPOINTMENT, reading.KINDS, "booking/read.html", _to_read
        )
    )
    add_page(Page(10, "day", _("The day"), lambda worker: worker.may(BOOK)))
    add_page(Page(20, "week", _("The week"), lambda w: w.may(BOOK) or w.may(KEEP_HOURS)))
    add_page(Page(70, "hours", _("Hours"), lambda worker: worker.may(KEEP_HOURS)))
    add_work(WorkList(5, "booking/today.html", _today))


def _coming(session: VisitorSession) -> dict[str, Any]:
    shown = [actions.shown(one) for one in records.appointments(session)]
    return {"coming": [each for each in shown if each["is_to_come"] or each["is_here"]]}


def _to_read(told: list[dict[str, Any]]) -> dict[str, Any] | None:
    newest = {one["claim"]: records.Appointment("", **one) for one in told}
    mine = [one for one in newest.values() if actions.is_to_come(one)]
    return {"one": min(mine, key=lambda one: one.starts_at)} if mine else None


def _today(worker: Worker) -> dict[str, int] | None:
    if not set(records.KIND_OF) & set(worker.keys.purposes()):
        return None
    states = [card.slot.state for card in queries.cards(worker, hours.today())]
    return {"here": states.count(ARRIVED), "expected": states.count(TAKEN)}
