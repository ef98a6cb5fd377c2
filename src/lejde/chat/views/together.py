"""The visitor's side of a talk with more than two, or that goes to somebody else; without
JavaScript.
"""

from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lejde.chat import actions, asking, handover, interpreting, joining, lines, texts
from lejde.chat.actions import Own
from lejde.chat.context import COOKIE
from lejde.chat.domain import CLOSED, OPEN, SYSTEM, ConversationClosed, Message, NotAsked
from lejde.chat.forms_together import HandoverForm, InterpreterForm
from lejde.identity.cookies import visitor_required
from lejde.identity.reading import until
from lejde.identity.views.codes import drawn
from lejde.kernel.errors import NotFound
from lejde.kernel.numbers import number_of
from lejde.vault.visitors import VisitorSession

MOST_SEQUENCE = 2**31 - 1
# Where an offer leads, in the visitor's own session.
LEADS_TO = {lines.BOOK: "booking:start", lines.CHECK: "selfcheck:start"}


def around(session: VisitorSession, own: Own, messages: list[Message]) -> dict[str, Any]:
    """What the page of a talk shows beside what is said."""
    row, is_open = own.row, own.row.state != CLOSED
    return {
        "asked": lines.asked(messages) if row.state == OPEN else None,
        "over": lines.over(messages) if is_open else [one.sequence for one in messages],
        "holder": row.holder.as_role() if row.holder and row.state == OPEN else None,
        "seats": [
            {"role": one.who.as_role(), "writes": one.writes, "reason": texts.REASONS[one.reason]}
            for one in joining.at(row)
        ],
        "guest": interpreting.invited(session, row) if is_open else None,
        "can_go_elsewhere": is_open and bool(handover.topics(row)),
    }  # fmt: skip


@require_POST
@visitor_required
def answer(request: HttpRequest, session: VisitorSession, key: str) -> HttpResponse:
    """Yes or no; what came between is seen on the page."""
    own = actions.by_key(session, key)
    sequence = number_of(request.POST.get("sequence", ""), MOST_SEQUENCE)
    with suppress(NotAsked, ConversationClosed):
        asking.answer(session, own.row.pk, sequence, request.POST.get("yes") == "yes")
    return redirect("chat:talk", key)


@require_http_methods(["GET", "POST"])
@visitor_required
def elsewhere(request: HttpRequest, session: VisitorSession, key: str) -> HttpResponse:
    """With whom the talk goes on, and what they get to read; nothing, unless chosen."""
    own = actions.by_key(session, key)
    if own.row.state == CLOSED:
        return redirect("chat:talk", key)
    posted = request.POST if request.method == "POST" else None
    form = HandoverForm(posted, own.row, actions.read_all(own), request.GET.get("topic", ""))
    if posted is not None and form.is_valid():
        told = form.cleaned_data
        with suppress(ConversationClosed):
            handover.go(
                session, own.row.pk, told["topic"], summary=told["summary"],
                bring=told.get("bring", handover.NOTHING),
                chosen=[int(one) for one in told.get("messages", ())],
            )  # fmt: skip
        return redirect("chat:talk", key)
    context = {
        "form": form, "key": key, "topic": texts.TOPICS[own.row.topic],
        "offer": number_of(request.GET.get("offer", ""), MOST_SEQUENCE),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "chat/visitor/elsewhere.html", context, status=status)


@require_safe
@visitor_required
def step(request: HttpRequest, session: VisitorSession, key: str, sequence: int) -> HttpResponse:
    """Where an offer of the thread leads; the way back is remembered."""
    own = actions.by_key(session, key)
    found = own.read_after(sequence - 1, 1) if 0 < sequence <= MOST_SEQUENCE else []
    told = found[0][1] if found else {}
    about = told.get("about", {}) if told.get("from") == SYSTEM else {}
    what = about.get("what")
    if what == lines.HANDOVER:
        asked = urlencode({"topic": about["topic"], "offer": sequence})
        return redirect(f"{reverse('chat:elsewhere', args=[key])}?{asked}")
    if what == lines.LET_IN:
        return redirect("chat:interpreter", key)
    if what not in LEADS_TO:
        raise NotFound("this is gone")
    response = redirect(LEADS_TO[what])
    response.set_cookie(COOKIE, key, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


@require_safe
@visitor_required
def back(request: HttpRequest, session: VisitorSession) -> HttpResponse:
    """To the talk that was left for a moment."""
    key = request.COOKIES.get(COOKIE, "")
    try:
        actions.by_key(session, key)
        response = redirect("chat:talk", key)
    except NotFound:
        response = redirect("identity:mine")
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


@require_http_methods(["GET", "POST"])
@visitor_required
def interpreter(request: HttpRequest, session: VisitorSession, key: str) -> HttpResponse:
    """First what it means, then the code, shown once."""
    own = actions.by_key(session, key)
    if own.row.state == CLOSED:
        return redirect("chat:talk", key)
    form = InterpreterForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        days = int(form.cleaned_data["days"])
        code = interpreting.invite(session, own.row.pk, days, form.cleaned_data["called"])
        context = {"key": key, "until": until(days), **drawn(code)}
        return render(request, "chat/visitor/interpreter_code.html", context)
    status = 422 if form.errors else 200
    context = {"form": form, "key": key, "guest": interpreting.invited(session, own.row)}
    return render(request, "chat/visitor/interpreter.html", context, status=status)


@require_POST
@visitor_required
def let_out(request: HttpRequest, session: VisitorSession, key: str) -> HttpResponse:
    """The interpreter's next click opens nothing."""
    interpreting.let_out(session, actions.by_key(session, key).row.pk)
    return redirect("chat:talk", key)
