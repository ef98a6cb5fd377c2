"""What every page of the desk knows, and what every page of a visitor's."""

from typing import Any

from django.db.utils import DatabaseError
from django.http import HttpRequest

from lejde.identity import desk
from lejde.identity.cookies import visitor_of
from lejde.identity.staffing import current_worker


def at_work(request: HttpRequest) -> dict[str, Any]:
    """The staff member who is here and their way round; nothing on a visitor's page."""
    worker = getattr(request, "worker", None)
    # What is refused at the gate is said before anybody asked who this is.
    if worker is None and request.path.startswith("/desk/") and hasattr(request, "user"):
        worker = current_worker(request)
    if worker is None:
        return {}
    return {"worker": worker, "desk_pages": desk.pages(worker)}


def new_code(request: HttpRequest) -> dict[str, Any]:
    """Whether this browser's session began with a code that nobody showed yet to have kept; looked
    up only by a page that says so.
    """

    def is_new() -> bool:
        try:
            session = visitor_of(request)
        except DatabaseError:
            # The page that says so is being drawn.
            return False
        return session is not None and session.is_new

    return {"code_is_new": is_new}
