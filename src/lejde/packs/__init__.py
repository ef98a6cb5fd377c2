"""Country packs: folders of data, read, checked against their own cases, and kept."""

from functools import cache

from lejde.guidelines.rules import Pack
from lejde.packs.pages import Pages, read_pages
from lejde.packs.reading import draft_of, home, known, read
from lejde.packs.risk import Risk, read_risk
from lejde.packs.wordbook import InLaw, Wordbook, read_laws, read_words


def house() -> str:
    """The short name of the pack of the country that this house is in."""
    from django.conf import settings

    return str(settings.LEJDE_COUNTRY).lower()


@cache
def load(iso: str) -> Pack:
    """The pack of a country (`no`); raises BadPack with one line per fault, NotFound if unknown."""
    return read(iso)


@cache
def pages(iso: str) -> Pages:
    """The information pages of a pack that can be read; `packs check` says what is amiss.

    A fault in one page, or in the rules, takes no other page away from a running service.
    """
    return read_pages(home() / iso, {}, [])


@cache
def risk(iso: str) -> Risk:
    """How likely something is, as the sources of a pack say it; empty when it says nothing."""
    return read_risk(home() / iso, {}, [])


@cache
def words() -> Wordbook:
    """The glossary, the guard and the guide, which are every country's; a broken part is empty."""
    return read_words(home(), [])


@cache
def laws(iso: str) -> list[InLaw]:
    """What the law of a country says about words of the glossary."""
    return read_laws(home() / iso, words(), {}, [])


@cache
def numbers(iso: str) -> list[str]:
    """The numbers that a pack says may be called, also when something else of it is broken."""
    return [one.number for one in draft_of(iso).parts.get("numbers", [])]


__all__ = ["house", "known", "laws", "load", "numbers", "pages", "risk", "words"]
