"""`POST /api/v1/plan`: facts in, plan out, nothing stored."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from lejde.identity.api import json_call
from lejde.kernel.errors import BadInput
from lejde.kernel.numbers import is_more
from lejde.selfcheck import actions

LARGEST_BODY = 64 * 1024


class Malformed(BadInput):
    code = "malformed"
    status = 400


class TooLarge(BadInput):
    code = "too_large"
    status = 413


@json_call("POST")
def plan(request: HttpRequest) -> HttpResponse:
    """200 with the plan; 400 malformed, 413 over 64 KiB, 422 bad_input with faults."""
    return JsonResponse(actions.make_plan(_read(request)))


def _read(request: HttpRequest) -> Any:
    # Django reads at most DATA_UPLOAD_MAX_MEMORY_SIZE into memory and raises beyond it, so the
    # announced length is looked at before the body.
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if is_more(announced, LARGEST_BODY):
        raise TooLarge(f"at most {LARGEST_BODY} bytes", faults=["body"])
    body = request.body
    if len(body) > LARGEST_BODY:
        raise TooLarge(f"at most {LARGEST_BODY} bytes", faults=["body"])
    try:
        return json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Malformed("not JSON", faults=["body"]) from error


def _refuse(constant: str) -> None:
    raise ValueError(constant)
