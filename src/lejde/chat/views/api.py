"""`/api/v1/conversations` and the staff's queue: the same acts for other programs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from lejde.chat import actions, desk_actions, lines, presence, queueing
from lejde.chat.domain import LONGEST_TEXT, Message, Picture, check_id
from lejde.chat.models import Conversation
from lejde.chat.views import reading
from lejde.identity.api import bearer, json_call, read_json
from lejde.identity.staffing import Worker, bearer_worker
from lejde.kernel.errors import BadInput

# A character may take twelve bytes as `\\ud83d\\ude00`.
LARGEST_MESSAGE = 12 * LONGEST_TEXT + 1_000


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


@json_call("GET")
def conversation(request: HttpRequest, number: str) -> HttpResponse:
    """200 `{id, topic, language, state, position, last, seen: {visitor, staff}}`."""
    who, place = reading.who(request), reading.number(number)
    own = desk_actions.find(who, place) if isinstance(who, Worker) else actions.find(who, place)
    row = own.row
    seen = {"visitor": row.seen_by_visitor, "staff": row.seen_by_staff}
    more = {"topic": row.topic, "language": row.language, "last": row.last, "seen": seen}
    return JsonResponse({**shown(row), **more})


@json_call("POST")
def seen(request: HttpRequest, number: str) -> HttpResponse:
    """204: whoever asks has looked at everything up to `sequence`."""
    who, place = reading.who(request), reading.number(number)
    sequence = read_json(request, allowed={"sequence"}).get("sequence")
    if isinstance(who, Worker):
        desk_actions.mark_seen(who, place, sequence)
    else:
        actions.mark_seen(who, place, sequence)
    return HttpResponse(status=204)


@json_call("POST")
def typing(request: HttpRequest, number: str) -> HttpResponse:
    """204: whoever asks writes just now; the other side hears it, and nothing is kept."""
    read_json(request, allowed=set())
    who, place = reading.who(request), reading.number(number)
    if isinstance(who, Worker):
        desk_actions.types(who, place)
    else:
        actions.types(who, place)
    return HttpResponse(status=204)


@json_call("GET", "POST")
def messages(request: HttpRequest, number: str) -> HttpResponse:
    """GET `?after=N`: `{state, messages}`; POST: 201 `{sequence}`, 200 for the same again."""
    who, place = reading.who(request), reading.number(number)
    if request.method == "GET":
        after = reading.after(request)
        if isinstance(who, Worker):
            presence.sign(who.user)
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
    told = {
        "sequence": one.sequence, "client_id": one.client_id or None, "from": one.sender,
        "text": one.text, "at": one.at,
    }  # fmt: skip
    more = {
        "attachment": enclosed(one.picture) if one.picture else None,
        "role": one.role, "about": lines.shown(one.about),
    }  # fmt: skip
    return {**told, **{name: value for name, value in more.items() if value}}


def enclosed(picture: Picture) -> dict[str, Any]:
    """What came with a message, before anybody opens it."""
    return {
        "bytes": picture.size, "width": picture.width, "height": picture.height,
        "until": picture.until.isoformat(), "is_gone": picture.is_gone,
    }  # fmt: skip


@json_call("POST")
def close(request: HttpRequest, number: str) -> HttpResponse:
    """200 `{state}`, from both sides; once more is no error."""
    read_json(request, allowed=set())
    who, place = reading.who(request), reading.number(number)
    state = desk_actions.close(who, place) if isinstance(who, Worker) else actions.close(who, place)
    return JsonResponse({"state": state})


@json_call("GET")
def queue(request: HttpRequest) -> HttpResponse:
    """200 `{conversations: [{id, topic, language, state, waiting_since}]}`, the longest first."""
    worker = bearer_worker(request)
    found = desk_actions.queue(worker)
    presence.sign(worker.user)
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
    row = desk_actions.claim(bearer_worker(request), reading.number(number))
    return JsonResponse({"id": str(row.pk), "state": row.state})
