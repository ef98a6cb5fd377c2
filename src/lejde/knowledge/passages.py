"""Short passages of the pages, to be sent to somebody: the words, and where they stand."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from lejde import packs
from lejde.guidelines import words
from lejde.knowledge.domain import CITED, address_of
from lejde.knowledge.finding import WORD, find
from lejde.packs.pages import Page

MOST, LONGEST = 4, 420
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*_`]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Passage:
    """A piece of a page; `code` names the page in its address."""

    code: str
    title: str
    text: str

    @property
    def address(self) -> str:
        return reverse("knowledge:page", args=[self.code])


def passages(asked: str, language: str) -> list[Passage]:
    """What the pages say about some words, the best first; a page each."""
    own, pages = words.nearest(language), packs.pages(packs.house())
    found = [pages[slug] for slug in find(asked, own) if slug in pages][:MOST]
    return [_passage(page[own], asked) for page in found if own in page]


def passage(code: str, asked: str, language: str) -> Passage | None:
    """The one of a page, as `passages` shows it for the same words; None when it has none."""
    return next((one for one in passages(asked, language) if one.code == code), None)


def _passage(page: Page, asked: str) -> Passage:
    wanted = [word.casefold() for word in WORD.findall(asked.lower())]
    pieces = _pieces(page)
    # The first of the best: what stands first on a page is what it is about.
    best = max(pieces, key=lambda piece: _fits(piece, wanted), default=page.front.summary)
    if not _fits(best, wanted):
        best = page.front.summary
    return Passage(address_of(page.slug), page.front.title, _short(best))


@lru_cache(maxsize=1024)
def _pieces(page: Page) -> tuple[str, ...]:
    """Paragraphs as plain text. An item of a list, or what leads up to one, says too little alone;
    so does a link elsewhere.
    """
    pieces = re.split(r"\n{2,}", page.body.strip())
    plain = [_plain(piece) for piece in pieces if not piece.startswith(("#", "[", "- "))]
    return tuple(piece for piece in plain if piece and not piece.endswith(":"))


def _plain(piece: str) -> str:
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", CITED.sub("", piece))).split())


def _fits(piece: str, wanted: list[str]) -> int:
    words_of = WORD.findall(piece.casefold())
    return sum(any(word.startswith(one) for word in words_of) for one in wanted)


def _short(text: str) -> str:
    """Whole sentences, as many as fit; the first one always."""
    kept, *rest = _SENTENCE.split(text)
    for sentence in rest:
        if len(kept) + len(sentence) >= LONGEST:
            break
        kept = f"{kept} {sentence}"
    return kept
