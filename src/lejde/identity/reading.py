"""Letting somebody read along: what each room has to show a guest, and who was let in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise

from lejde.guidelines import engine, facts
from lejde.identity.folders import CARE, TALK, Folder, of_kind
from lejde.kernel import clock
from lejde.packs import house, load
from lejde.packs.reading import BadPack
from lejde.vault.guests import GuestSession
from lejde.vault.visitors import Guest, VisitorSession

KINDS = (CARE, TALK)
HELP = ("danger.call", "violence.help")


@dataclass(frozen=True)
class Readable:
    """A part that can be given to read; `context(records)` gives the template's variables, or None
    when there is nothing in it yet.
    """

    order: int
    part: str
    label: Promise
    kinds: tuple[str, ...]
    template: str
    context: Callable[[list[dict[str, Any]]], dict[str, Any] | None]


@dataclass(frozen=True)
class LetIn:
    """A guest as the owner sees it; `parts` in plain words."""

    guest: Guest
    parts: list[Promise]


@dataclass(frozen=True)
class Open:
    """A folder that its owner may let somebody read, and who was let in, the newest first."""

    folder: Folder
    kind: str
    guests: list[LetIn]

    @property
    def now(self) -> list[LetIn]:
        """Those whose code still opens."""
        return [one for one in self.guests if one.guest.is_open]


_readables: list[Readable] = []
# Address by name of the page where a guest takes part instead of reading.
_writing: list[str] = []


def register(readable: Readable) -> None:
    """Called once by each room when the house starts."""
    _readables.append(readable)
    _readables.sort(key=lambda each: each.order)


def register_writing(url_name: str) -> None:
    """Called once, when the house starts, by the room in which guests may write."""
    _writing.append(url_name)


def page_of(guest: GuestSession) -> str | None:
    """Address by name of the page of a guest who may write; None for one who reads."""
    return next(iter(_writing), None) if guest.may_write else None


def choices(session: VisitorSession, folder: str) -> list[tuple[str, Promise]]:
    """Parts of a folder with their names, in the order of the page."""
    kinds = {kind for one, kind in _with_kinds(session) if one.number == folder}
    return [(one.part, one.label) for one in _readables if kinds.intersection(one.kinds)]


def labels(parts: tuple[str, ...]) -> list[Promise]:
    """Parts in plain words."""
    return [one.label for one in _readables if one.part in parts]


def folders(session: VisitorSession) -> list[Open]:
    """Every folder with who was let in, the newest first."""
    return [
        Open(folder, kind, [LetIn(one, labels(one.parts)) for one in session.guests(folder.number)])
        for folder, kind in _with_kinds(session)
    ]


def _with_kinds(session: VisitorSession) -> list[tuple[Folder, str]]:
    return [(folder, kind) for kind in KINDS for folder in of_kind(session, kind)]


def until(days: int) -> date:
    """The last day of so many."""
    return clock.today() + timedelta(days=days)


def shown(guest: GuestSession) -> list[tuple[Readable, dict[str, Any] | None]]:
    """What a guest reads: each part that was named, with the variables of its template."""
    return [
        (one, one.context(guest.read(one.part))) for one in _readables if one.part in guest.parts
    ]


def help_under_pressure(language: str) -> dict[str, Any]:
    """What the country's pack says to somebody whom others decide over: `texts` and `sources`; of
    each none while the pack is broken.
    """
    told = {"pack": house(), "language": language, "person": {"situation": ["under_pressure"]}}
    try:
        pack = load(house())
    except BadPack:
        return {"texts": [], "sources": []}
    plan = engine.make_plan(facts.parse(told), pack).to_json()
    said = [one for one in plan["advice"] if one["code"] in HELP]
    names = dict.fromkeys(name for one in said for name in one["sources"])
    return {
        "texts": [one["text"] for one in said],
        "sources": [plan["sources"][name] for name in names],
    }
