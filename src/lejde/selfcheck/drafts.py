"""The answers so far in one cookie, so that back, forward and reload lose nothing.

Only the house can read it, and only for some minutes: whoever looks through the phone's files finds
noise. The form on the page decides; the cookie only draws a page again.
"""

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, QueryDict

from lejde.kernel.errors import LejdeError
from lejde.selfcheck import domain
from lejde.vault import house

COOKIE = "d"
PATH = "/check/"
PURPOSE = "selfcheck"
LIFE = timedelta(minutes=20)
# Browsers keep 4,096 bytes for name, value and attributes.
LONGEST = 3900
MOST_FIELDS, LONGEST_FIELD = 12, 32


@dataclass(frozen=True)
class Draft:
    """Answers so far; `wrong` is a step's id and what was typed there and could not be taken,
    `version` that of the rules by which kept answers were once read.
    """

    answers: domain.Answers
    wrong: tuple[str, dict[str, list[str]]] | None = None
    version: str = ""


def read(request: HttpRequest) -> Draft | None:
    """What this browser carries; None for none, and as quietly for a forged, old or foreign one."""
    try:
        text = house.open_passing(request.COOKIES.get(COOKIE, ""), PURPOSE, LIFE)
    except LejdeError:
        return None
    told = json.loads(text)
    return None if domain.faults_of(told["answers"]) else Draft(**told)


def sealed(draft: Draft) -> str | None:
    """The cookie's value; None for what no browser would keep."""
    value = house.seal_passing(json.dumps(asdict(draft), separators=(",", ":")), PURPOSE)
    return value if len(value) <= LONGEST else None


def keep(response: HttpResponseBase, value: str) -> None:
    """Gives the browser the answers to carry, for twenty minutes from now."""
    response.set_cookie(
        COOKIE, value, max_age=LIFE, path=PATH, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def forget(response: HttpResponseBase) -> None:
    """Takes the answers away from the browser."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")


def typed(posted: QueryDict, names: list[str]) -> dict[str, list[str]]:
    """What was typed into these fields, cut to what a person would type."""
    return {
        name: [value[:LONGEST_FIELD] for value in posted.getlist(name)[:MOST_FIELDS]]
        for name in names
    }


def is_from_here(request: HttpRequest) -> bool:
    """Whether one of our own pages sent the form: another site must not plant its answers."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def keeps_cookies(request: HttpRequest) -> bool:
    """Every page sets a cookie; a browser that brings none refuses them."""
    return bool(request.COOKIES)
