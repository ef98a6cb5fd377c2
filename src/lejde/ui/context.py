"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi, get_language_info


def site(request: HttpRequest) -> dict[str, Any]:
    """Clinic's own name, languages in their own words, text direction."""
    current = get_language()
    return {
        "clinic_name": settings.LEJDE_CLINIC_NAME,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "languages": [
            (code, get_language_info(code)["name_local"], code == current)
            for code, _ in settings.LANGUAGES
        ],
    }
