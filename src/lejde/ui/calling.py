"""A number to call is one tap away, and is never broken over two lines."""

import re
from functools import lru_cache
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from lejde import packs
from lejde.kernel.errors import LejdeError

_NO_BREAK = "\u00a0"
_IS_LINK = re.compile(r"<a[\s>]").match
# A number stands by itself: no part of a longer one, of a word, a decimal, a date, a paragraph of
# a law, or a character written as its code.
_BEFORE = r"(?<![\w+§–-])(?<!\d[\s.,:/])(?<!§\s)(?<!&#)"
_AFTER = r"(?![\w–-]|[\s.,:/]\d)"


def callable_numbers(text: Any) -> SafeString:
    """The text as HTML, with every number of the country's pack as a link that dials it."""
    return in_html(conditional_escape(text))


def in_html(html: str) -> SafeString:
    """The same for HTML: tags, and what stands inside a link already, stay as they are."""
    found, is_link, parts = _pattern(packs.house()), False, []
    for part in re.split(r"(<[^>]*>)", html):
        if part.startswith("<"):
            is_link = _IS_LINK(part) is not None or (is_link and part != "</a>")
            parts.append(part)
        else:
            parts.append(part if is_link or found is None else found.sub(_link, part))
    # Everything that was not escaped before is a number from the pack.
    return mark_safe("".join(parts))  # noqa: S308


def _link(match: re.Match[str]) -> str:
    digits = re.sub(r"\s", "", match[0])
    return f'<a class="number" href="tel:{digits}">{re.sub(r"\s", _NO_BREAK, match[0])}</a>'


@lru_cache
def _pattern(iso: str) -> re.Pattern[str] | None:
    """Every number that the pack says may be called, the longest first; None without any."""
    try:
        numbers = sorted(packs.numbers(iso), key=len, reverse=True)
    except LejdeError:
        # A country without a pack takes no page away.
        return None
    if not numbers:
        return None
    listed = "|".join(re.escape(number).replace(r"\ ", r"\s") for number in numbers)
    return re.compile(rf"{_BEFORE}(?:\+\d\d\s)?(?:{listed}){_AFTER}")
