"""Who may listen for what. The stream itself is held by the server's loop (`chat.streams`)."""

from django.http import HttpRequest, HttpResponse

from lejde.chat import actions, desk_actions
from lejde.chat.domain import STAFF, VISITOR
from lejde.chat.views import reading
from lejde.chat.watching import Watch
from lejde.identity import cookies, staffing
from lejde.identity.api import json_call, token_of
from lejde.identity.roles import CHAT
from lejde.identity.staffing import Worker, bearer_worker
from lejde.kernel.errors import NotAllowed, NotFound, NotSignedIn
from lejde.kernel.numbers import number_of
from lejde.vault import passes
from lejde.vault.visitors import VisitorSession


class Listening(HttpResponse):
    """Headers of a stream that goes on for as long as `watch` may look."""

    def __init__(self, watch: Watch) -> None:
        super().__init__(content_type="text/event-stream")
        self.watch = watch
        # Some proxies keep what they pass on until it is much.
        self["X-Accel-Buffering"] = "no"


@json_call("GET")
def conversation(request: HttpRequest, number: str) -> HttpResponse:
    """`?after=N` or `Last-Event-ID`: looks at one conversation, for either side."""
    place, after = reading.number(number), _after(request)
    who = reading.who(request, is_act=False)
    if isinstance(who, Worker):
        return Listening(_for_worker(who, token_of(request), place, after))
    if not actions.is_own(who, place):
        raise NotFound("this is gone")
    return Listening(_for_visitor(who, token_of(request), place, after))


@json_call("GET")
def staff(request: HttpRequest) -> HttpResponse:
    """One stream for a whole desk."""
    return Listening(_for_desk(bearer_worker(request), token_of(request)))


@json_call("GET")
def own_page(request: HttpRequest, key: str) -> HttpResponse:
    """The visitor's page listens with its cookie."""
    session = cookies.current_session(request, is_act=False)
    token = request.COOKIES.get(cookies.COOKIE, "")
    if session is None:
        raise NotSignedIn("this session has ended")
    own = actions.by_key(session, key)
    return Listening(_for_visitor(session, token, own.row.pk, _after(request)))


@json_call("GET")
def desk_page(request: HttpRequest) -> HttpResponse:
    """The desk's pages listen with their cookie."""
    worker = staffing.current_worker(request)
    if worker is None:
        raise NotSignedIn("this session has ended")
    return Listening(_for_desk(worker, request.session.session_key or ""))


def _for_visitor(session: VisitorSession, token: str, number: int, after: int) -> Watch:
    return Watch(session.as_pass(token), VISITOR, number, after=after)


def _for_worker(worker: Worker, token: str, number: int, after: int) -> Watch:
    row = desk_actions.find(worker, number).row
    return Watch(passes.for_token(token), STAFF, row.pk, worker.user.pk, after)


def _for_desk(worker: Worker, token: str) -> Watch:
    if not worker.may(CHAT):
        raise NotAllowed
    held = passes.for_token(token)
    return Watch(held, STAFF, worker=worker.user.pk, purposes=worker.keys.purposes())


def _after(request: HttpRequest) -> int:
    """What the client says it has; what the browser remembers by itself wins."""
    last = request.META.get("HTTP_LAST_EVENT_ID", "")
    if found := number_of(last, reading.MOST_SEQUENCE):
        return found
    return reading.after(request)
