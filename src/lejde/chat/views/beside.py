"""The desk: what lies beside a talk, and what colleagues are asked about."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lejde.chat import beside, danger, desk_actions, second, texts
from lejde.chat.beside import RISK, WEIGH, Entry
from lejde.chat.domain import CLOSED, Message
from lejde.chat.forms_beside import (
    LEVEL_NAMES,
    OUTCOMES,
    AskForm,
    DecideForm,
    NoteForm,
    OpinionForm,
    RiskForm,
    WeighForm,
)
from lejde.chat.models import Conversation
from lejde.chat.second import AlreadyDecided
from lejde.identity.roles import CHAT, ROLES
from lejde.identity.staffing import Worker, staff_required
from lejde.kernel.numbers import number_of
from lejde.knowledge.queries import link_to

Forms = dict[str, forms.Form]
FORMS: dict[str, type[forms.Form]] = {"note": NoteForm, "risk": RiskForm, "ask": AskForm}
MOST_MESSAGES = 2**31 - 1


@require_http_methods(["GET", "POST"])
@staff_required(CHAT)
def talk_beside(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """What lies beside a talk that one holds; POST adds to it."""
    does = request.POST.get("does", "")
    if request.method == "POST" and does == "away":
        upto = number_of(request.POST.get("upto", ""), MOST_MESSAGES)
        beside.put_away(worker, number, upto)
        return redirect("desk_talk", number)
    if request.method == "GET" or does not in FORMS:
        return _beside(request, worker, number, {})
    form = FORMS[does](request.POST)
    if not form.is_valid():
        return _beside(request, worker, number, {does: form})
    told = form.cleaned_data
    if does == "note":
        beside.note(worker, number, told["text"])
    elif does == "risk":
        beside.set_risk(worker, number, told["level"], told["text"], told["hours"])
    else:
        second.ask(worker, number, told["text"])
    return redirect("desk_talk", number)


def _beside(request: HttpRequest, worker: Worker, number: int, bound: Forms) -> HttpResponse:
    held, messages = desk_actions.read_all(worker, number)
    row = held.row
    context = {
        "row": row, "topic": texts.TOPICS[row.topic], **context_of(worker, row, messages),
        **{f"{does}_form": form for does, form in bound.items()},
    }  # fmt: skip
    return render(request, "chat/desk/beside_page.html", context, status=422 if bound else 200)


@require_http_methods(["GET", "POST"])
@staff_required(CHAT)
def weigh(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """Before confidentiality is broken: one writes, somebody else stands behind it or not."""
    row = desk_actions.find(worker, number).row
    form = WeighForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        second.weigh(worker, number, form.cleaned_data)
        return redirect("desk_talk", number)
    context = {
        "row": row, "topic": texts.TOPICS[row.topic], "form": form,
        "must_tell": link_to("confidentiality"),
    }  # fmt: skip
    return render(request, "chat/desk/weigh.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@staff_required(CHAT)
def second_talk(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """A talk on which a colleague asks; POST answers."""
    if request.method == "GET":
        return _second(request, worker, number, {})
    of = number_of(request.POST.get("of", ""), MOST_MESSAGES)
    form: forms.Form = (
        DecideForm(request.POST, auto_id=f"id_{of}_%s")
        if "weighed" in request.POST
        else OpinionForm(request.POST, auto_id=f"id_{of}_%s")
    )
    if not form.is_valid():
        return _second(request, worker, number, {of: form})
    told = form.cleaned_data
    try:
        second.answer(worker, number, of, told["text"], told.get("agrees"))
    except AlreadyDecided:
        return _second(request, worker, number, {of: form}, status=409)
    return redirect("talks")


def _second(
    request: HttpRequest,
    worker: Worker,
    number: int,
    bound: dict[int, forms.Form],
    *,
    status: int = 200,
) -> HttpResponse:
    held, messages, entries = second.look(worker, number)
    waiting = {one.of for one in second.asked(worker) if one.row.pk == number}
    asked = [
        {"entry": one, "is_weighed": one.kind == WEIGH,
         "form": bound.get(one.number) or _form_for(one)}
        for one in entries if one.number in waiting
    ]  # fmt: skip
    context = {
        "row": held.row, "topic": texts.TOPICS[held.row.topic], "messages": messages,
        "asked": asked, **_shown(messages, entries), "problem": status == 409,
    }  # fmt: skip
    page = 422 if bound and status == 200 else status
    return render(request, "chat/desk/second.html", context, status=page)


def _form_for(one: Entry) -> forms.Form:
    form = DecideForm if one.kind == WEIGH else OpinionForm
    return form(auto_id=f"id_{one.number}_%s")


def context_of(worker: Worker, row: Conversation, messages: list[Message]) -> dict[str, Any]:
    """What a holder's page shows beside a talk, with empty forms."""
    entries = beside.entries(desk_actions.find(worker, row.pk))
    return {
        **_shown(messages, entries), "note_form": NoteForm(), "risk_form": RiskForm(),
        "ask_form": AskForm(), "is_paused": row.state != CLOSED and danger.is_paused(messages),
    }  # fmt: skip


def _shown(messages: list[Message], entries: list[Entry]) -> dict[str, Any]:
    found = danger.found_in(messages, beside.put_away_until(entries))
    risk = beside.risk_in(entries)
    return {
        "found": [(one.sequence, [texts.DANGERS[kind] for kind in one.kinds]) for one in found],
        "upto": max((one.sequence for one in found), default=0),
        "risk": risk, "risk_level": LEVEL_NAMES[risk.level] if risk else "",
        "entries": [_line(one) for one in reversed(entries)],
        "weighed": [
            {"entry": one.entry, "outcome": OUTCOMES[one.entry.content["outcome"]],
             "decided": one.decided, "holds": one.holds} for one in second.weighed_in(entries)
        ],
    }  # fmt: skip


def _line(one: Entry) -> dict[str, Any]:
    told = one.content
    level = LEVEL_NAMES[told["level"]] if one.kind == RISK else ""
    return {"kind": one.kind, "entry": one, "role": ROLES[told["role"]].label, "level": level}


def worry(worker: Worker, row: Conversation) -> Any:
    """The level that holds now for a talk one holds, for the list; empty when there is none."""
    risk = beside.risk_in(beside.entries(desk_actions.find(worker, row.pk)))
    return LEVEL_NAMES[risk.level] if risk else ""


def asked_of(worker: Worker) -> list[dict[str, Any]]:
    """What colleagues ask of this one, for the list; a talk once."""
    rows = {one.row.pk: one for one in second.asked(worker)}
    return [
        {"row": one.row, "topic": texts.TOPICS[one.row.topic], "is_weighed": one.about == WEIGH}
        for one in rows.values()
    ]
