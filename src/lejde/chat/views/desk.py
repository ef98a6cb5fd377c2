"""The desk: who waits, what one holds, one talk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lejde.chat import beside, desk_actions, presence, texts
from lejde.chat.domain import CLOSED, AlreadyClaimed, AtCapacity, ConversationClosed
from lejde.chat.forms import MessageForm
from lejde.chat.models import Conversation
from lejde.chat.views.beside import context_of, unsent
from lejde.chat.views.looking import looking, may_look
from lejde.identity.roles import CHAT
from lejde.identity.staffing import Worker, staff_required


@require_safe
@staff_required(CHAT)
def queue(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Who waits and what one holds; looking at it is a sign of life."""
    presence.is_here(worker.user)
    return _queue(request, worker)


def _queue(
    request: HttpRequest, worker: Worker, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "waiting": [_shown(row) for row in desk_actions.queue(worker)],
        "held": [_shown(row) for row in desk_actions.holding(worker)], "problem": problem,
        "looks_again": may_look(request),
    }  # fmt: skip
    page = render(request, "chat/queue.html", context, status=status)
    return looking(page) if may_look(request) else page


def _shown(row: Conversation) -> dict[str, Any]:
    return {"row": row, "topic": texts.TOPICS[row.topic], "is_letter": row.state == "letterbox"}


@require_POST
@staff_required(CHAT)
def claim(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """Takes one that waits; who was slower reads why."""
    try:
        desk_actions.claim(worker, number)
    except AlreadyClaimed:
        return _queue(request, worker, problem="already_claimed", status=409)
    except AtCapacity:
        return _queue(request, worker, problem="at_capacity", status=409)
    return redirect("desk_talk", number)


@require_http_methods(["GET", "POST"])
@staff_required(CHAT)
def talk(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """One talk that this one holds; POST answers."""
    presence.is_here(worker.user)
    if request.method == "GET":
        return _talk(request, worker, number)
    if beside.is_asked(request.POST):
        return _talk(request, worker, number, form=unsent(request, worker, number))
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _talk(request, worker, number, form=form, status=422)
    told = form.cleaned_data
    try:
        desk_actions.say(worker, number, told["client_id"], told["text"])
    except ConversationClosed:
        return _talk(request, worker, number, form=form, status=409)
    return redirect("desk_talk", number)


def _talk(
    request: HttpRequest,
    worker: Worker,
    number: int,
    *,
    form: MessageForm | None = None,
    status: int = 200,
) -> HttpResponse:
    row, messages = desk_actions.read_all(worker, number)
    context = {
        "row": row, "topic": texts.TOPICS[row.topic], "messages": messages,
        "is_open": row.state != CLOSED, "form": form or MessageForm(),
        "beside": context_of(request, row, worker),
    }  # fmt: skip
    return render(request, "chat/desk_talk.html", context, status=status)


@require_POST
@staff_required(CHAT)
def close(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """Ended."""
    desk_actions.close(worker, number)
    return redirect("talks")
