"""What stands beside a talk, with a message that is typed and not sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from lejde.chat import at_hand, desk_actions
from lejde.chat.at_hand import Typed
from lejde.chat.forms import MessageForm
from lejde.chat.models import Conversation
from lejde.identity.roles import CHAT
from lejde.identity.staffing import Worker, staff_required


@require_POST
@staff_required(CHAT)
def look(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """Hints and passages for what is being typed. Posted, so that no word is in an address."""
    row = desk_actions.find(worker, number).row
    context = {"at_hand": at_hand.looked_at(Typed.of(request.POST), row)}
    return render(request, "chat/desk/looked_at.html", context)


def unsent(request: HttpRequest, worker: Worker, number: int) -> MessageForm:
    """The message as it was typed, with what was to be put in; still the same message."""
    row = desk_actions.find(worker, number).row
    asked = request.POST.get(at_hand.ASKED, "")
    typed = at_hand.added_to(Typed.of(request.POST), asked, row, worker)
    form = MessageForm()
    form.initial["text"] = typed.text
    form.initial["client_id"] = request.POST.get("client_id") or form.initial["client_id"]
    return form


def context_of(request: HttpRequest, row: Conversation, worker: Worker) -> dict[str, Any]:
    """What the page of a talk shows beside it."""
    asked = request.POST.get(at_hand.ASKED, "")
    typed = Typed.of(request.POST) if request.method == "POST" else None
    if typed and asked:
        typed = at_hand.added_to(typed, asked, row, worker)
    return at_hand.stands(row, worker, typed, asked)
