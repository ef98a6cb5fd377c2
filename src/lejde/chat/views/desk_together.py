"""The desk's side of a talk with more than two, or that goes to somebody else."""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lejde.chat import desk_actions, joining, lines, offering, strip, texts, transfer, unsent
from lejde.chat.desk_actions import Held
from lejde.chat.domain import CLOSED, OPEN, ConversationClosed, Message, NotAsked
from lejde.chat.forms import MessageForm
from lejde.chat.forms_together import JoinForm, OfferForm, TransferForm
from lejde.identity.roles import CHAT
from lejde.identity.staffing import Worker, staff_required
from lejde.kernel import clock

LAST_KEY = 9


def around(
    worker: Worker, held: Held, messages: list[Message], form: MessageForm
) -> dict[str, Any]:
    """What a page of a talk shows beside what is said; looking at it is having read it."""
    row = held.row
    strip.saw(worker, row, messages[-1].sequence if messages else 0)
    is_holding = held.is_holder and row.state == OPEN
    if not form.is_bound and is_holding and not form.initial.get("text"):
        form.initial["text"] = unsent.kept(worker, held.unsent)
    if row.state == OPEN:
        form.fields["text"].widget.attrs["autofocus"] = True
    asked = lines.asked(messages) if is_holding else None
    return {
        "strip": tabs(worker), "is_holder": held.is_holder, "seats": joining.at(row),
        "has_interpreter": _interprets(messages) and row.state != CLOSED,
        "may_say": held.is_holder or desk_actions.may_write(row, worker), "asked": asked,
        "transfer": TransferForm(None, transfer.choices(worker, row)) if is_holding else None,
        "offer": OfferForm(None, row) if is_holding else None,
        "came_without": row.parts > 1 and not held.earlier,
    }  # fmt: skip


def tabs(worker: Worker) -> list[dict[str, Any]]:
    """The strip of talks; the first nine have a key of their own."""
    return [
        {"talk": one, "topic": texts.TOPICS[one.row.topic],
         "key": place if place <= LAST_KEY else ""}
        for place, one in enumerate(strip.at(worker), start=1)
    ]  # fmt: skip


def _interprets(messages: list[Message]) -> bool:
    came = [one.about for one in messages if one.about.get("role") == lines.INTERPRETER]
    # Past its last day a code opens nothing, and nobody was there to say so.
    return lines.has_interpreter(messages) and came[-1]["until"] >= clock.today().isoformat()


@require_safe
@staff_required(CHAT)
def others(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Talks that colleagues hold: about what and how long, nothing of what is said."""
    return _others(request, worker)


def _others(
    request: HttpRequest, worker: Worker, form: JoinForm | None = None, status: int = 200
) -> HttpResponse:
    joined = {row.pk for row in joining.joined(worker)}
    shown = [
        {"row": row, "topic": texts.TOPICS[row.topic], "is_joined": row.pk in joined}
        for row in joining.others(worker)
    ]  # fmt: skip
    context = {"others": shown, "strip": tabs(worker)}
    return render(request, "chat/desk/others.html", context, status=status)


@require_http_methods(["GET", "POST"])
@staff_required(CHAT)
def join(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """Why, before anything is opened."""
    row = next((one for one in joining.others(worker) if one.pk == number), None)
    if row is None:
        return redirect("other_talks")
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            joining.join(worker, number, told["reason"], writes=told["writes"])
        except ConversationClosed:
            return redirect("other_talks")
        return redirect("desk_talk", number)
    context = {"row": row, "topic": texts.TOPICS[row.topic], "form": form, "strip": tabs(worker)}
    return render(request, "chat/desk/join.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required(CHAT)
def unjoin(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """Out again."""
    joining.leave(worker, number)
    return redirect("talks")


@require_POST
@staff_required(CHAT)
def propose(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """The visitor is asked."""
    row = desk_actions.held_by(worker, number).row
    form = TransferForm(request.POST, transfer.choices(worker, row))
    if form.is_valid():
        transfer.propose(worker, number, form.chosen.role, form.chosen.to)
    return redirect("desk_talk", number)


@require_POST
@staff_required(CHAT)
def withdraw(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """The visitor is asked no longer; what was answered meanwhile is seen on the page."""
    with suppress(NotAsked):
        transfer.withdraw(worker, number)
    return redirect("desk_talk", number)


@require_POST
@staff_required(CHAT)
def offer(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """The next step stands in the thread."""
    row = desk_actions.held_by(worker, number).row
    form = OfferForm(request.POST, row)
    if form.is_valid():
        offering.offer(worker, number, *form.chosen)
    return redirect("desk_talk", number)


@require_POST
@staff_required(CHAT)
def keep(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """What is typed and not sent."""
    held = desk_actions.held_by(worker, number)
    unsent.keep(worker, number, request.POST.get("text", ""), held.part)
    return redirect("desk_talk", number)
