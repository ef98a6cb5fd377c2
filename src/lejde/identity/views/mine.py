"""Everything that is the visitor's, and the ways out."""

from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lejde.identity.cookies import (
    COOKIE,
    current_session,
    end_session,
    forget_all,
    keep_token,
    visitor_required,
)
from lejde.identity.erasing import erase_everything
from lejde.identity.folders import has_own_code, was_handed_over
from lejde.identity.home import sections
from lejde.identity.views.codes import show_code
from lejde.kernel.errors import NotSignedIn
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession


@require_safe
@visitor_required
def home(request: HttpRequest, session: VisitorSession) -> HttpResponse:
    """What each room keeps for this visitor."""
    context = {"sections": sections(session), "was_handed_over": was_handed_over(session)}
    return render(request, "identity/mine.html", context)


@require_http_methods(["GET", "POST"])
def change_code(request: HttpRequest) -> HttpResponse:
    """A new code ends the old one and its sessions. The button tapped twice gives two, one after
    the other, of which the one seen last counts.
    """
    token = request.COOKIES.get(COOKIE, "")
    session = current_session(request)
    if session is None and request.method == "POST":
        with suppress(NotSignedIn):
            session = visitors.resume_for_code(token)
    if session is None or request.method == "GET":
        return _before_the_change(request)
    try:
        made = visitors.change_code(session, token)
    except NotSignedIn:
        # Another tap was faster: the button, once more, gives a code that is seen.
        return render(request, "identity/change_code.html", status=409)
    has_own_code(visitors.resume(made.token))
    response = show_code(request, made.return_code)
    keep_token(response, made.token)
    return response


@visitor_required
def _before_the_change(request: HttpRequest, session: VisitorSession) -> HttpResponse:
    return render(request, "identity/change_code.html")


@require_http_methods(["GET", "POST"])
@visitor_required
def delete(request: HttpRequest, session: VisitorSession) -> HttpResponse:
    """Delete everything: one confirmation, no undo."""
    if request.method == "GET":
        return render(request, "identity/delete.html")
    erase_everything(session)
    response = render(request, "identity/deleted.html")
    forget_all(response)
    return response


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Signs out."""
    response = redirect("front")
    end_session(request)
    forget_all(response)
    return response


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Quick exit: ends the session, so that "back" shows nothing, and goes somewhere harmless."""
    response = HttpResponseRedirect(settings.LEJDE_EXIT_URL)
    response["Clear-Site-Data"] = '"cache"'
    end_session(request)
    forget_all(response)
    return response
