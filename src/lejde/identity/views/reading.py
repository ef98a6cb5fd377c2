"""Letting somebody read along, taking it back, and what the guest reads."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from lejde.guidelines import words
from lejde.identity import reading
from lejde.identity.cookies import current_guest, current_session, forget_token, visitor_required
from lejde.identity.forms import ReadAlongForm
from lejde.identity.views.codes import drawn
from lejde.kernel.errors import NotFound
from lejde.kernel.numbers import MOST_ID, number_of
from lejde.vault.visitors import VisitorSession


@require_POST
@visitor_required
def let_read(request: HttpRequest, session: VisitorSession) -> HttpResponse:
    """First what it means and whom to talk with under pressure, then the code, shown once."""
    folder = request.POST.get("folder", "")
    choices = reading.choices(session, folder)
    if not choices:
        raise NotFound("this is gone")
    form = ReadAlongForm(request.POST if "give" in request.POST else None, choices=choices)
    if not form.is_valid():
        context = {
            "form": form,
            "folder": folder,
            "help": reading.help_under_pressure(words.nearest(get_language() or "nb")),
        }
        status = 422 if form.is_bound else 200
        return render(request, "identity/let_read.html", context, status=status)
    told = form.cleaned_data
    until = reading.until(int(told["days"]))
    code = session.invite(folder, frozenset(told["parts"]), until, told["called"])
    context = {"until": until, "parts": reading.labels(tuple(told["parts"]))}
    return render(request, "identity/guest_code.html", {**context, **drawn(code)})


@require_POST
@visitor_required
def take_back(request: HttpRequest, session: VisitorSession) -> HttpResponse:
    """The guest's next click opens nothing."""
    number = number_of(request.POST.get("number", ""), MOST_ID)
    session.end_guest(request.POST.get("folder", ""), number)
    return redirect("identity:mine")


@require_safe
def read(request: HttpRequest) -> HttpResponse:
    """The guest's one page: the parts that were named, whose decision it is, and until when."""
    guest = current_guest(request)
    if guest is None:
        return redirect("identity:mine") if current_session(request) else is_over(request)
    if page := reading.page_of(guest):
        return redirect(page)
    context: dict[str, Any] = {"until": guest.until, "shown": reading.shown(guest)}
    return render(request, "identity/reading.html", context)


def is_over(request: HttpRequest) -> HttpResponse:
    """One answer for run out, taken back and open for too long: it tells nobody what was done."""
    response = render(request, "identity/reading_over.html", status=401)
    forget_token(response)
    return response
