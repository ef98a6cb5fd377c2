"""Words about words: the glossary, the guard against words that judge, the guide for talks. One
folder for every country, and what a country's law says about a word in its pack.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from lejde.guidelines.codes import LANGUAGES
from lejde.guidelines.facts import Strict, fault_line
from lejde.guidelines.rules import Source, Text
from lejde.packs import sheets
from lejde.packs.lix import lix
from lejde.packs.pages import HARDEST
from lejde.packs.sheets import Path, Sheet

FOLDER = "words"
Forms = dict[str, Annotated[list[Annotated[str, Field(min_length=2)]], Field(min_length=1)]]


class Stated(Strict):
    """A statement: somebody says so (`sources`), the house itself does (`ours`), or it is said that
    nothing was found (`unknown`). Exactly one of the three.
    """

    text: Text
    sources: list[str] = []
    ours: bool = False
    unknown: bool = False

    @model_validator(mode="after")
    def _stands_on_one_thing(self) -> "Stated":
        if sum((bool(self.sources), self.ours, self.unknown)) != 1:
            raise ValueError("must have sources, or be ours, or be unknown")
        return self


Many = Annotated[list[Stated], Field(min_length=1)]


class Term(Strict):
    """A word people disagree on: who uses it, how it sees things, what is said against it."""

    code: str
    word: Text
    use: Many
    perspective: Many
    criticism: Many


class InLaw(Stated):
    """What a country's law says about a term."""

    term: str


class Judging(Strict):
    """A word that judges, in every form of each language; a better one, and why."""

    code: str
    term: str = ""
    forms: Forms
    better: Text
    why: Stated


class Guard(Strict):
    """`left_alone` are names and turns of phrase in which such a word judges nobody."""

    left_alone: dict[str, list[str]] = {}
    judging: list[Judging]


class Named(Stated):
    """A statement under a name."""

    name: Text


class Level(Named):
    """A level of PLISSIT, from 1 to 4."""

    level: Annotated[int, Field(ge=1, le=4)]


class Talk(Strict):
    """A kind of talk: for which level, when, what one may ask or say, what to keep in mind."""

    code: str
    level: Annotated[int, Field(ge=1, le=4)]
    name: Text
    when: Stated
    lines: Many
    mind: Many


class Guide(Strict):
    heads: Annotated[list[Named], Field(min_length=1)]
    levels: Annotated[list[Level], Field(min_length=4, max_length=4)]
    keep_in_mind: Many
    talks: Annotated[list[Talk], Field(min_length=1)]
    hand_over: Stated
    ask_yourself: Many


@dataclass
class Wordbook:
    """The shared folder as it could be read; a part with a fault is empty."""

    sources: dict[str, Source] = field(default_factory=dict)
    glossary: list[Term] = field(default_factory=list)
    guard: Guard = field(default_factory=lambda: Guard(judging=[]))
    guide: Guide | None = None


_SHAPES: dict[str, TypeAdapter[Any]] = {
    "sources": TypeAdapter(dict[str, Source]),
    "glossary": TypeAdapter(list[Term]),
    "guard": TypeAdapter(Guard),
    "guide": TypeAdapter(Guide),
}
_LAWS = TypeAdapter(list[InLaw])


def read_words(home: Traversable, faults: list[str]) -> Wordbook:
    """The folder beside the countries; faults are lines that name file, line and reason."""
    book, found = Wordbook(), dict[str, Sheet]()
    for name, shape in _SHAPES.items():
        sheet, data = _read(home / FOLDER / f"{name}.yaml", shape, faults)
        if data is not None:
            setattr(book, name, data)
            found[name] = sheet
    used: set[str] = set()
    for name, sheet in found.items():
        for path, one in _statements((), getattr(book, name)):
            used |= set(one.sources)
            faults += [sheet.fault(path, what) for what in _of(one, book.sources)]
    if "glossary" in found:
        faults += _of_glossary(book, found["glossary"])
    if "guard" in found:
        faults += _of_guard(book, found["guard"])
    if len(found) == len(_SHAPES):
        idle = [key for key in book.sources if key not in used | _elsewhere(home)]
        faults += [found["sources"].fault((key,), f"{key!r} is cited nowhere") for key in idle]
    return book


def read_laws(
    folder: Traversable, book: Wordbook, sources: dict[str, Any], faults: list[str]
) -> list[InLaw]:
    """What a country's pack says of the glossary's terms; it may cite its own sources and the
    shared ones. A pack without the file says nothing.
    """
    file = folder / "glossary.yaml"
    if not file.is_file():
        return []
    sheet, laws = _read(file, _LAWS, faults)
    known = {term.code for term in book.glossary}
    for place, law in enumerate(laws or []):
        faults += [sheet.fault((place,), what) for what in _of(law, sources | book.sources)]
        if law.term not in known:
            faults.append(sheet.fault((place, "term"), f"{law.term!r} is not in the glossary"))
    return list(laws or [])


def _elsewhere(home: Traversable) -> set[str]:
    """Shared sources that the countries' own files name."""
    named: set[str] = set()
    for folder in home.iterdir():
        for law in read_laws(folder, Wordbook(), {}, []):
            named |= set(law.sources)
    return named


def _read(file: Traversable, shape: TypeAdapter[Any], faults: list[str]) -> tuple[Sheet, Any]:
    sheet = sheets.read(file)
    faults += sheet.faults
    if sheet.faults:
        return sheet, None
    try:
        return sheet, shape.validate_python(sheet.data)
    except ValidationError as error:
        faults += [sheet.fault(fault["loc"], fault_line(fault)) for fault in error.errors()]
        return sheet, None


def _statements(path: Path, one: Any) -> Iterator[tuple[Path, Stated]]:
    """Every statement below, with its place in the file."""
    if isinstance(one, Stated):
        yield path, one
    elif isinstance(one, Strict):
        for name in type(one).model_fields:
            yield from _statements((*path, name), getattr(one, name))
    elif isinstance(one, list):
        for place, each in enumerate(one):
            yield from _statements((*path, place), each)


def _of(one: Stated, sources: dict[str, Any]) -> Iterator[str]:
    for key in one.sources:
        if key not in sources:
            yield f"{key!r} is not in sources"
    for text in (one.text, getattr(one, "name", one.text)):
        for language in LANGUAGES:
            if language not in text:
                yield f"has no {language!r}"


def _of_glossary(book: Wordbook, sheet: Sheet) -> Iterator[str]:
    """Terms that are harder to read than a page may be, that lack a language or stand twice."""
    codes = [term.code for term in book.glossary]
    for place, term in enumerate(book.glossary):
        if term.code in codes[:place]:
            yield sheet.fault((place, "code"), f"{term.code!r} stands twice")
        unsaid = [language for language in LANGUAGES if language not in term.word]
        yield from (sheet.fault((place, "word"), f"has no {one!r}") for one in unsaid)
        told = [*term.use, *term.perspective, *term.criticism]
        for language in LANGUAGES:
            hard = lix(" ".join(one.text.get(language, "") for one in told))
            if hard >= HARDEST:
                yield sheet.fault((place,), f"{term.code} ({language}): LIX {hard:.0f}")


def _of_guard(book: Wordbook, sheet: Sheet) -> Iterator[str]:
    """Words without a language, listed twice, or explained by a term that is not there; and words
    of the glossary, none of which is called wrong.
    """
    terms = {term.code for term in book.glossary}
    kept = {word.casefold() for term in book.glossary for word in term.word.values()}
    seen: set[tuple[str, str]] = set()
    for place, one in enumerate(book.guard.judging):
        path: Path = ("judging", place)
        if one.term and one.term not in terms:
            yield sheet.fault((*path, "term"), f"{one.term!r} is not in the glossary")
        for language in LANGUAGES:
            if not one.forms.get(language) or language not in one.better:
                yield sheet.fault(path, f"{one.code}: has no {language!r}")
            for form in one.forms.get(language, []):
                where = (*path, "forms", language)
                if (language, form.casefold()) in seen:
                    yield sheet.fault(where, f"{form!r} stands twice")
                if form.casefold() in kept:
                    yield sheet.fault(where, f"{form!r} is a word of the glossary")
                seen.add((language, form.casefold()))
