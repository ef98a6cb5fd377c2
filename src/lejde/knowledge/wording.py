"""The glossary and the guard, in a reader's language and with the sources they stand on."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lejde import packs
from lejde.guidelines import words
from lejde.guidelines.rules import Source
from lejde.kernel import clock
from lejde.knowledge.editions import in_force
from lejde.knowledge.guarding import Listener
from lejde.packs.wordbook import Stated, Term


@dataclass(frozen=True)
class Said:
    """A statement to read; `sources` each with `is_old`, none for what is ours or unknown."""

    text: str
    sources: list[dict[str, Any]]
    is_ours: bool

    @property
    def who(self) -> str:
        """Whoever says so, for a line of small print."""
        return "; ".join(dict.fromkeys(source["publisher"] for source in self.sources))


@dataclass(frozen=True)
class Entry:
    """A word of the glossary with everything that is said about it, under no heading twice."""

    code: str
    word: str
    use: list[Said]
    perspective: list[Said]
    criticism: list[Said]
    law: list[Said]


@dataclass(frozen=True)
class Advice:
    """A word somebody wrote, a better one in the text's language, why in the reader's; the term's
    code and its word, if the glossary has one.
    """

    written: str
    better: str
    why: Said
    term: str
    word: str


def glossary(language: str) -> list[Entry]:
    """Every term in the order of the alphabet: none of them comes first because it is better."""
    own = words.nearest(language)
    entries = [_entry(term, own) for term in packs.words().glossary]
    return sorted(entries, key=lambda entry: _in_order(entry.word))


def advice(text: str, language: str, reader: str) -> list[Advice]:
    """What the guard says about a text of one language, to a reader of another."""
    spoken, own = words.nearest(language), words.nearest(reader)
    named = {term.code: term.word[own] for term in packs.words().glossary}
    return [
        Advice(
            hint.written, hint.about.better[spoken], said(hint.about.why, own),
            hint.about.term, named.get(hint.about.term, ""),
        )
        for hint in _listener(spoken).hints(text)
    ]  # fmt: skip


def said(one: Stated, own: str) -> Said:
    """A statement in one of the languages it has, with its sources."""
    return Said(one.text[own], _sources(one.sources), one.ours)


def all_of(many: Iterable[Stated], own: str) -> list[Said]:
    """Statements in one of the languages they have."""
    return [said(one, own) for one in many]


def _entry(term: Term, own: str) -> Entry:
    laws = [law for law in packs.laws(packs.house()) if law.term == term.code]
    return Entry(
        term.code, term.word[own], all_of(term.use, own), all_of(term.perspective, own),
        all_of(term.criticism, own), all_of(laws, own),
    )  # fmt: skip


def _sources(keys: Iterable[str]) -> list[dict[str, Any]]:
    known: dict[str, Source] = in_force().sources | packs.words().sources
    today = clock.today()
    return [
        {**known[key].model_dump(), "is_old": known[key].expires < today}
        for key in keys
        if key in known
    ]


def _in_order(word: str) -> str:
    """Æ, ø and å come last, as in Norwegian and Danish: three signs that stand behind z."""
    return word.casefold().translate(str.maketrans("æøå", "{|}"))


@lru_cache
def _listener(language: str) -> Listener:
    return Listener(packs.words().guard, language)
