"""Notices that a version of the rules said something that must be looked at again."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from lejde.guidelines import words
from lejde.knowledge.editions import in_force


@dataclass(frozen=True)
class Notice:
    """What is said, since when, against which version; `is_past` when a newer one is in force, so
    that a plan made anew is another.
    """

    version: str
    text: str
    published: date
    is_past: bool


def notices(version: str) -> list[Notice]:
    """The notices against one version, the newest first, in the language of the page."""
    language, pack = words.nearest(get_language() or "nb"), in_force()
    is_past = version != pack.meta.version
    return [
        Notice(version, recall.text.get(language) or recall.text["en"], recall.published, is_past)
        for recall in pack.recalls_for(version)
    ]
