"""Other programs, by the view alone: what stands around pages (cookies, forms, signing in) took as
long as many a call, and thousands call at once.
"""

from collections.abc import Callable
from typing import Any, cast

from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.urls import resolve
from django.utils import translation

from lejde.ui.middleware import BodyLimit, Crowd, GetResponse, PrivatePages
from lejde.vault import lines

BELOW = "/api/"


def answer(environ: dict[str, Any]) -> HttpResponse:
    """The answer to a request below `/api/`; errors that no view caught are answers too."""
    lines.see_to()
    request = WSGIRequest(environ)
    language = translation.get_language_from_request(request)
    translation.activate(language)
    response = _answered(request)
    response.headers.setdefault("Content-Language", language)
    return response


@convert_exception_to_response
def _viewed(request: HttpRequest) -> HttpResponse:
    # For a host that is not the house's, Django refuses here.
    request.get_host()
    view, positional, named = resolve(request.path_info)
    response: HttpResponse = view(request, *positional, **named)
    return response


# All of it answers at once; Django's types allow for what does not.
_answered = cast(
    "Callable[[HttpRequest], HttpResponse]",
    SecurityMiddleware(BodyLimit(Crowd(PrivatePages(cast("GetResponse", _viewed))))),
)
