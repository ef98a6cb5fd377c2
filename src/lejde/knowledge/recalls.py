"""Notices that a version of the rules said something that must be looked at again."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from lejde.guidelines import words
from lejde.knowledge.editions import current


@dataclass(frozen=True)
class Notice:
    """What is said, since when, against which version."""

    version: str
    text: str
    published: date


def notices(version: str) -> list[Notice]:
    """The notices against one version, the newest first, in the language of the page."""
    language = words.nearest(get_language() or "nb")
    return [
        Notice(version, recall.text.get(language) or recall.text["en"], recall.published)
        for recall in current().recalls_for(version)
    ]
