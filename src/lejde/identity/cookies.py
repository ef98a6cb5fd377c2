"""The visitor's cookie: a session's token, gone when the browser closes, with a neutral name."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from lejde.kernel.errors import NotSignedIn
from lejde.vault import guests, visitors
from lejde.vault.guests import GuestSession
from lejde.vault.visitors import VisitorSession

COOKIE = "v"
# In the address of a page that looked again by itself: nobody did anything.
STILL = "still"

_of_rooms: list[tuple[str, str]] = []


def register(name: str, path: str) -> None:
    """A room's own short-lived cookie, that every way out takes away; called at the start."""
    _of_rooms.append((name, path))


def forget_all(response: HttpResponseBase) -> None:
    """Takes away the session's cookie and those of the rooms."""
    forget_token(response)
    for name, path in _of_rooms:
        response.delete_cookie(name, path=path, samesite="Lax")


def keep_token(response: HttpResponseBase, token: str) -> None:
    """Sets the cookie; no age, so that it ends with the browser."""
    response.set_cookie(
        COOKIE, token, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def forget_token(response: HttpResponseBase) -> None:
    """Takes the cookie away."""
    response.delete_cookie(COOKIE, samesite="Lax")


def end_session(request: HttpRequest) -> None:
    """Nobody comes in with this browser's cookie any more."""
    if token := request.COOKIES.get(COOKIE):
        visitors.end_session(token)


def current_session(request: HttpRequest, *, is_act: bool = True) -> VisitorSession | None:
    """The visitor's unlocked session, or None when there is none or it has ended."""
    token, session = request.COOKIES.get(COOKIE), None
    if token:
        with suppress(NotSignedIn):
            session = visitors.resume(token, is_act=is_act and STILL not in request.GET)
    request.visitor = session  # type: ignore[attr-defined]
    return session


def visitor_of(request: HttpRequest) -> VisitorSession | None:
    """The session that the page was drawn for, or else the one that is here."""
    if hasattr(request, "visitor"):
        found: VisitorSession | None = request.visitor
        return found
    return current_session(request)


def current_guest(request: HttpRequest) -> GuestSession | None:
    """What a guest may read, or None when nobody lets them any more."""
    token = request.COOKIES.get(COOKIE)
    if not token:
        return None
    try:
        return guests.resume(token, is_act=STILL not in request.GET)
    except NotSignedIn:
        return None


def visitor_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view the session, or sends the person to the page that asks for the code."""

    @wraps(view)
    def inner(request: HttpRequest, **named: Any) -> HttpResponse:
        session = current_session(request)
        if session is None and current_guest(request) is not None:
            return redirect("identity:reading")
        if session is None:
            response = redirect("identity:code")
            forget_token(response)
            return response
        return view(request, session, **named)

    return inner
