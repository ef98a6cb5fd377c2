"""The desk: I answer now, I stop taking new, I am ready."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lejde.chat import desk_actions
from lejde.chat.here import HereForm
from lejde.chat.views.desk import queue_page
from lejde.identity.roles import CHAT
from lejde.identity.staffing import Worker, staff_required


@require_POST
@staff_required(CHAT)
def here(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Answers now: whoever lost their place while nobody was there has it back at once."""
    form = HereForm(worker, request.POST)
    if not form.is_valid():
        return queue_page(request, worker, here=form, status=422)
    desk_actions.answers(worker, form.cleaned_data["topics"], form.cleaned_data["capacity"])
    return redirect("talks")


@require_POST
@staff_required(CHAT)
def stop(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Takes no one new; whoever waited for nobody else is told so."""
    desk_actions.stops(worker)
    return redirect("talks")


@require_POST
@staff_required(CHAT)
def ready(request: HttpRequest, worker: Worker) -> HttpResponse:
    """The pause after a talk is over."""
    desk_actions.is_ready(worker)
    return redirect("talks")
