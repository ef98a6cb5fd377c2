"""`/api/v1/conversations/…`: from one to another, and more than two, for other programs."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from lejde.chat import asking, handover, joining, offering, transfer
from lejde.chat.views.api import LARGEST_MESSAGE, shown
from lejde.identity.api import bearer, json_call, read_json
from lejde.identity.staffing import bearer_worker
from lejde.kernel.errors import BadInput
from lejde.kernel.numbers import MOST_ID, number_of


@json_call("POST", "DELETE")
def transfers(request: HttpRequest, number: str) -> HttpResponse:
    """POST `{role}` or `{to}`: 201 `{sequence}`, 200 for what is asked already; DELETE: 204."""
    if request.method == "DELETE":
        transfer.withdraw(bearer_worker(request), number_of(number, MOST_ID))
        return HttpResponse(status=204)
    told = read_json(request, allowed={"role", "to"})
    worker, place = bearer_worker(request), number_of(number, MOST_ID)
    role, to = told.get("role", ""), told.get("to", "")
    if not isinstance(role, str) or not isinstance(to, str) or not (role or to):
        raise BadInput("expected a role, or the user name of a colleague", keys=["role", "to"])
    sequence, is_new = transfer.propose(worker, place, role, to)
    return JsonResponse({"sequence": sequence}, status=201 if is_new else 200)


@json_call("POST")
def answers(request: HttpRequest, number: str) -> HttpResponse:
    """`{sequence, yes}`: 200 `{id, state, position}`; the same again is no error."""
    told = read_json(request, allowed={"sequence", "yes"})
    _, session = bearer(request)
    place = number_of(number, MOST_ID)
    return JsonResponse(shown(
        asking.answer(session, place, told.get("sequence"), told.get("yes"))
    ))  # fmt: skip


@json_call("POST")
def handovers(request: HttpRequest, number: str) -> HttpResponse:
    """`{topic, bring?, messages?, summary?}`: 200 `{id, state, position}`."""
    allowed = {"topic", "bring", "messages", "summary"}
    told = read_json(request, allowed=allowed, most=LARGEST_MESSAGE)
    _, session = bearer(request)
    row = handover.go(
        session, number_of(number, MOST_ID), told.get("topic"),
        bring=told.get("bring", handover.NOTHING), chosen=told.get("messages", []),
        summary=told.get("summary", ""),
    )  # fmt: skip
    return JsonResponse(shown(row))


@json_call("POST")
def offers(request: HttpRequest, number: str) -> HttpResponse:
    """`{what, topic?}`: 201 `{sequence}`, 200 for what stands offered."""
    told = read_json(request, allowed={"what", "topic"})
    worker = bearer_worker(request)
    what, topic = told.get("what"), told.get("topic") or ""
    sequence, is_new = offering.offer(worker, number_of(number, MOST_ID), what, topic)
    return JsonResponse({"sequence": sequence}, status=201 if is_new else 200)


@json_call("POST", "DELETE")
def seats(request: HttpRequest, number: str) -> HttpResponse:
    """POST `{reason, writes?}`: 200 `{id, state}`; DELETE: 204, out again."""
    if request.method == "DELETE":
        joining.leave(bearer_worker(request), number_of(number, MOST_ID))
        return HttpResponse(status=204)
    told = read_json(request, allowed={"reason", "writes"})
    worker, place = bearer_worker(request), number_of(number, MOST_ID)
    if not isinstance(writes := told.get("writes", False), bool):
        raise BadInput("writes: expected true or false", keys=["writes"])
    row = joining.join(worker, place, told.get("reason"), writes=writes).row
    return JsonResponse({"id": str(row.pk), "state": row.state})
