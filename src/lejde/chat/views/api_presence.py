"""`/api/v1/topics` and `/api/v1/staff/presence`: who is there, for other programs."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from lejde.chat import actions, desk_actions, opening, presence, queueing
from lejde.identity.api import json_call, read_json
from lejde.identity.staffing import bearer_worker
from lejde.kernel import clock
from lejde.kernel.errors import BadInput


@json_call("GET")
def topics(request: HttpRequest) -> HttpResponse:
    """200 `{topics: [{topic, live, opens_at, answer_days}]}` of those that are offered."""
    book = opening.book()
    return JsonResponse({"topics": [_standing(topic, book) for topic in actions.topics()]})


def _standing(topic: str, book: opening.Book) -> dict[str, Any]:
    opens = book.opens_at(topic, clock.now())
    return {
        "topic": topic, "live": queueing.is_live(topic, book),
        "opens_at": opens.isoformat() if opens else None,
        "answer_days": book.setting(topic).answer_days if book.has_promised(topic) else None,
    }  # fmt: skip


@json_call("POST", "DELETE")
def staff(request: HttpRequest) -> HttpResponse:
    """POST: 200 `{topics, capacity, until}`, somebody answers now, and does so anew; DELETE: 204,
    takes no one new.
    """
    if request.method == "DELETE":
        desk_actions.stops(bearer_worker(request))
        return HttpResponse(status=204)
    told = read_json(request, allowed={"topics", "capacity"})
    worker = bearer_worker(request)
    mine = desk_actions.topics(worker)
    wanted, capacity = told.get("topics"), told.get("capacity")
    wanted = mine if wanted is None else wanted
    capacity = presence.DEFAULT_CAPACITY if capacity is None else capacity
    if not isinstance(wanted, list) or not wanted or not set(map(str, wanted)) <= set(mine):
        raise BadInput("topics: expected some of " + ", ".join(mine), keys=["topics"])
    if not isinstance(capacity, int) or isinstance(capacity, bool) or capacity < 1:
        raise BadInput("capacity: expected a number from 1", keys=["capacity"])
    row = desk_actions.answers(worker, [one for one in mine if one in wanted], capacity)
    until = min(row.until, row.awake_until or row.until)
    return JsonResponse({
        "topics": row.topics.split(), "capacity": row.capacity, "until": until.isoformat()
    })  # fmt: skip
