"""A page's address and its text as HTML. No Django."""

import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

from markdown_it import MarkdownIt

CITED = re.compile(r"\s*\[\^([a-z0-9-]+)\]")
ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
LENGTH = 5

Href = Callable[[str, str], str]


def address_of(slug: str) -> str:
    """Five characters that tell a browser's history nothing, the same every time."""
    number = int.from_bytes(sha256(b"lejde page " + slug.encode()).digest()[:8])
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def numbered(markdown: str, sources: Sequence[str]) -> str:
    """Citations as links to the list of sources below: `[^olafia-2024]` becomes `[1](source:1)`;
    one that is not in the list is left out.
    """

    def number(match: re.Match[str]) -> str:
        if match[1] not in sources:
            return ""
        return f" [{sources.index(match[1]) + 1}](source:{sources.index(match[1]) + 1})"

    return CITED.sub(number, markdown)


def cited(markdown: str) -> list[str]:
    """Sources in the order in which the text names them."""
    return list(dict.fromkeys(CITED.findall(markdown)))


def to_html(markdown: str, href: Href) -> str:
    """HTML of a page's text; raw HTML in it is shown as text. `href(scheme, rest)` finds links."""
    parser = MarkdownIt("commonmark", {"html": False})
    tokens = parser.parse(markdown)
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                _point(child, href)
    html: str = parser.renderer.render(tokens, parser.options, {})
    return html


def _point(link: Any, href: Href) -> None:
    scheme, _, rest = str(link.attrGet("href") or "").partition(":")
    if scheme in ("http", "https"):
        link.attrSet("rel", "noreferrer")
    elif scheme == "source":
        link.attrSet("href", f"#source-{rest}")
        link.attrSet("class", "cited")
    else:
        link.attrSet("href", href(scheme, rest))
