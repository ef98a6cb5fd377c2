"""The visitor's side, without JavaScript: a page that looks again by itself while one only reads,
and holds still as soon as one writes.
"""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from lejde.chat import actions, queueing, texts
from lejde.chat.actions import Own
from lejde.chat.domain import CLOSED, PURPOSE_OF, ConversationClosed
from lejde.chat.forms import BeginForm, MessageForm
from lejde.chat.views import together
from lejde.chat.views.looking import looking, may_look
from lejde.identity.cookies import visitor_required
from lejde.kernel.errors import NotFound
from lejde.knowledge.queries import link_to
from lejde.vault.visitors import VisitorSession


@require_http_methods(["GET", "POST"])
@visitor_required
def start(request: HttpRequest, session: VisitorSession) -> HttpResponse:
    """What it is about; what must be passed on is said before."""
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        row, _ = actions.begin(session, told["topic"], _language(), told["client_id"])
        return redirect(f"/talk/{actions.key_of(session, row)}/?write=yes")
    context = {
        "form": form, "must_tell": link_to("confidentiality"), "who": link_to("who-is-who"),
        "readers": [
            (texts.TOPICS[topic], texts.READERS[PURPOSE_OF[topic]]) for topic in actions.topics()
        ],
        "young": link_to("young-selling"),
    }  # fmt: skip
    return render(request, "chat/start.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@visitor_required
def talk(request: HttpRequest, session: VisitorSession, key: str) -> HttpResponse:
    """One talk; POST says something."""
    own = actions.by_key(session, key)
    if request.method == "GET":
        return _talk(request, session, own, key)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _talk(request, session, own, key, form=form, status=422)
    told = form.cleaned_data
    try:
        actions.say(session, own.row.pk, told["client_id"], told["text"])
    except ConversationClosed:
        own = actions.by_key(session, key)
        return _talk(request, session, own, key, form=form, status=409)
    return redirect("chat:talk", key)


def _talk(
    request: HttpRequest,
    session: VisitorSession,
    own: Own,
    key: str,
    *,
    form: MessageForm | None = None,
    status: int = 200,
) -> HttpResponse:
    row = own.row
    messages = actions.read_all(own)
    is_writing = form is not None or "write" in request.GET or not messages
    looks_again = row.state != CLOSED and not is_writing and may_look(request)
    context: dict[str, Any] = {
        "key": key, "row": row, "messages": messages, "topic": texts.TOPICS[row.topic],
        "state": texts.STATES[row.state], "is_open": row.state != CLOSED,
        "position": queueing.position(row), "form": (form or MessageForm()) if is_writing else None,
        "looks_again": looks_again, **together.around(session, own, messages),
    }  # fmt: skip
    page = render(request, "chat/talk.html", context, status=status)
    return looking(page) if looks_again else page


@require_POST
@visitor_required
def close(request: HttpRequest, session: VisitorSession, key: str) -> HttpResponse:
    """Ended; what was said stays readable here."""
    actions.close(session, actions.by_key(session, key).row.pk)
    return redirect("chat:talk", key)


@require_POST
@visitor_required
def erase(request: HttpRequest, session: VisitorSession, key: str) -> HttpResponse:
    """This talk is gone for everybody; once more is no error."""
    with suppress(NotFound):
        actions.erase(session, actions.by_key(session, key).row.pk)
    return redirect("identity:mine")


def _language() -> str:
    known = [code for code, _ in settings.LANGUAGES]
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    return language if language in known else settings.LANGUAGE_CODE
