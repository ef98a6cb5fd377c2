"""How hard a text is to read: LIX (Björnsson 1968), words a sentence + percent of long words."""

import re

_NOT_TEXT = (
    (re.compile(r"\[\^[^\]]+\]"), ""),
    (re.compile(r"\]\([^)]*\)"), ""),
    # A heading and an item of a list are read as a sentence of their own.
    (re.compile(r"^(?:#+|-) (.*?)[.:;,]?$", re.MULTILINE), r"\1."),
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_END = re.compile(r"[.!?:](?=\s|$)")
LONG = 6


def lix(markdown: str) -> float:
    """Under 30 is a children's book, 40 a newspaper's easy pages, over 50 hard."""
    for pattern, instead in _NOT_TEXT:
        markdown = pattern.sub(instead, markdown)
    words = _WORD.findall(markdown)
    if not words:
        return 0.0
    sentences = max(1, len(_END.findall(markdown)))
    return len(words) / sentences + 100 * sum(len(word) > LONG for word in words) / len(words)
