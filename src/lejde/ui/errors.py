"""What went wrong, as other programs read it."""

from django.http import HttpRequest, JsonResponse

from lejde.kernel.errors import LejdeError

# Where no error of ours says it: Django's own refusals.
CODES = {400: "malformed", 403: "not_allowed", 404: "not_found", 413: "too_large", 500: "error"}


def is_program(request: HttpRequest) -> bool:
    """Whether the answer is read by a program."""
    return request.path.startswith("/api/")


def error_response(error: LejdeError) -> JsonResponse:
    """`{"error": {"code", "message"}}` with its status, and `Retry-After` where one helps."""
    body = {"code": error.code, "message": error.message or error.code, **error.detail}
    response = JsonResponse({"error": body}, status=error.status)
    retry_after = getattr(error, "retry_after", None)
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response


def plain_refusal(status: int) -> JsonResponse:
    """A refusal that no error of ours names."""
    code = CODES[status]
    return JsonResponse({"error": {"code": code, "message": code.replace("_", " ")}}, status=status)
