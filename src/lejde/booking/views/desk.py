"""The desk's day and week, and somebody who is here without a phone."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lejde.booking import desk_actions, hours, queries, taking
from lejde.booking.forms import ServiceForm
from lejde.booking.models import Service
from lejde.booking.queries import Card
from lejde.identity.roles import BOOK, KEEP_HOURS
from lejde.identity.staffing import Worker, staff_required
from lejde.identity.views.codes import drawn
from lejde.kernel.clock import day_of, now
from lejde.kernel.errors import Conflict, NotFound
from lejde.kernel.numbers import MOST_ID, number_of


def _day(request: HttpRequest) -> date:
    try:
        found = day_of(request.GET.get("day", ""))
    except ValueError:
        return hours.today()
    return found if 2000 <= found.year <= 2199 else hours.today()


@require_safe
@staff_required(BOOK)
def day(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Today's list, or another day's, of what this person holds the key for."""
    chosen = _day(request)
    context = {
        "cards": queries.cards(worker, chosen), "day": chosen, "is_past": chosen < hours.today(),
        "before": chosen - timedelta(days=1), "after": chosen + timedelta(days=1),
    }  # fmt: skip
    return render(request, "booking/day.html", context)


@require_safe
@staff_required(BOOK, KEEP_HOURS)
def week(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Taken and free times of a week, a service and day."""
    chosen = _day(request)
    first = chosen - timedelta(days=chosen.weekday())
    days = [first + timedelta(days=n) for n in range(7)]
    counted = {(one["day"], one["service"]): one for one in queries.week(first)}
    rows = [
        (service, [counted.get((each, service.id)) for each in days])
        for service in Service.objects.order_by("order", "code")
    ]
    context = {
        "rows": rows, "days": days, "before": first - timedelta(days=7),
        "after": first + timedelta(days=7), "today": hours.today(),
    }  # fmt: skip
    return render(request, "booking/week.html", context)


def _marks(act: Callable[[Worker, Card], Any]) -> Callable[..., HttpResponse]:
    @require_POST
    @staff_required(BOOK)
    def view(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
        card = queries.card(worker, number)
        if card is None:
            raise NotFound
        # Given back or marked by a colleague meanwhile: the list shows what is true.
        with suppress(Conflict):
            act(worker, card)
        return redirect(f"{reverse('day')}?day={queries.day_of(card).isoformat()}")

    return view


arrived = _marks(desk_actions.arrived)
missed = _marks(desk_actions.missed)


@require_http_methods(["GET", "POST"])
@staff_required(BOOK)
def without_phone(request: HttpRequest, worker: Worker) -> HttpResponse:
    """A number now, or a time later, with a code card to hand over."""
    form = ServiceForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "booking/without_phone.html", {"form": form}, status=status)
    service = form.services[form.cleaned_data["service"]]
    slot = number_of(request.POST.get("slot", ""), MOST_ID)
    if "now" in request.POST:
        made, one = desk_actions.come_without_phone(worker, service)
    elif slot:
        try:
            made, one = desk_actions.book_for(worker, slot)
        except taking.SlotTaken:
            return _times(request, form, service, is_lost=True)
    else:
        return _times(request, form, service)
    context = {**drawn(made.return_code), "one": one, "service": service}
    return render(request, "booking/card.html", context)


def _times(
    request: HttpRequest, form: ServiceForm, service: Service, *, is_lost: bool = False
) -> HttpResponse:
    found = taking.open_slots(service.id, now(), now() + timedelta(days=14))[:40]
    context = {"form": form, "service": service, "slots": found, "is_lost": is_lost}
    return render(request, "booking/without_phone.html", context, status=409 if is_lost else 200)
