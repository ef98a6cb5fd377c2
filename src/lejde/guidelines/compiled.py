"""A pack made ready for many plans: masks, spans and texts of one language, worked out once."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from math import inf
from typing import Any, get_args
from zoneinfo import ZoneInfo

from lejde.guidelines import codes, rules, tags, words
from lejde.guidelines.dates import Span, span

EVERYTHING = -1
COUNTS = ("age_from", "age_under", "partners_from", "condomless_anal_from")


@dataclass(frozen=True, slots=True)
class Check:
    """One condition as masks. `surely` is the same without the question marks.

    An empty `any` asks for nothing and is a mask of all bits: one comparison does for both.
    """

    all: int
    any: int
    none: int
    surely_all: int
    surely_any: int
    within: float
    beyond: float
    timed: bool
    counts: rules.Condition | None

    def holds(self, bits: int) -> bool:
        """Whether bits of facts meet the tags; hours and counts are looked at apart."""
        return bits & self.all == self.all and bits & self.any != 0 and not bits & self.none

    def surely_holds(self, bits: int) -> bool:
        """As `holds`, of stated facts alone."""
        return bits & self.surely_all == self.surely_all and bits & self.surely_any != 0


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """One rule with its checks and the text of one language."""

    rule: Any
    id: str
    sources: tuple[str, ...]
    checks: tuple[Check, ...]
    text: str
    says: dict[str, str]
    starts: Span | None
    ends: Span | None
    by_symptom: bool
    # Only a sample that may be optional asks whether it holds by stated facts alone.
    may_be_optional: bool
    level: int


@dataclass(frozen=True, slots=True)
class Opening:
    """A window counted from one day; `shown` is the same as the contract writes it."""

    useful: date
    conclusive: date
    reliable: date
    shown: dict[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class ReadyWindow:
    """A window with its spans worked out."""

    useful: Span
    reliable: Span
    conclusive: Span
    sources: tuple[str, ...]
    # What each source itself says, in words, where they do not say the same.
    says: dict[str, str]

    def after(self, day: date) -> Opening:
        """The three days, counted from an exposure on `day`."""
        return _opening(self, day)


# Exposures lie in the last weeks, so few days are asked for again and again.
@lru_cache(maxsize=8192)
def _opening(window: ReadyWindow, day: date) -> Opening:
    useful, reliable = window.useful.after(day), window.reliable.after(day)
    conclusive = window.conclusive.after(day)
    shown = {
        "useful_from": useful.isoformat(), "reliable_from": reliable.isoformat(),
        "conclusive_from": conclusive.isoformat(),
    }  # fmt: skip
    return Opening(useful, conclusive, reliable, shown)


def _check(condition: rules.Condition) -> Check:
    def sure(names: list[str]) -> int:
        return tags.mask(name.rstrip("?") for name in names)

    counted = any(getattr(condition, name) is not None for name in COUNTS)
    within, beyond = condition.within_hours, condition.beyond_hours
    return Check(
        tags.mask(condition.all), tags.mask(condition.any) or EVERYTHING,
        tags.mask(condition.none), sure(condition.all), sure(condition.any) or EVERYTHING,
        inf if within is None else within, -1 if beyond is None else beyond,
        within is not None or beyond is not None,
        condition if counted else None,
    )  # fmt: skip


def _asks_for_symptom(condition: rules.Condition) -> bool:
    return any(tag.startswith("symptom.") for tag in (*condition.all, *condition.any))


@dataclass(frozen=True, slots=True)
class Face:
    """What some rules together say of one test."""

    because: tuple[str, ...]
    sources: tuple[str, ...]
    text: str
    level: codes.Level
    may_be_optional: bool
    by_symptom: bool


def _face(window: ReadyWindow, rules_: tuple[Ready, ...]) -> Face:
    sources = dict.fromkeys(source for ready in rules_ for source in ready.sources)
    return Face(
        tuple(ready.id for ready in rules_),
        tuple(dict.fromkeys((*sources, *window.sources))),
        " ".join(dict.fromkeys(ready.text for ready in rules_)),
        get_args(codes.Level)[min(ready.level for ready in rules_)],
        all(ready.may_be_optional for ready in rules_),
        any(ready.by_symptom for ready in rules_),
    )


# One condition: its rule, its check, and its masks `all`, `any`, `none` beside them.
Entry = tuple[Ready, Check, int, int, int]
# What few people state. Most conditions ask for one of these and need not be looked at at all.
SELDOM = tags.mask(
    tag for tag in (*tags.PERSON, "memory_gap", "assault", "other_drugs", "protected_only")
    if not tag.startswith("anatomy")
)  # fmt: skip


def _can_hold(entry: Entry, seldom: int) -> bool:
    _, _, wanted, either, _ = entry
    return not wanted & SELDOM & ~seldom and bool(either & (seldom | ~SELDOM))


class Compiled:
    """A pack in one language. `person`, `exposure`, `event` are its rules by subject, one entry a
    condition: the loops over them are most of a plan's cost.
    """

    def __init__(self, pack: rules.Pack, language: str) -> None:
        self.pack = pack
        self.language = language
        self.zone = ZoneInfo(pack.meta.zone)
        self.retest_text = pack.meta.retest_text[language]
        self.meanings = {key: text[language] for key, text in pack.meta.meaning_texts.items()}
        self.words = words.of(language)
        self.windows: dict[tuple[str, str], ReadyWindow] = {
            (window.infection, window.method): ReadyWindow(
                span(window.useful), span(window.reliable), span(window.conclusive),
                tuple(window.sources), self._said(window.says),
            )
            for window in pack.windows
        }  # fmt: skip
        ready = [self._ready(rule) for rule in pack.rules]
        self.person, self.exposure, self.event = (
            [
                (one, check, check.all, check.any, check.none)
                for one in ready
                if one.rule.when[0].scope() == scope
                for check in one.checks
            ]
            for scope in ("person", "exposure", "event")
        )
        # Bounded: what is asked from outside must not fill the memory.
        self._near = lru_cache(maxsize=1024)(self._entries_near)
        # A test is asked for by the same few rules together, for many people.
        self.face = lru_cache(maxsize=4096)(_face)

    def _ready(self, rule: Any) -> Ready:
        checks = tuple(_check(condition) for condition in rule.when)
        starts, ends = getattr(rule, "starts", None), getattr(rule, "ends", None)
        return Ready(
            rule, rule.id, tuple(rule.sources), checks, rule.text[self.language],
            self._said(rule.says),
            span(starts) if starts else None, span(ends) if ends else None,
            any(_asks_for_symptom(condition) for condition in rule.when),
            getattr(rule, "optional_if_unknown", False),
            codes.LEVELS.index(rule.level) if rule.give == "test" else 0,
        )  # fmt: skip

    def near(self, scope: str, bits: int) -> list[Entry]:
        """The conditions about a person or an exposure that what is seldom stated leaves open."""
        return self._near(scope, bits & SELDOM)

    def _entries_near(self, scope: str, seldom: int) -> list[Entry]:
        entries = self.person if scope == "person" else self.exposure
        return [entry for entry in entries if _can_hold(entry, seldom)]

    def _said(self, says: dict[str, str]) -> dict[str, str]:
        return {source: self.words.span(text) for source, text in says.items()}

    @cached_property
    def sources(self) -> dict[str, dict[str, str]]:
        """Every source as the plan shows it."""
        return {
            key: {
                "title": source.title, "publisher": source.publisher, "date": source.date,
                "url": source.url, "tier": source.tier,
            }
            for key, source in self.pack.sources.items()
        }  # fmt: skip


@lru_cache(maxsize=32)
def compiled(pack: rules.Pack, language: str) -> Compiled:
    """A pack ready for plans in one language; kept, as a pack never changes."""
    return Compiled(pack, language)
