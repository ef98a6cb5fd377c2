"""`/api/v1/conversations` and the staff's queue: the same acts for other programs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from lejde.chat import actions, desk_actions, lines, queueing
from lejde.chat.domain import LONGEST_TEXT, Message, check_id
from lejde.chat.models import Conversation
from lejde.identity.api import bearer, json_call, read_json
from lejde.identity.staffing import Worker, bearer_worker
from lejde.kernel.errors import BadInput, NotSignedIn
from lejde.kernel.numbers import MOST_ID, number_of
from lejde.vault.visitors import VisitorSession

# A character may take twelve bytes as `\\ud83d\\ude00`.
LARGEST_MESSAGE = 12 * LONGEST_TEXT + 1_000
MOST_SEQUENCE = 2**31 - 1


@json_call("POST")
def conversations(request: HttpRequest) -> HttpResponse:
    """201 `{id, state, position}`; the same `client_id` again: 200 and the same."""
    _, session = bearer(request)
    told = read_json(request, allowed={"topic", "language", "client_id"})
    languages = [code for code, _ in settings.LANGUAGES]
    if told.get("language") not in languages:
        raise BadInput("language: expected one of " + ", ".join(languages), keys=["language"])
    client_id = told.get("client_id", "")
    if "client_id" in told:
        check_id(client_id)
    row, is_new = actions.begin(session, str(told.get("topic")), told["language"], client_id)
    return JsonResponse(shown(row), status=201 if is_new else 200)


def shown(row: Conversation) -> dict[str, Any]:
    """A conversation as its visitor sees it; `position` is 0 for one that waits no more."""
    return {"id": str(row.pk), "state": row.state, "position": queueing.position(row)}


@json_call("GET", "POST")
def messages(request: HttpRequest, number: str) -> HttpResponse:
    """GET `?after=N`: `{state, messages}`; POST: 201 `{sequence}`, 200 for the same again."""
    who, place = _who(request), _number(number)
    if request.method == "GET":
        after = _after(request)
        if isinstance(who, Worker):
            state, found = desk_actions.read(who, place, after)
        else:
            state, found = actions.read(who, place, after)
        return JsonResponse({"state": state, "messages": [said(one) for one in found]})
    told = read_json(request, allowed={"client_id", "text"}, most=LARGEST_MESSAGE)
    client_id, text = told.get("client_id"), told.get("text")
    if isinstance(who, Worker):
        sequence, is_new = desk_actions.say(who, place, client_id, text)
    else:
        sequence, is_new = actions.say(who, place, client_id, text)
    return JsonResponse({"sequence": sequence}, status=201 if is_new else 200)


def said(one: Message) -> dict[str, Any]:
    """A message as the contract shows it."""
    return {
        "sequence": one.sequence, "client_id": one.client_id or None, "from": one.sender,
        "text": one.text, "at": one.at, "role": one.role or None, "about": lines.shown(one.about),
    }  # fmt: skip


@json_call("POST")
def close(request: HttpRequest, number: str) -> HttpResponse:
    """200 `{state}`, from both sides; once more is no error."""
    read_json(request, allowed=set())
    who, place = _who(request), _number(number)
    state = desk_actions.close(who, place) if isinstance(who, Worker) else actions.close(who, place)
    return JsonResponse({"state": state})


@json_call("GET")
def queue(request: HttpRequest) -> HttpResponse:
    """200 `{conversations: [{id, topic, language, state, waiting_since}]}`, the longest first."""
    found = desk_actions.queue(bearer_worker(request))
    return JsonResponse({
        "conversations": [
            {"id": str(one.pk), "topic": one.topic, "language": one.language, "state": one.state,
             "waiting_since": one.since.isoformat() if one.since else None}
            for one in found
        ]
    })  # fmt: skip


@json_call("POST")
def claim(request: HttpRequest, number: str) -> HttpResponse:
    """200 `{id, state}`, also again by the holder; 409 `already_claimed`, `at_capacity`."""
    read_json(request, allowed=set())
    row = desk_actions.claim(bearer_worker(request), _number(number))
    return JsonResponse({"id": str(row.pk), "state": row.state})


def _who(request: HttpRequest) -> VisitorSession | Worker:
    """A visitor, or one of the staff: the same addresses are both sides'."""
    try:
        return bearer(request)[1]
    except NotSignedIn:
        return bearer_worker(request)


def _number(text: str) -> int:
    return number_of(text, MOST_ID)


def _after(request: HttpRequest) -> int:
    if unknown := sorted(set(request.GET) - {"after"}):
        raise BadInput(f"{unknown[0]}: is not a known key", keys=unknown)
    text = request.GET.get("after", "0")
    after = number_of(text, MOST_SEQUENCE)
    if str(after) != text:
        raise BadInput("after: expected a number", keys=["after"])
    return after
