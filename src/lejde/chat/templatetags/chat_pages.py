"""What was said, with the pages of this house as links."""

import re
from typing import Any

from django import template
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from lejde.knowledge.domain import ALPHABET, LENGTH
from lejde.knowledge.queries import title_of

register = template.Library()


@register.filter
def with_pages(text: Any) -> SafeString:
    """The text as HTML with line breaks, and the title of a page of this house in place of its
    address. Nothing else becomes a link: an address that somebody wrote may lead anywhere.
    """
    start = re.escape(reverse("knowledge:index"))
    pages = re.compile(rf"(?<![\w/.:]){start}([{ALPHABET}]{{{LENGTH}}})/(?![\w/])")
    # Everything that is not escaped here is what `linebreaksbr` has escaped.
    return mark_safe(pages.sub(_link, linebreaksbr(text)))  # noqa: S308


def _link(address: re.Match[str]) -> str:
    title = title_of(address[1])
    return f'<a href="{address[0]}">{conditional_escape(title)}</a>' if title else address[0]
