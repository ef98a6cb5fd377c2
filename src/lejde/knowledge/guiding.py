"""The guide for talks, for a worker's level: what lies above it is somebody else's to ask."""

from dataclasses import dataclass

from lejde import packs
from lejde.guidelines import words
from lejde.kernel.errors import NotFound
from lejde.knowledge.wording import Said, all_of, said
from lejde.packs.wordbook import Guide, Talk

# Stands for the sentence that offers somebody else, among the lines of the talks.
HAND_OVER = "hand-over"


@dataclass(frozen=True)
class Line:
    """Something to ask or say, in the reader's language; `key` finds it in another."""

    key: str
    said: Said


@dataclass(frozen=True)
class Chapter:
    """A kind of talk. Above a worker's own level it has no lines."""

    code: str
    name: str
    level: int
    is_own: bool
    when: Said
    lines: list[Line]
    mind: list[Said]


@dataclass(frozen=True)
class Shown:
    """The guide as one worker reads it; heads and levels are a name and a statement."""

    heads: list[tuple[str, Said]]
    levels: list[tuple[int, str, Said]]
    keep_in_mind: list[Said]
    chapters: list[Chapter]
    hand_over: Line
    ask_yourself: list[Said]
    own: int


def guide(language: str, level: int) -> Shown:
    """The guide in a reader's language, as deep as their level. Raises NotFound when the file is
    broken.
    """
    own, book = words.nearest(language), _book()
    return Shown(
        [(head.name[own], said(head, own)) for head in book.heads],
        [(one.level, one.name[own], said(one, own)) for one in book.levels],
        all_of(book.keep_in_mind, own),
        [_chapter(talk, own, level) for talk in book.talks],
        Line(HAND_OVER, said(book.hand_over, own)),
        all_of(book.ask_yourself, own),
        level,
    )


def line(key: str, language: str, level: int) -> str:
    """A line in another language, to be sent; raises NotFound for none, and above one's level."""
    own, book = words.nearest(language), _book()
    if key == HAND_OVER:
        return book.hand_over.text[own]
    for talk in book.talks:
        if talk.level <= level:
            for place, one in enumerate(talk.lines):
                if _key(talk, place) == key:
                    return one.text[own]
    raise NotFound("there is no such line")


def _chapter(talk: Talk, own: str, level: int) -> Chapter:
    is_own = talk.level <= level
    lines = [Line(_key(talk, place), said(one, own)) for place, one in enumerate(talk.lines)]
    return Chapter(
        talk.code, talk.name[own], talk.level, is_own, said(talk.when, own),
        lines if is_own else [], all_of(talk.mind, own) if is_own else [],
    )  # fmt: skip


def _key(talk: Talk, place: int) -> str:
    return f"{talk.code}-{place}"


def _book() -> Guide:
    book = packs.words().guide
    if book is None:
        raise NotFound("the guide cannot be read")
    return book
