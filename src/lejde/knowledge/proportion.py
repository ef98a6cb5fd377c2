"""Risk as dots: a thousand of them, because nobody sees a decimal."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lejde import packs
from lejde.guidelines import words
from lejde.knowledge.editions import in_force
from lejde.packs.risk import OF, Chance

DOTS, ACROSS = 1000, 50


@dataclass(frozen=True)
class Picture:
    """One act: its words, the dots that are surely filled and those that may be, and who says so.

    `sure` and `perhaps` are (column, row) of dots, from the upper left corner.
    """

    text: str
    told: str
    sure: list[tuple[int, int]]
    perhaps: list[tuple[int, int]]
    sources: list[Any]


def pictures(language: str) -> list[Picture]:
    """A picture for each kind of act, likeliest first; empty where the pack says nothing."""
    iso, spoken = packs.house(), words.nearest(language)
    sources = in_force().sources
    acts = sorted(packs.risk(iso).acts, key=lambda act: -act.high)
    return [_picture(act, spoken, sources) for act in acts]


def smaller(language: str) -> list[tuple[str, list[Any]]]:
    """What makes it less likely, with sources."""
    iso, spoken = packs.house(), words.nearest(language)
    sources = in_force().sources
    told = packs.risk(iso).smaller
    return [
        (one.text[spoken], [sources[key] for key in one.sources if key in sources]) for one in told
    ]


def _picture(act: Chance, language: str, sources: dict[str, Any]) -> Picture:
    low, high = act.low * DOTS // OF, -(-act.high * DOTS // OF)
    places = [(number % ACROSS, number // ACROSS) for number in range(high)]
    named = [sources[key] for key in act.says if key in sources]
    return Picture(act.text[language], _told(act, low, high), places[:low], places[low:], named)


def _told(act: Chance, low: int, high: int) -> str:
    if act.high * DOTS <= OF // 10:
        return _("Fewer than 1 of 10,000 times")
    if act.high * DOTS < OF:
        return _("Fewer than 1 of 1,000 times")
    if high == 1:
        return _("At most 1 of 1,000 times")
    return _("Between %(low)d and %(high)d of 1,000 times") % {"low": low, "high": high}
