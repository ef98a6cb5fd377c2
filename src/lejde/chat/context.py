"""What a visitor's page knows of a talk that they left for a moment."""

from typing import Any

from django.http import HttpRequest

# Neutral, and gone with the browser or by any way out.
COOKIE = "w"


def way_back(request: HttpRequest) -> dict[str, Any]:
    """Address by name of the way back to the talk, on the pages that the talk led to."""
    is_away = request.COOKIES.get(COOKIE) and not request.path.startswith(("/talk/", "/desk/"))
    return {"way_back": "chat:back" if is_away else ""}
