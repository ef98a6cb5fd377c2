"""What is said before anything is asked, as the law of the house's country has it."""

from dataclasses import dataclass

from django.utils.translation import get_language

from lejde.guidelines import words
from lejde.guidelines.rules import Source
from lejde.knowledge.editions import in_force


@dataclass(frozen=True)
class Said:
    """In the reader's language; `young` adds to the rest for somebody under 18."""

    must: list[str]
    may: list[str]
    young: list[str]
    complain: list[str]
    sources: list[Source]


def said() -> Said:
    """All of it, with where it comes from."""
    pack, language = in_force(), words.nearest(get_language() or "nb")

    def of(kind: str) -> list[str]:
        return [duty.text[language] for duty in pack.duties if duty.said == kind]

    named = dict.fromkeys(name for duty in pack.duties for name in duty.sources)
    sources = [pack.sources[name] for name in named]
    return Said(of("must"), of("may"), of("young"), of("complain"), sources)
