"""From "I would like a time" to a time that is held. What was told so far travels in the form."""

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lejde.booking import actions as bookings
from lejde.booking import hours, reminders, taking
from lejde.booking.domain import AHEAD
from lejde.booking.forms import ReminderForm, ServiceForm
from lejde.booking.models import Service, Slot
from lejde.identity.cookies import current_session
from lejde.identity.forms import CodeForm
from lejde.kernel.errors import LejdeError, NotFound
from lejde.kernel.numbers import MOST_ID, number_of
from lejde.selfcheck import actions

DAYS_A_PAGE = 7
LAST_WEEK = AHEAD // DAYS_A_PAGE - 1
CARRIED = ("packed", "service", "for_whom", "moving", "week")


def carried(request: HttpRequest) -> dict[str, str]:
    """What earlier steps told."""
    return {key: request.POST[key] for key in CARRIED if request.POST.get(key)}


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The services; with one chosen, its free times."""
    told = carried(request)
    if "service" not in told:
        return render(request, "booking/start.html", {"form": ServiceForm(), "carried": told})
    form = ServiceForm(request.POST)
    if not form.is_valid():
        told.pop("service")
        context = {"form": form, "carried": told}
        return render(request, "booking/start.html", context, status=422)
    service = form.services[form.cleaned_data["service"]]
    return times(request, service, {**told, "for_whom": form.cleaned_data["for_whom"]})


def times(
    request: HttpRequest, service: Service, told: dict[str, str], *, lost: int = 0
) -> HttpResponse:
    """The free times of a week; 409 with the nearest ones when a time was lost."""
    week = number_of(told.get("week", ""), LAST_WEEK)
    first = hours.today() + timedelta(days=DAYS_A_PAGE * week)
    found = taking.open_slots(service.id, _midnight(first), _midnight(first + timedelta(days=7)))
    context = {
        "service": service, "carried": {k: v for k, v in told.items() if k != "week"},
        "days": _by_day(found), "first": first, "last": first + timedelta(days=6),
        "earlier": week - 1 if week else None, "later": week + 1 if week < LAST_WEEK else None,
        "lost": bool(lost), "nearest": _by_day(taking.nearest(lost)) if lost else [],
        "is_queue": service.mode == "drop_in", "week": week,
        "reminder": ReminderForm() if reminders.is_offered() else None,
    }  # fmt: skip
    return render(request, "booking/times.html", context, status=409 if lost else 200)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), hours.zone())


def _by_day(slots: list[Slot]) -> list[tuple[date, list[Slot]]]:
    days = groupby(slots, key=lambda slot: hours.day_of(slot.starts_at))
    return [(day, list(of)) for day, of in days]


@require_POST
def hold(request: HttpRequest) -> HttpResponse:
    """Ten minutes for one time, and the last page before it is booked."""
    slot = number_of(request.POST.get("slot", ""), MOST_ID)
    claim = request.POST.get("claim") or taking.new_claim()
    try:
        held = taking.hold(slot, claim)
    except (taking.SlotTaken, NotFound):
        session = current_session(request)
        if session is not None and bookings.at(session, slot):
            return redirect("identity:mine")
        return lost_page(request, slot)
    return confirm(request, held, claim)


def lost_page(request: HttpRequest, slot: int) -> HttpResponse:
    """Somebody else was first: the nearest free times."""
    row = Slot.objects.filter(id=slot).select_related("service").first()
    if row is None:
        return render(request, "booking/start.html", {"form": ServiceForm()}, status=409)
    return times(request, row.service, carried(request), lost=slot)


def confirm(
    request: HttpRequest, slot: Slot, claim: str, *, forms: dict[str, Any] | None = None
) -> HttpResponse:
    """The time in words, what is kept and what is not, and the button."""
    context = {
        "slot": slot, "claim": claim, "carried": carried(request),
        "is_here": current_session(request) is not None,
        "reminder": ReminderForm() if reminders.is_offered() else None,
        "code_form": CodeForm(), **(forms or {}),
    }  # fmt: skip
    status = 422 if forms else 200
    return render(request, "booking/confirm.html", context, status=status)


def packed_or_nothing(request: HttpRequest) -> str:
    """Answers that were brought along and can be trusted; anything else is dropped."""
    packed = request.POST.get("packed", "")
    try:
        actions.unpack(packed)
    except LejdeError:
        return ""
    return packed
