"""Pages that look again by themselves, until somebody says that they should not."""

from django.http import HttpRequest, HttpResponse

from lejde.identity.cookies import STILL

# Seconds; no page looks oftener by itself.
LOOKS_AGAIN = 30
QUIET = "quiet"


def may_look(request: HttpRequest) -> bool:
    """Whether the page may come anew by itself: whoever reads slowly can stop it (WCAG 2.2.2)."""
    return request.method == "GET" and QUIET not in request.GET


def looking(response: HttpResponse) -> HttpResponse:
    """The page, which comes anew by itself; that it does is no act of a person."""
    response["Refresh"] = f"{LOOKS_AGAIN}; url=?{STILL}=yes"
    return response
