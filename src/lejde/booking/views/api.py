"""`/api/v1/slots` and `/api/v1/appointments`: the same acts for other programs."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from lejde.booking import actions, records, taking
from lejde.booking.hours import zone
from lejde.booking.models import Service, Slot
from lejde.booking.records import Appointment
from lejde.identity.api import bearer, json_call, read_json
from lejde.kernel.clock import moment_of, now
from lejde.kernel.errors import BadInput, NotFound
from lejde.kernel.numbers import MOST_ID, number_of
from lejde.ui.errors import error_response
from lejde.vault.visitors import VisitorSession

LONGEST = timedelta(days=92)
EARLIEST_YEAR, LATEST_YEAR = 2000, 2199


@json_call("GET")
def slots(request: HttpRequest) -> HttpResponse:
    """Open slots: `service` a code, `from` and `to` dates or moments, else four weeks."""
    unknown = sorted(set(request.GET) - {"service", "from", "to"})
    if unknown:
        raise BadInput(f"{unknown[0]}: is not a known key", keys=unknown)
    services = list(Service.objects.filter(is_open=True))
    if code := request.GET.get("service"):
        services = [one for one in services if one.code == code]
        if not services:
            raise NotFound(f"service: there is no {code!r}")
    start = _moment(request, "from") or now()
    end = _moment(request, "to") or start + timedelta(days=28)
    if end - start > LONGEST:
        raise BadInput("to: at most 92 days after from", keys=["to"])
    found = [row for one in services for row in taking.open_slots(one.id, start, end)]
    return JsonResponse({"slots": [shown(row) for row in found]})


def shown(row: Slot) -> dict[str, Any]:
    """A slot as the contract shows it."""
    return {
        "id": str(row.id), "service": row.service.code,
        "mode": row.service.mode, "place": row.place,
        "starts_at": row.starts_at.astimezone(zone()).isoformat(),
        "ends_at": row.ends_at.astimezone(zone()).isoformat(),
    }  # fmt: skip


def _moment(request: HttpRequest, key: str) -> datetime | None:
    text = request.GET.get(key)
    if not text:
        return None
    try:
        # A "+" in an address is a space unless it is escaped.
        found = moment_of(text.replace(" ", "+"))
    except ValueError as error:
        raise BadInput(f"{key}: expected a date or a moment", keys=[key]) from error
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        said = f"{key}: the year must lie between {EARLIEST_YEAR} and {LATEST_YEAR}"
        raise BadInput(said, keys=[key])
    return found if found.tzinfo else found.replace(tzinfo=zone())


@json_call("POST")
def appointments(request: HttpRequest) -> HttpResponse:
    """201 with the appointment, or 409 `slot_taken` with the nearest open slots."""
    _, session = bearer(request)
    data = read_json(request, {"slot", "for_whom"})
    slot = number_of(str(data.get("slot")), MOST_ID)
    if not slot:
        raise BadInput("slot: expected the id of a slot", keys=["slot"])
    try:
        one = _booked(session, slot, data.get("for_whom", "self"))
    except taking.SlotTaken as lost:
        lost.detail.clear()
        lost.detail["nearest"] = [shown(row) for row in taking.nearest(slot)]
        return error_response(lost)
    told = {
        "id": str(one.slot), "slot": str(one.slot), "number": one.number, "place": one.place,
        "starts_at": one.starts_at, "ends_at": one.ends_at, "service": one.service,
    }  # fmt: skip
    return JsonResponse(told, status=201)


def _booked(session: VisitorSession, slot: int, for_whom: Any) -> Appointment:
    """The appointment, also for a program that lost the answer and asks again."""
    if mine := actions.at(session, slot):
        return mine
    claim = taking.new_claim()
    taking.hold(slot, claim)
    return actions.book(session, slot, claim, for_whom=for_whom)


@json_call("DELETE")
def appointment(request: HttpRequest, slot: int) -> HttpResponse:
    """204, and the slot is open again; 404 for one that is not one's own."""
    _, session = bearer(request)
    for one in records.appointments(session):
        if one.slot == slot and one.state == "booked":
            actions.cancel(session, one.key)
            return HttpResponse(status=204)
    raise NotFound("there is no such appointment")
