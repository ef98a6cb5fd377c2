"""Pages as they are shown: in the reader's language, with numbered sources."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args

from django.urls import reverse
from django.utils.translation import get_language

from lejde import packs
from lejde.guidelines import words
from lejde.kernel import clock
from lejde.kernel.errors import NotFound
from lejde.knowledge.domain import address_of, cited, numbered, to_html
from lejde.knowledge.editions import in_force
from lejde.knowledge.finding import find
from lejde.packs.pages import Group, Page
from lejde.ui.calling import in_html

PLACES = {"check": "selfcheck:start", "book": "booking:start", "code": "identity:code"}


@dataclass(frozen=True)
class Listed:
    """A page in a list."""

    address: str
    title: str
    summary: str


@dataclass(frozen=True)
class Shown:
    """A page to read; `sources` in the order of their numbers, each with `is_old`."""

    page: Page
    html: str
    sources: list[dict[str, Any]]


def link_to(slug: str) -> str | None:
    """The address of a page, or None when this country has none of the name."""
    found = slug in packs.pages(packs.house())
    return reverse("knowledge:page", args=[address_of(slug)]) if found else None


def listed(slug: str) -> Listed | None:
    """A page by its name, in the reader's language; None when this country has none of the name."""
    found = packs.pages(packs.house()).get(slug)
    return _listed(_in(found, get_language() or "en")) if found else None


def title_of(address: str) -> str:
    """What the page of an address is called, in the reader's language; empty for none."""
    found = listed(_slugs(packs.house()).get(address, ""))
    return found.title if found else ""


def by_group(language: str) -> list[tuple[str, list[Listed]]]:
    """Every page under its group, in the pack's order."""
    pages = [_in(found, language) for found in packs.pages(packs.house()).values()]
    pages.sort(key=lambda page: (page.front.order, page.front.title))
    groups = ((group, [p for p in pages if p.front.group == group]) for group in get_args(Group))
    return [(group, [_listed(page) for page in some]) for group, some in groups if some]


def found(asked: str, language: str) -> list[Listed]:
    """Pages for some words, the best first."""
    pages = packs.pages(packs.house())
    language = words.nearest(language)
    return [_listed(_in(pages[slug], language)) for slug in find(asked, language) if slug in pages]


def shown(address: str, language: str) -> Shown:
    """A page by its address; raises NotFound."""
    slug = _slugs(packs.house()).get(address)
    if slug is None:
        raise NotFound("there is no such page")
    page = _in(packs.pages(packs.house())[slug], language)
    all_sources, today = in_force().sources, clock.today()
    sources = [
        {**all_sources[key].model_dump(), "is_old": all_sources[key].expires < today}
        for key in _cited(page)
    ]
    return Shown(page, _html(page), sources)


def is_old(source: str) -> bool:
    """Whether a source of this country's pack is due to be checked again."""
    known = in_force().sources.get(source)
    return known is not None and known.expires < clock.today()


def _in(found: dict[str, Page], language: str) -> Page:
    return found.get(language) or found[words.nearest(language)]


def _listed(page: Page) -> Listed:
    address = reverse("knowledge:page", args=[address_of(page.slug)])
    return Listed(address, page.front.title, page.front.summary)


@lru_cache
def _slugs(iso: str) -> dict[str, str]:
    return {address_of(slug): slug for slug in packs.pages(iso)}


@lru_cache(maxsize=1024)
def _html(page: Page) -> str:
    return in_html(to_html(numbered(page.body, _cited(page)), _href))


def _cited(page: Page) -> list[str]:
    """Its sources that the rules in force know. A page may be newer than the last good rules; its
    numbers must still lead to the right source.
    """
    known = in_force().sources
    return [key for key in cited(page.body) if key in known]


def _href(scheme: str, rest: str) -> str:
    if scheme == "page":
        return link_to(rest) or reverse("knowledge:index")
    return reverse(PLACES.get(scheme, "front"))
