"""What every page of the desk knows."""

from typing import Any

from django.http import HttpRequest

from lejde.identity import desk
from lejde.identity.staffing import current_worker


def at_work(request: HttpRequest) -> dict[str, Any]:
    """The staff member who is here and their way round; nothing on a visitor's page."""
    worker = getattr(request, "worker", None)
    if worker is None and request.path.startswith("/desk/"):
        worker = current_worker(request)
    if worker is None:
        return {}
    return {"worker": worker, "desk_pages": desk.pages(worker)}
