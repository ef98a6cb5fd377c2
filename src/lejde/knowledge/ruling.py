"""The pack as a clinician reads it: each line with its condition in words, its text, its sources,
and who stands behind it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lejde.guidelines import phrases, words
from lejde.guidelines.rules import Pack, Source, Window
from lejde.kernel import clock
from lejde.knowledge import signing, texts
from lejde.knowledge.themes import id_of, name_of, theme_of, themes_of
from lejde.packs import checking


@dataclass(frozen=True)
class Cited:
    """A source of a line; `says` is what it itself says, `mark` old, soon or empty."""

    source: Source
    says: str
    mark: str

    @property
    def tier(self) -> Any:
        """What kind of publisher it is."""
        return texts.TIERS[self.source.tier]

    @property
    def said_on(self) -> str:
        """A year, a month or a day, as far as it is known."""
        told = self.source.date
        if told == "unknown":
            return _("date unknown")
        return date_format(date.fromisoformat(told), _("j M Y")) if len(told) == 10 else told


@dataclass(frozen=True)
class Line:
    """One rule or window. `whom` are conditions of which one is enough, each in pieces, `gives`
    what comes of it; `about` is its code in the plan; `signed` a role's name and its day, None
    where it has not signed; `code` changes with what the line says.
    """

    id: str
    code: str
    about: str
    give: str
    whom: list[list[str]]
    gives: list[str]
    text: dict[str, str]
    sources: list[Cited]
    signed: list[tuple[Any, date | None]]
    is_mine: bool

    @property
    def always(self) -> str:
        """What every condition of `whom` asks for."""
        return phrases.joined(self._shared, _language())

    @property
    def either(self) -> list[str]:
        """What is left of each condition then; one is enough. Empty where all is always asked."""
        shared = self._shared
        left = [[part for part in pieces if part not in shared] for pieces in self.whom]
        return [phrases.joined(pieces, _language()) for pieces in left] if all(left) else []

    @property
    def _shared(self) -> list[str]:
        first, *rest = self.whom or [[]]
        return [part for part in first if all(part in other for other in rest)]

    @property
    def own(self) -> str:
        """The text in the language of the page."""
        return self.text.get(_language(), "")

    @property
    def others(self) -> list[tuple[str, str]]:
        """Language and text of the others."""
        return [(code, text) for code, text in self.text.items() if code != _language()]


@dataclass(frozen=True)
class Theme:
    """A theme in the list: its address, its name, how many of its lines both roles signed, and
    how many lean on a source that is due.
    """

    code: str
    name: str
    signed: int
    lines: int
    due: int

    @property
    def is_done(self) -> bool:
        return self.signed == self.lines


def overview(pack: Pack) -> list[Theme]:
    """Every theme with its progress."""
    signed, due = signing.signed(pack), set(marks(pack))
    found = []
    for theme, lines in themes_of(pack).items():
        done = sum(_is_done(signed[id_of(line, pack)]) for line in lines)
        leaning = sum(bool(due & set(line.sources)) for line in lines)
        found.append(Theme(theme, name_of(theme), done, len(lines), leaning))
    return found


def _is_done(by: list[signing.Signed]) -> bool:
    return {one.role for one in by} >= set(signing.SIGNERS)


def lines_of(pack: Pack, theme: str, role: str = "") -> list[tuple[str, list[Line]]]:
    """The lines of a theme under what they give; `role` is the reader's."""
    signed, digests, due = signing.signed(pack), signing.lines_of(pack), marks(pack)
    groups: dict[str, list[Line]] = {give: [] for give in texts.GIVES}
    for line in themes_of(pack).get(theme, []):
        number = id_of(line, pack)
        days = {one.role: one.day for one in signed[number]}
        give = "window" if isinstance(line, Window) else line.give
        groups[give].append(Line(
            number, digests[number], getattr(line, "code", ""), give, _pieces(line), gives(line),
            {} if give == "window" else line.text, _cited(line, pack, due),
            [(signing.label(each), days.get(each)) for each in signing.SIGNERS],
            is_mine=role in days,
        ))  # fmt: skip
    return [(str(texts.GIVES[give]), lines) for give, lines in groups.items() if lines]


def marks(pack: Pack) -> dict[str, str]:
    """Sources that ran out (`old`) or will within weeks (`soon`)."""
    today = clock.today()
    old = {key: "old" for key, source in pack.sources.items() if source.expires < today}
    return old | {key: "soon" for key, _ in checking.expiring(pack, today)}


@dataclass(frozen=True)
class Due:
    """A source that somebody has to look at again, and the themes that lean on it."""

    source: Source
    mark: str
    themes: list[tuple[str, str]]


def due(pack: Pack) -> list[Due]:
    """Sources that ran out or will within weeks, the soonest first."""
    found = []
    for key, mark in marks(pack).items():
        leaning = {theme_of(line) for line in (*pack.windows, *pack.rules) if key in line.sources}
        named = sorted((name_of(theme), theme) for theme in leaning)
        found.append(Due(pack.sources[key], mark, [(theme, name) for name, theme in named]))
    return sorted(found, key=lambda one: one.source.expires)


def _cited(line: Any, pack: Pack, due: dict[str, str]) -> list[Cited]:
    said = _words()
    return [
        Cited(
            pack.sources[key], said.span(line.says[key]) if key in line.says else "",
            due.get(key, ""),
        )
        for key in line.sources
    ]  # fmt: skip


def _pieces(line: Any) -> list[list[str]]:
    """For whom a rule is; a window is for everybody who is tested."""
    asked = [] if isinstance(line, Window) else line.when
    return [phrases.parts(condition, _language()) for condition in asked]


def whom(line: Any) -> list[str]:
    """For whom a rule is, one phrase a condition."""
    return [phrases.joined(pieces, _language()) for pieces in _pieces(line)]


def gives(line: Any) -> list[str]:
    """What comes of a line, in short words."""
    said = _words()
    if isinstance(line, Window):
        days = (
            (_("useful from"), line.useful), (_("reliable from"), line.reliable),
            (_("conclusive from"), line.conclusive),
        )  # fmt: skip
        method = str(texts.METHODS[line.method])
        return [method, *(f"{label} {said.span(span)}" for label, span in days)]
    if line.give == "test":
        return _test(line, said)
    if line.give == "left_out":
        return [_("not in the plan")]
    return _advice(line, said) if line.give == "advice" else _follow_up(line, said)


def _test(line: Any, said: words.Words) -> list[str]:
    found = [
        said.file.specimens[line.specimen], str(texts.METHODS[line.method]),
        str(texts.LEVELS[line.level]),
    ]  # fmt: skip
    return [*found, _("offered when that is not known")] if line.optional_if_unknown else found


def _advice(line: Any, said: words.Words) -> list[str]:
    found = [said.file.advice[line.code], str(texts.URGENCIES[line.urgency])]
    if line.deadline_hours:
        found.append(_("within %(hours)d hours") % {"hours": line.deadline_hours})
    found += _starts(line)
    if line.instead_of:
        named = ", ".join(said.file.advice[code] for code in line.instead_of)
        found.append(_("instead of: %(names)s") % {"names": named})
    return [*found, *(said.detail(key, value) for key, value in line.detail.items())]


def _follow_up(line: Any, said: words.Words) -> list[str]:
    found = [said.file.follow_ups[line.code], *_starts(line)]
    if line.ends:
        found.append(_("until %(span)s later") % {"span": said.span(line.ends)})
    return [*found, *(said.detail(key, value) for key, value in line.detail.items())]


def _starts(line: Any) -> list[str]:
    if not line.starts:
        return []
    return [_("from %(span)s later") % {"span": _words().span(line.starts)}]


def _language() -> str:
    return words.nearest(get_language() or "nb")


def _words() -> words.Words:
    return words.of(_language())
