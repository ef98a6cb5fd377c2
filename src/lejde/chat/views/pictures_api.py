"""`/api/v1/conversations/{id}/attachments`: the same acts for other programs."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from lejde.chat import pictures
from lejde.chat.decoding import NotAPicture
from lejde.chat.views import reading
from lejde.chat.views.pictures import jpeg, refuse_cut
from lejde.chat.views.reading import MOST_SEQUENCE
from lejde.identity.api import json_call
from lejde.identity.staffing import Worker
from lejde.kernel.errors import BadInput, NotAllowed
from lejde.kernel.numbers import number_of
from lejde.ui.uploads import FORM

KEYS = {"client_id", "text", "picture"}


@json_call("POST")
def attachments(request: HttpRequest, number: str) -> HttpResponse:
    """A form with `client_id`, `picture` and perhaps `text`: 201 `{sequence}`, 200 for the same
    again.
    """
    who = reading.who(request)
    if isinstance(who, Worker):
        raise NotAllowed("only visitors send pictures")
    if request.content_type != FORM:
        raise NotAPicture("expected multipart/form-data", keys=["picture"])
    refuse_cut(request)
    if unknown := sorted({*request.POST, *request.FILES} - KEYS):
        raise BadInput("unknown keys: " + ", ".join(unknown), keys=unknown)
    file = request.FILES.get("picture")
    if file is None:
        raise BadInput("picture: expected a file", keys=["picture"])
    told = request.POST.get("client_id"), request.POST.get("text")
    sequence, is_new = pictures.send(who, reading.number(number), *told, file.read())
    return JsonResponse({"sequence": sequence}, status=201 if is_new else 200)


@json_call("GET")
def attachment(request: HttpRequest, number: str, sequence: str) -> HttpResponse:
    """200 with a JPEG, for both sides; staff's is noted."""
    who, place = reading.who(request), reading.number(number)
    which = number_of(sequence, MOST_SEQUENCE)
    if isinstance(who, Worker):
        return jpeg(pictures.opens(who, place, which))
    return jpeg(pictures.read(who, place, which))
