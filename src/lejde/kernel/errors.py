"""What can go wrong, named by the fact. Each error carries a stable code for the API and pages."""

from typing import Any


class LejdeError(Exception):
    """Base of every error a person may meet. `code` is stable, `status` an HTTP status."""

    code = "error"
    status = 400

    def __init__(self, message: str = "", **detail: Any) -> None:
        super().__init__(message or self.code)
        self.message = message
        self.detail = detail


class NotAllowed(LejdeError):
    code = "not_allowed"
    status = 403


class NotFound(LejdeError):
    code = "not_found"
    status = 404


class NotSignedIn(LejdeError):
    code = "not_signed_in"
    status = 401


class Conflict(LejdeError):
    code = "conflict"
    status = 409


class BadInput(LejdeError):
    """`detail` names the keys at fault."""

    code = "bad_input"
    status = 422


class NotThisWay(LejdeError):
    """The address is there, but not for this method."""

    code = "method_not_allowed"
    status = 405


class Unavailable(LejdeError):
    """A database is away or a disk is full; try again later, `retry_after` in whole seconds."""

    code = "unavailable"
    status = 503
    retry_after = 120


class TooBusy(LejdeError):
    """`retry_after` in whole seconds."""

    code = "too_busy"
    status = 429

    def __init__(self, message: str = "", retry_after: int = 2) -> None:
        super().__init__(message)
        self.retry_after = retry_after
