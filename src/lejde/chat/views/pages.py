"""The visitor's side, without JavaScript: a page that looks again by itself while one only reads,
and holds still as soon as one writes.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lejde.chat import actions, closing, goals, telling, texts
from lejde.chat.actions import Own
from lejde.chat.domain import CLOSED, ConversationClosed
from lejde.chat.forms import MessageForm
from lejde.chat.views import shown, together
from lejde.chat.views.looking import looking, may_look
from lejde.identity.cookies import visitor_required
from lejde.kernel.errors import TooBusy
from lejde.vault.visitors import VisitorSession


@require_http_methods(["GET", "POST"])
@visitor_required
def talk(request: HttpRequest, session: VisitorSession, key: str) -> HttpResponse:
    """One talk; POST says something."""
    own = actions.by_key(session, key)
    if request.method == "GET":
        return _talk(request, own, key)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _talk(request, own, key, form=form, status=422)
    told = form.cleaned_data
    try:
        actions.say(session, own.row.pk, told["client_id"], told["text"])
    except ConversationClosed as error:
        own = actions.by_key(session, key)
        return _talk(request, own, key, form=form, status=error.status)
    except TooBusy as error:
        form.add_error("text", str(texts.TOO_FAST))
        return _talk(request, own, key, form=form, status=error.status)
    return redirect("chat:talk", key)


def _talk(
    request: HttpRequest,
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
        "standing": telling.standing_of(row), "is_open": row.state != CLOSED,
        "form": (form or MessageForm()) if is_writing else None, "looks_again": looks_again,
        "last": messages[-1].sequence if messages else 0, "closing": closing.shown(own, messages),
        **goals.of_visitor(own.session, row), **shown.context_of(own, key, messages),
        **together.around(own.session, own, messages),
    }  # fmt: skip
    page = render(request, "chat/talk.html", context, status=status)
    return looking(page) if looks_again else page


@require_POST
@visitor_required
def wait(request: HttpRequest, session: VisitorSession, key: str) -> HttpResponse:
    """Stands in the queue with a letter."""
    actions.wait(session, actions.by_key(session, key).row.pk)
    return redirect("chat:talk", key)


@require_POST
@visitor_required
def close(request: HttpRequest, session: VisitorSession, key: str) -> HttpResponse:
    """Ended; what was said stays readable here."""
    actions.close(session, actions.by_key(session, key).row.pk)
    return redirect("chat:talk", key)
