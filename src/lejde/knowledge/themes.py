"""Where a line of a pack is read: under an infection, or under what it is about."""

from typing import Any

from django.utils.translation import get_language

from lejde.guidelines import codes, words
from lejde.guidelines.rules import Pack, Window
from lejde.knowledge import texts

BY_PREFIX = {
    "pep": "pep", "undetectable": "pep", "prep": "prep", "vaccine": "vaccines",
    "emergency_contraception": "pregnancy", "pregnancy_test": "pregnancy",
    "danger": "urgent", "assault": "urgent", "see_clinician_now": "urgent",
    "violence": "violence", "pressure": "violence", "trafficking": "violence",
    "youth": "youth", "law": "law", "care": "care", "interpreter": "care",
}  # fmt: skip


def theme_of(line: Any) -> str:
    """An infection, or one of `texts.THEMES`."""
    if infection := getattr(line, "infection", None):
        return str(infection)
    if line.give == "advice":
        return BY_PREFIX.get(line.code.partition(".")[0], "talk")
    return "after"


def id_of(line: Any, pack: Pack) -> str:
    """The name under which a rule or a window is signed and given as a reason."""
    if isinstance(line, Window):
        return f"{pack.meta.id}.window.{line.infection}.{line.method}"
    return str(line.id)


def themes_of(pack: Pack) -> dict[str, list[Any]]:
    """Windows and rules by theme, infections first, in the order of the codes."""
    found: dict[str, list[Any]] = {theme: [] for theme in (*codes.INFECTIONS, *texts.THEMES)}
    for line in (*pack.windows, *pack.rules):
        found[theme_of(line)].append(line)
    return {theme: lines for theme, lines in found.items() if lines}


def name_of(theme: str) -> str:
    """The theme's heading in the page's language."""
    if theme in texts.THEMES:
        return str(texts.THEMES[theme])
    told = words.of(words.nearest(get_language() or "nb")).file
    name = told.infections[theme]  # type: ignore[index]
    return name[0].upper() + name[1:]
