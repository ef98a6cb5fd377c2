"""The desk: who waits, what one holds, one talk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lejde.chat import at_hand, closing, desk_actions, goals, letters, presence, texts, translating
from lejde.chat.domain import (
    CLOSED,
    WRITING_FOR,
    AlreadyClaimed,
    AtCapacity,
    ConversationClosed,
    TooLong,
)
from lejde.chat.forms import MessageForm
from lejde.chat.forms_closing import ClosingForm
from lejde.chat.here import HereForm, gives_a_sign, shown
from lejde.chat.models import Conversation
from lejde.chat.translating import NotTranslated
from lejde.chat.views import beside, desk_together
from lejde.chat.views.at_hand import context_of, unsent
from lejde.chat.views.looking import looking, may_look
from lejde.identity.roles import CHAT
from lejde.identity.staffing import Worker, staff_required
from lejde.kernel.errors import TooBusy


@require_safe
@staff_required(CHAT)
def queue(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Who waits and what one holds; looking at it is a sign of life."""
    gives_a_sign(request, worker)
    return queue_page(request, worker)


def queue_page(
    request: HttpRequest,
    worker: Worker,
    *,
    problem: str = "",
    here: HereForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The queue with whatever was wrong with what was sent."""
    waiting = letters.arranged(desk_actions.queue(worker))
    context = {
        "waiting": [{**_shown(one.row), "waits": one} for one in waiting],
        "here": shown(worker, here, gives_signs=may_look(request)),
        "held": [
            {**_shown(row), "worry": beside.worry(worker, row)}
            for row in desk_actions.holding(worker)
        ],
        "asked": beside.asked_of(worker), "problem": problem,
        "uncounted": [_shown(row) for row in closing.uncounted(worker)],
        "looks_again": may_look(request),
    }  # fmt: skip
    page = render(request, "chat/queue.html", context, status=status)
    return looking(page) if may_look(request) else page


def _shown(row: Conversation) -> dict[str, Any]:
    return {"row": row, "topic": texts.TOPICS[row.topic]}


@require_POST
@staff_required(CHAT)
def claim(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """Takes one that waits; who was slower reads why."""
    try:
        desk_actions.claim(worker, number)
    except AlreadyClaimed:
        return queue_page(request, worker, problem="already_claimed", status=409)
    except AtCapacity:
        return queue_page(request, worker, problem="at_capacity", status=409)
    return redirect("desk_talk", number)


@require_http_methods(["GET", "POST"])
@staff_required(CHAT)
def talk(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """One talk that this one holds; POST answers."""
    presence.acts(worker.user, WRITING_FOR)
    if request.method == "GET":
        return _talk(request, worker, number)
    if at_hand.is_asked(request.POST):
        return _talk(request, worker, number, form=unsent(request, worker, number))
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _talk(request, worker, number, form=form, status=422)
    told = form.cleaned_data
    try:
        if "translated" in request.POST:
            own, language = told["client_id"], get_language() or ""
            translating.say(worker, number, own, told["text"], language)
        else:
            desk_actions.say(worker, number, told["client_id"], told["text"])
    except ConversationClosed as error:
        return _talk(request, worker, number, form=form, status=error.status)
    except TooBusy as error:
        form.add_error("text", str(texts.TOO_FAST))
        return _talk(request, worker, number, form=form, status=error.status)
    except TooLong:
        form.add_error("text", _("With its translation this is too long. Send it in parts."))
        return _talk(request, worker, number, form=form, status=422)
    except NotTranslated as error:
        return _talk(request, worker, number, form=form, status=error.status)
    return redirect("desk_talk", number)


@require_POST
@staff_required(CHAT)
def translate(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """What the visitor wrote, in the reader's language; what was typed meanwhile stays."""
    form = MessageForm(request.POST) if request.POST.get("text") else None
    try:
        told = translating.for_me(worker, number, get_language() or "")
    except NotTranslated:
        return _talk(request, worker, number, form=form, status=503)
    return _talk(request, worker, number, form=form, translations=told)


def _talk(
    request: HttpRequest,
    worker: Worker,
    number: int,
    *,
    form: MessageForm | None = None,
    status: int = 200,
    translations: list[tuple[int, str]] | None = None,
) -> HttpResponse:
    held, messages = desk_actions.read_all(worker, number)
    row, form = held.row, form or MessageForm()
    context = {
        "row": row, "topic": texts.TOPICS[row.topic], "messages": messages,
        "is_open": row.state != CLOSED, "form": form,
        "last": messages[-1].sequence if messages else 0,
        "closing": ClosingForm(), **goals.of_desk(row),
        "translations": translations, "not_translated": status == NotTranslated.status,
        "can_translate": translating.is_offered(), "is_other": row.language != get_language(),
        **beside.context_of(worker, row, messages),
        **desk_together.around(worker, held, messages, form),
        "at_hand": context_of(request, row, worker),
    }  # fmt: skip
    return render(request, "chat/desk_talk.html", context, status=status)
