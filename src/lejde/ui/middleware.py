"""Pages that leave nothing behind, and errors in the reader's language."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from lejde.kernel.errors import LejdeError, TooBusy, Unavailable
from lejde.kernel.numbers import is_more
from lejde.ui.errors import error_response, is_program, plain_refusal
from lejde.ui.uploads import brings_file

log = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]


class PrivatePages:
    """No page but static files may be kept by a browser or indexed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, noarchive"
        return response


class BodyLimit:
    """A form that is too large is said to be so, before anything reads it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if brings_file(request.method or "", request.path, request.content_type or ""):
            # Its file has a limit of its own, and what was typed beside it must not be lost.
            return self.get_response(request)
        if is_more(length, settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
            if is_program(request):
                return plain_refusal(413)
            return render(request, "ui/error.html", {"status": 413}, status=413)
        return self.get_response(request)


class Crowd:
    """Turned away at the gate: said in the reader's language, before anything is looked at."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.META.get("lejde.is_full"):
            return self.get_response(request)
        busy = TooBusy("too many at once; try again in a moment")
        if is_program(request):
            return error_response(busy)
        response = render(request, "ui/error.html", {"status": busy.status}, status=busy.status)
        response["Retry-After"] = str(busy.retry_after)
        return response


class SpokenLanguage:
    """A language button in any form: the page it leads to is in that language, and so are the
    next ones for as long as the browser is open. What else the form carries is not lost.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A program's body is read by its view alone; reading the form here would use it up.
        is_form = request.method == "POST" and not is_program(request)
        code = request.POST.get("speak", "") if is_form else ""
        if code not in dict(settings.LANGUAGES):
            return self.get_response(request)
        translation.activate(code)
        request.LANGUAGE_CODE = code
        response = self.get_response(request)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response


class LejdeErrorMiddleware:
    """A named error becomes a page with its status; the message stays out of the page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OperationalError | InterfaceError):
            # The keys away, a full disk: said as what it is; transactions keep it from being half.
            log.error("a database does not answer: %s", type(error).__name__)
            response = render(request, "ui/error.html", {"status": 503}, status=503)
            response["Retry-After"] = str(Unavailable.retry_after)
            return response
        if not isinstance(error, LejdeError):
            return None
        is_staff = getattr(request.user, "is_authenticated", False)
        context = {"status": error.status, "is_staff": is_staff}
        response = render(request, "ui/error.html", context, status=error.status)
        if isinstance(error, TooBusy | Unavailable):
            response["Retry-After"] = str(error.retry_after)
        return response
