"""Country packs: folders of data, read, checked against their own cases, and kept."""

from functools import cache

from lejde.guidelines.rules import Pack
from lejde.packs.reading import known, read


@cache
def load(iso: str) -> Pack:
    """The pack of a country (`no`); raises BadPack with one line per fault, NotFound if unknown."""
    return read(iso)


def of_country(country: str) -> Pack:
    """The pack of a house in this country (`DK`); raises as `load` does."""
    return load(country.lower())


__all__ = ["known", "load", "of_country"]
