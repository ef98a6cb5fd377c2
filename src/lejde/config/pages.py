"""The first page, what is protected, and the answer to "are you ready"."""

from importlib.metadata import version
from pathlib import Path
from shutil import disk_usage

from django.db import connections
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lejde.booking import queries
from lejde.chat import actions as chat
from lejde.kernel.errors import Unavailable
from lejde.knowledge import duties
from lejde.knowledge.queries import link_to
from lejde.selfcheck.texts import emergency

DATABASES = ("default", "keys")
# Bytes; below them a backup, a log that grows or one busy evening fills the disk.
LEAST_ROOM = 32 * 1024 * 1024


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The doors of the house, and what is protected and what is not."""
    try:
        can_talk, topics = queries.is_offered("talk"), chat.topics()
    except DatabaseError:
        can_talk, topics = False, []
    context = {
        "can_talk": can_talk, "can_write": bool(topics), "young_can_write": "youth" in topics,
        "emergency": emergency(), "young": link_to("young-selling"),
        "young_bought": link_to("young-bought"), "must_tell": link_to("confidentiality"),
    }  # fmt: skip
    return render(request, "house/front.html", context)


@require_safe
def protection(request: HttpRequest) -> HttpResponse:
    """What is protected and what is not, and what the country's law makes staff tell."""
    context = {"said": duties.said(), "must_tell": link_to("confidentiality")}
    return render(request, "house/protection.html", context)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when both databases answer and have room to write, else 503; says which, never why."""
    silent = [name for name in DATABASES if not _answers(name)]
    full = [name for name in DATABASES if not _has_room(name)]
    is_ready = not silent and not full
    told = {"ready": is_ready, "silent": silent, "full": full}
    answer = JsonResponse(told, status=200 if is_ready else 503)
    if not is_ready:
        answer["Retry-After"] = str(Unavailable.retry_after)
    return answer


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all; asks nothing of the databases."""
    return JsonResponse({"live": True})


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The process for Prometheus. Nothing that anybody did is counted: a curve of sign-ins or
    bookings beside a watched door would tell who came.
    """
    up = {name: int(_answers(name)) for name in DATABASES}
    room = {name: int(_has_room(name)) for name in DATABASES}
    lines = [
        "# TYPE lejde_up gauge", "lejde_up 1",
        "# TYPE lejde_build_info gauge", f'lejde_build_info{{version="{version("lejde")}"}} 1',
        "# TYPE lejde_ready gauge", f"lejde_ready {min(*up.values(), *room.values())}",
        "# TYPE lejde_database_up gauge",
        *(f'lejde_database_up{{database="{name}"}} {is_up}' for name, is_up in up.items()),
        "# TYPE lejde_database_room gauge",
        *(f'lejde_database_room{{database="{name}"}} {has}' for name, has in room.items()),
    ]  # fmt: skip
    kind = "text/plain; version=0.0.4; charset=utf-8"
    return HttpResponse("\n".join(lines) + "\n", content_type=kind)


def _has_room(name: str) -> bool:
    """Whether the disk of a database in a file has room for more. Asked of the file system: a write
    to try it would wait behind those of visitors. PostgreSQL's disk is its own server's to watch.
    """
    if connections[name].vendor != "sqlite":
        return True
    try:
        return disk_usage(Path(connections[name].settings_dict["NAME"]).parent).free >= LEAST_ROOM
    except OSError:
        return False


def _answers(name: str) -> bool:
    try:
        with connections[name].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
