"""The visitor's door for other programs: a bearer token instead of a cookie."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from lejde.identity.erasing import erase_everything
from lejde.identity.sign_in import sign_in_for_programs
from lejde.kernel.errors import BadInput, LejdeError, NotSignedIn, NotThisWay, Unavailable
from lejde.ui.errors import error_response
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

View = Callable[..., HttpResponse]
LARGEST_BODY = 4096


def json_call(*methods: str) -> Callable[[View], View]:
    """No cookie is read here, so nothing can be forged from another site: no CSRF token."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def inner(request: HttpRequest, **named: Any) -> HttpResponse:
            try:
                response = _answered(request, named)
            except LejdeError as error:
                response = error_response(error)
            except (OperationalError, InterfaceError):
                response = error_response(Unavailable("what is kept cannot be reached just now"))
            response["Cache-Control"] = "no-store"
            return response

        def _answered(request: HttpRequest, named: dict[str, Any]) -> HttpResponse:
            if request.method in methods:
                return view(request, **named)
            refused = error_response(NotThisWay("use " + " or ".join(methods)))
            refused["Allow"] = ", ".join(methods)
            return refused

        return inner

    return decorate


def read_json(request: HttpRequest, allowed: set[str], most: int = LARGEST_BODY) -> dict[str, Any]:
    """The body as an object with known keys only; raises BadInput (400 broken, 413 over `most`
    bytes).

    Half a character (a lone surrogate) is well-formed JSON, but no text that can be stored.
    """
    if len(request.body) > most:
        raise _TooLarge(f"at most {most} bytes")
    try:
        data = json.loads(request.body or b"{}")
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise _Malformed("not JSON") from error
    if not isinstance(data, dict):
        raise _Malformed("expected an object")
    if any(isinstance(told, str) and "\0" in told for told in data.values()):
        raise _Malformed("text cannot hold a zero character")
    if unknown := sorted(set(data) - allowed):
        raise BadInput("unknown keys: " + ", ".join(unknown), keys=unknown)
    return data


class _Malformed(BadInput):
    code = "malformed"
    status = 400


class _TooLarge(BadInput):
    code = "too_large"
    status = 413


def bearer(request: HttpRequest, *, is_act: bool = True) -> tuple[str, VisitorSession]:
    """The token and its session; raises NotSignedIn."""
    token = token_of(request)
    if not token:
        raise NotSignedIn("a bearer token is needed")
    return token, visitors.resume(token, is_act=is_act)


def token_of(request: HttpRequest) -> str:
    """The bearer token as it was sent, or nothing."""
    scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


@json_call("POST")
def make_visitor(request: HttpRequest) -> HttpResponse:
    """201 `{return_code, token}`: nothing is asked for."""
    read_json(request, allowed=set())
    made = visitors.make_visitor()
    return JsonResponse({"return_code": made.return_code, "token": made.token}, status=201)


@json_call("POST")
def sign_in(request: HttpRequest) -> HttpResponse:
    """201 `{token}`; wrong and unknown codes are 401 alike."""
    code = read_json(request, allowed={"return_code"}).get("return_code")
    if not isinstance(code, str):
        raise BadInput("return_code: expected text", keys=["return_code"])
    return JsonResponse({"token": visitors.sign_in(code)}, status=201)


@json_call("DELETE")
def me(request: HttpRequest) -> HttpResponse:
    """204: everything that is the visitor's is unreadable from now on."""
    _, session = bearer(request)
    erase_everything(session)
    return HttpResponse(status=204)


@json_call("POST")
def staff_sign_in(request: HttpRequest) -> HttpResponse:
    """201 `{token}`; every wrong part is 401 alike."""
    told = read_json(request, allowed={"username", "password", "code"})
    if wrong := [k for k in ("username", "password", "code") if not isinstance(told.get(k), str)]:
        raise BadInput("expected text: " + ", ".join(wrong), keys=wrong)
    return JsonResponse({"token": sign_in_for_programs(**told)}, status=201)
