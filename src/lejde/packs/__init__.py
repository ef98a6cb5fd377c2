"""Country packs: folders of data, read, checked against their own cases, and kept."""

from functools import cache

from lejde.guidelines.rules import Pack
from lejde.packs.pages import Pages, read_pages
from lejde.packs.reading import home, known, read
from lejde.packs.risk import Risk, read_risk


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

    A fault in one page takes no other page away from a running service.
    """
    return read_pages(home() / iso, load(iso).sources, [])


@cache
def risk(iso: str) -> Risk:
    """How likely something is, as the sources of a pack say it; empty when it says nothing."""
    return read_risk(home() / iso, load(iso).sources, [])


__all__ = ["house", "known", "load", "pages", "risk"]
