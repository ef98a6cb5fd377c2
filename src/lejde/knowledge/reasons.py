"""Why a plan says what it says, in words: what fired through what, and what almost did."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lejde.guidelines import engine, explaining, phrases, words
from lejde.guidelines.facts import Facts
from lejde.guidelines.rules import Condition, Pack
from lejde.knowledge import texts
from lejde.knowledge.themes import id_of, name_of, theme_of

KINDS = {"tests": "test", "advice": "advice", "left_out": "left_out", "follow_up": "follow_up"}


@dataclass(frozen=True)
class Because:
    """A line of the pack, its theme (code and name), its text, and through what it came: subject
    and words.
    """

    id: str
    theme: str
    name: str
    text: str
    through: list[tuple[str, str]]


@dataclass(frozen=True)
class Planned:
    """One line of the plan and the rules behind it."""

    said: str
    because: list[Because]


@dataclass(frozen=True)
class Missed:
    """A rule that was one step short: what it lacks, or what stands in its way."""

    id: str
    text: str
    lacks: list[tuple[str, str]]
    in_the_way: list[tuple[str, str]]


@dataclass(frozen=True)
class Why:
    """`planned` by kind of line; `covered` fired too, but a stronger line speaks instead;
    `missed` by theme: its code, its name, its rules.
    """

    planned: list[tuple[str, list[Planned]]]
    covered: list[Because]
    missed: list[tuple[str, str, list[Missed]]]


@dataclass
class _Told:
    """What the reader's words are made from."""

    facts: Facts
    pack: Pack
    language: str
    lines: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lines = {id_of(one, self.pack): one for one in (*self.pack.windows, *self.pack.rules)}

    def text(self, number: str) -> str:
        line = self.lines[number]
        if number in {rule.id for rule in self.pack.rules}:
            return str(line.text[self.language])
        name = name_of(line.infection)
        return _("%(infection)s: from when a test can be believed") % {"infection": name}

    def subject(self, named: str) -> str:
        """`exposures.1` as "Occasion 2, 12 March"."""
        kind, _dot, place = named.partition(".")
        if kind == "person":
            return _("The person")
        label = _("Occasion") if kind == "exposures" else _("Answer or treatment")
        happened = (self.facts.exposures if kind == "exposures" else self.facts.events) or []
        when = happened[int(place)].at
        return f"{label} {int(place) + 1}" + (f", {_day(when)}" if when else "")

    def lacks(self, one: explaining.Almost) -> str:
        """What is one step short: a number, or tags of which one would do."""
        name = one.lacks[0]
        if name in phrases.NUMBERS:
            asked: Condition = self.lines[one.rule].when[one.condition]
            return phrases.joined([phrases.limit(asked, name, self.language)], self.language)
        # What only was not known would have been enough: what lacks was ruled out.
        return phrases.either([name.rstrip("?") for name in one.lacks], self.language)


def _day(when: date | datetime) -> str:
    return date_format(when, _("j F Y"))


def why(facts: Facts, pack: Pack) -> Why:
    """The plan for facts with its reasons, in the language of the page; raises BadInput."""
    language = words.nearest(get_language() or "nb")
    facts = facts.model_copy(update={"language": language})
    plan = engine.make_plan(facts, pack).to_json()
    explained = explaining.explain(facts, pack)
    told = _Told(facts, pack, language)
    through = _through(explained, told)
    planned = [
        (str(texts.GIVES[give]), [_planned(item, kind, told, through) for item in plan[kind]])
        for kind, give in KINDS.items()
        if plan[kind]
    ]
    spoken = {number for kind in KINDS for item in plan[kind] for number in item["because"]}
    covered = [_because(number, told, through) for number in through if number not in spoken]
    return Why(planned, covered, _missed(explained, told))


def _through(explained: explaining.Explanation, told: _Told) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for one in explained.fired:
        seen = (told.subject(one.subject), phrases.found(one.tags, told.language))
        if seen not in found.setdefault(one.rule, []):
            found[one.rule].append(seen)
    return found


def _because(number: str, told: _Told, through: dict[str, list[tuple[str, str]]]) -> Because:
    theme = theme_of(told.lines[number])
    return Because(number, theme, name_of(theme), told.text(number), through.get(number, []))


def _planned(
    item: dict[str, Any], kind: str, told: _Told, through: dict[str, list[tuple[str, str]]]
) -> Planned:
    said = words.of(told.language)
    say = {"tests": said.test, "advice": said.advice, "left_out": said.left_out,
           "follow_up": said.follow_up}[kind]  # fmt: skip
    return Planned(say(item), [_because(number, told, through) for number in item["because"]])


def _missed(explained: explaining.Explanation, told: _Told) -> list[tuple[str, str, list[Missed]]]:
    by_rule: dict[str, Missed] = {}
    for one in explained.almost:
        missed = by_rule.setdefault(one.rule, Missed(one.rule, told.text(one.rule), [], []))
        seen = (told.subject(one.subject), told.lacks(one))
        kept = missed.in_the_way if one.in_the_way else missed.lacks
        if seen not in kept:
            kept.append(seen)
    themes: dict[str, list[Missed]] = {}
    for number, missed in by_rule.items():
        themes.setdefault(theme_of(told.lines[number]), []).append(missed)
    return [(theme, name_of(theme), rules) for theme, rules in themes.items()]
