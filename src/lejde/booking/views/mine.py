"""What a visitor does with an appointment of their own. Its key is in the form, never in a URL."""

import uuid
from contextlib import suppress
from datetime import UTC

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from icalendar import Calendar, Event

from lejde.booking import actions
from lejde.booking.models import Service
from lejde.booking.views import choose
from lejde.identity.cookies import visitor_required
from lejde.kernel.clock import now
from lejde.kernel.errors import Conflict
from lejde.vault.visitors import VisitorSession


@require_POST
@visitor_required
def cancel(request: HttpRequest, session: VisitorSession) -> HttpResponse:
    """Gives the time back."""
    actions.cancel(session, request.POST.get("appointment", ""))
    return redirect("identity:mine")


@require_POST
@visitor_required
def move(request: HttpRequest, session: VisitorSession) -> HttpResponse:
    """The free times again; the old one is kept until a new one is taken."""
    one = actions.find(session, request.POST.get("appointment", ""))
    service = Service.objects.filter(code=one.service).first()
    if service is None:
        return redirect("booking:start")
    told = {"service": service.code, "for_whom": one.for_whom, "moving": one.key}
    return choose.times(request, service, told)


@require_POST
@visitor_required
def accept(request: HttpRequest, session: VisitorSession) -> HttpResponse:
    """Takes a time that became free."""
    # A time that is gone again shows as still waiting: the page says so by itself.
    with suppress(Conflict):
        actions.accept(session, request.POST.get("appointment", ""))
    return redirect("identity:mine")


@require_POST
@visitor_required
def calendar(request: HttpRequest, session: VisitorSession) -> HttpResponse:
    """A file for the phone's calendar: a neutral title, no place, no name of ours."""
    one = actions.find(session, request.POST.get("appointment", ""))
    if one.state != "booked":
        return redirect("identity:mine")
    file, event = Calendar(), Event()
    file.add("version", "2.0")
    file.add("prodid", "-//calendar//")
    event.add("uid", str(uuid.uuid4()))
    event.add("summary", _("Appointment"))
    event.add("dtstamp", now())
    event.add("dtstart", one.start.astimezone(UTC))
    event.add("dtend", one.end.astimezone(UTC))
    file.add_component(event)
    response = HttpResponse(file.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return response
