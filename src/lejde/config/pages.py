"""The first page, and the answer to "are you ready"."""

from django.db import connections
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lejde.booking import queries


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The doors of the house, and what is protected and what is not."""
    try:
        can_talk = queries.is_offered("talk")
    except DatabaseError:
        can_talk = False
    return render(request, "house/front.html", {"can_talk": can_talk})


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when both databases answer, else 503; says which, never why."""
    silent = [name for name in ("default", "keys") if not _answers(name)]
    return JsonResponse({"ready": not silent, "silent": silent}, status=503 if silent else 200)


def _answers(name: str) -> bool:
    try:
        with connections[name].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
