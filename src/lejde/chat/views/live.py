"""What a page with JavaScript asks for beside itself: the acts of its forms, in small pieces."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from lejde.chat import actions, danger, desk_actions, presence, telling, texts
from lejde.chat.domain import CLOSED, VISITOR, ConversationClosed, Message
from lejde.chat.forms import MessageForm
from lejde.chat.models import Conversation
from lejde.chat.views import reading
from lejde.identity import cookies, staffing
from lejde.identity.roles import CHAT
from lejde.identity.staffing import Worker
from lejde.kernel.errors import LejdeError, NotAllowed, NotSignedIn
from lejde.kernel.numbers import number_of
from lejde.ui.errors import error_response
from lejde.vault.visitors import VisitorSession

STANDING = "chat/visitor/standing.html"
View = Callable[..., HttpResponse]


def _small(view: View) -> View:
    @wraps(view)
    def inner(request: HttpRequest, **named: Any) -> HttpResponse:
        try:
            return view(request, **named)
        except LejdeError as error:
            return error_response(error)

    return inner


def _of_visitor(*, is_act: bool) -> Callable[[View], View]:
    """What only reads because a bell rang, or a page stands open, keeps no session alive."""

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, key: str) -> HttpResponse:
            session = cookies.current_session(request, is_act=is_act)
            if session is None:
                raise NotSignedIn("this session has ended")
            return view(request, session, actions.by_key(session, key).row)

        return _small(inner)

    return decorate


def _of_worker(view: View) -> View:
    @wraps(view)
    def inner(request: HttpRequest, number: int) -> HttpResponse:
        worker = staffing.current_worker(request)
        if worker is None:
            raise NotSignedIn("this session has ended")
        if not worker.may(CHAT):
            raise NotAllowed
        return view(request, worker, number)

    return _small(inner)


@require_safe
@_of_visitor(is_act=False)
def said(request: HttpRequest, session: VisitorSession, row: Conversation) -> HttpResponse:
    """200 `{html, last, is_open, seen, state}`: the messages after `?after=N`."""
    _, messages = actions.read(session, row.pk, reading.after(request))
    return _said(request, row, messages, actions.key_of(session, row))


@require_safe
@_of_worker
def desk_said(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """As `said`, for the desk."""
    _, messages = desk_actions.read(worker, number, reading.after(request))
    row = desk_actions.find(worker, number).row
    presence.sign(worker.user)
    return _said(request, row, messages)


def _said(
    request: HttpRequest, row: Conversation, messages: list[Message], key: str = ""
) -> HttpResponse:
    told = {"messages": messages, "is_own": bool(key), "row": row, "key": key}
    standing = {"key": key, "standing": telling.standing_of(row)} if key else {}
    return JsonResponse({
        "html": render_to_string("chat/said_items.html", told, request),
        "last": messages[-1].sequence if messages else reading.after(request),
        "is_open": row.state != CLOSED,
        "seen": row.seen_by_staff if key else row.seen_by_visitor,
        "state": render_to_string(STANDING, standing, request) if key else "",
        "call": _call(request, messages) if key else "",
    })  # fmt: skip


def _call(request: HttpRequest, messages: list[Message]) -> str:
    """Whom to call, when what was just written may mean danger; who wrote it sees it at once."""
    own = [one for one in messages if one.sender == VISITOR]
    kinds = {kind for found in danger.found_in(own) for kind in found.kinds}
    told = {"to_call": danger.to_call(kinds), "is_paused": danger.is_paused(own)}
    return render_to_string("chat/visitor/danger.html", told, request).strip()


@require_POST
@_of_visitor(is_act=True)
def say(request: HttpRequest, session: VisitorSession, row: Conversation) -> HttpResponse:
    """200 `{sequence}`; 409 for a talk that has ended, 422 with `message`."""
    return _say(request, lambda own, text: actions.say(session, row.pk, own, text))


@require_POST
@_of_worker
def desk_say(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """As `say`, for the desk."""
    presence.acts(worker.user)
    return _say(request, lambda own, text: desk_actions.say(worker, number, own, text))


def _say(request: HttpRequest, act: Callable[[str, str], tuple[int, bool]]) -> HttpResponse:
    form = MessageForm(request.POST)
    if not form.is_valid():
        message = " ".join(str(one) for some in form.errors.values() for one in some)
        return JsonResponse({"message": message}, status=422)
    try:
        sequence, _ = act(form.cleaned_data["client_id"], form.cleaned_data["text"])
    except ConversationClosed as error:
        return JsonResponse({"message": str(texts.STATES[CLOSED])}, status=error.status)
    return JsonResponse({"sequence": sequence})


@require_POST
@_of_visitor(is_act=True)
def typing(request: HttpRequest, session: VisitorSession, row: Conversation) -> HttpResponse:
    """204."""
    actions.types(session, row.pk)
    return HttpResponse(status=204)


@require_POST
@_of_worker
def desk_typing(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """204."""
    presence.acts(worker.user)
    desk_actions.types(worker, number)
    return HttpResponse(status=204)


@require_POST
@_of_visitor(is_act=False)
def seen(request: HttpRequest, session: VisitorSession, row: Conversation) -> HttpResponse:
    """204: everything up to `sequence` stood on a page that somebody looked at."""
    actions.mark_seen(session, row.pk, _sequence(request))
    return HttpResponse(status=204)


@require_POST
@_of_worker
def desk_seen(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """204."""
    desk_actions.mark_seen(worker, number, _sequence(request))
    return HttpResponse(status=204)


def _sequence(request: HttpRequest) -> int:
    return number_of(request.POST.get("sequence", ""), reading.MOST_SEQUENCE)
