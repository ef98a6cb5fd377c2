"""Every link that dials, in all texts and pages of all packs, dials a number of that pack."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from lejde import packs
from lejde.guidelines import codes
from lejde.knowledge import queries
from lejde.knowledge.domain import address_of
from lejde.packs import soundness
from lejde.selfcheck.texts import EMERGENCY
from lejde.ui.calling import callable_numbers

LINK = re.compile(r'<a class="number" href="tel:([^"]*)">([^<]*)</a>')
# What makes the digits before or after it a count, a year, money or a paragraph.
COUNTED = re.compile(
    r"^\W*(?:days?(?! and night)|dage[rn]?|hours?|timer?|weeks?|uker?|uger?|months?|måneder?|years?|år|per|pct|kr)\b",
    re.I,
)
NAMED = re.compile(r"(?:§+|paragraf|section|kapitt?el|chapter|nr\.|kr\.?|DKK|NOK|since|siden)\s*$")

FEWEST = 8


def said(pack: Any) -> Iterator[str]:
    """Every text of a pack in every language."""
    if isinstance(pack, dict):
        if set(codes.LANGUAGES) <= set(pack):
            yield from pack.values()
        for one in pack.values():
            yield from said(one)
    elif isinstance(pack, list):
        for one in pack:
            yield from said(one)


def shown(iso: str) -> list[str]:
    """All texts and pages as HTML."""
    texts = [*said(packs.load(iso).model_dump()), str(EMERGENCY[iso.upper()])]
    pages = [
        queries.shown(address_of(slug), language).html
        for slug, found in packs.pages(iso).items()
        for language in found
    ]
    return [*(str(callable_numbers(text)) for text in texts), *pages]


@pytest.fixture(params=packs.known())
def iso(request: pytest.FixtureRequest, settings: Any) -> Iterator[str]:
    settings.LEJDE_COUNTRY = request.param.upper()
    # Pages are kept as HTML for the house's one country.
    for kept in (queries._slugs, queries._html):
        kept.cache_clear()
    yield str(request.param)
    for kept in (queries._slugs, queries._html):
        kept.cache_clear()


def test_every_link_dials_a_number_of_the_pack_and_is_no_count(iso: str) -> None:
    listed, dialled = {_bare(one.number) for one in packs.load(iso).numbers}, set()
    for html in shown(iso):
        for link in LINK.finditer(html):
            around = html[max(0, link.start() - 30) : link.end() + 30]
            assert link[1] == re.sub(r"\s", "", link[2]), around
            assert _bare(link[1]) in listed, around
            assert not COUNTED.match(html[link.end() :]), around
            assert not NAMED.search(html[: link.start()]), around
            dialled.add(_bare(link[1]))
    assert len(dialled) >= FEWEST


def test_no_number_of_the_pack_stays_mere_text(iso: str) -> None:
    listed = {_bare(one.number) for one in packs.load(iso).numbers}
    for html in shown(iso):
        bare = re.sub(r"<[^>]*>", "", re.sub(r"<a[\s>].*?</a>", "", html, flags=re.S))
        left = soundness.numbers_in(re.sub(r"\s", " ", bare))
        assert [one for one in left if _bare(one) in listed] == []


def _bare(number: str) -> str:
    return re.sub(r"^\+\d\d|\s", "", number)
