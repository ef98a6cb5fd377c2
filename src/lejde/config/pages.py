"""The first page, and the answer to "are you ready"."""

from importlib.metadata import version

from django.db import connections
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lejde.booking import queries
from lejde.knowledge.queries import link_to
from lejde.selfcheck.texts import emergency


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The doors of the house, and what is protected and what is not."""
    try:
        can_talk = queries.is_offered("talk")
    except DatabaseError:
        can_talk = False
    context = {
        "can_talk": can_talk, "emergency": emergency(), "young": link_to("young-selling"),
        "young_bought": link_to("young-bought"), "must_tell": link_to("confidentiality"),
    }  # fmt: skip
    return render(request, "house/front.html", context)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when both databases answer, else 503; says which, never why."""
    silent = [name for name in ("default", "keys") if not _answers(name)]
    return JsonResponse({"ready": not silent, "silent": silent}, status=503 if silent else 200)


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all; asks nothing of the databases."""
    return JsonResponse({"live": True})


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The process for Prometheus. Nothing that anybody did is counted: a curve of sign-ins or
    bookings beside a watched door would tell who came.
    """
    up = {name: int(_answers(name)) for name in ("default", "keys")}
    lines = [
        "# TYPE lejde_up gauge", "lejde_up 1",
        "# TYPE lejde_build_info gauge", f'lejde_build_info{{version="{version("lejde")}"}} 1',
        "# TYPE lejde_ready gauge", f"lejde_ready {min(up.values())}",
        "# TYPE lejde_database_up gauge",
        *(f'lejde_database_up{{database="{name}"}} {is_up}' for name, is_up in up.items()),
    ]  # fmt: skip
    kind = "text/plain; version=0.0.4; charset=utf-8"
    return HttpResponse("\n".join(lines) + "\n", content_type=kind)


def _answers(name: str) -> bool:
    try:
        with connections[name].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
