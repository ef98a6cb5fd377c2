"""A condition as a clinician would say it. Nothing of it is lost: the tests read it back.

Every tag has what it says and what its absence says, in each language. A bar in a phrase ends what
is not said again after a phrase that begins alike: `had |oral sex`. Phrases hold no comma, no `and`
and no `or`: these join them, and the choice comes last, so that what belongs together is plain.
"""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Annotated, Any, get_args

import yaml
from pydantic import Field

from lejde.guidelines import codes, rules, tags, words
from lejde.guidelines.facts import Strict

BAR = "|"
OF_PERSON = ("age_from", "age_under", "partners_from", "condomless_anal_from")
OF_TIME = ("within_hours", "beyond_hours")
NUMBERS = (*OF_PERSON, *OF_TIME)
# Two limits that are said in one breath: the lower, the upper, and the name of both.
_RANGES = (("age_from", "age_under", "ages"), ("beyond_hours", "within_hours", "between_hours"))
# PEP and contraception are spoken of in hours up to here, the rest in days.
MOST_HOURS = 120
# Phrases about somebody else stand last: whoever reads takes the rest to be about the person.
_OF_OTHERS = (
    "contact_of.", "partner.", "partner_hiv.", "situation.documents_held",
    "situation.parents_must_not_know",
)  # fmt: skip

# What a tag says, and what its absence says.
Pair = Annotated[list[str], Field(min_length=2, max_length=2)]


class Joining(Strict):
    """How phrases become one."""

    also: str
    either: str
    or_unknown: str
    unknown: str
    one_of: str
    one_of_or_unknown: str
    hours: str
    days: str
    limits: dict[str, str]


class _File(Strict):
    joining: Joining
    # The same for every infection, which stands for {infection}.
    of_infection: dict[str, Pair]
    tags: dict[str, Pair]


@cache
def _file(language: str) -> _File:
    file = resources.files(__package__).joinpath(f"words/tags/{language}.yaml")
    return _File.model_validate(yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader))


def joining(language: str) -> Joining:
    """The joints of `nb`, `da` or `en`."""
    return _file(language).joining


@cache
def _pairs(language: str) -> dict[str, Pair]:
    file, named = _file(language), words.of(language).file.infections
    families = {
        f"{family}.{infection}": [said.format(infection=named[infection]) for said in pair]
        for family, pair in file.of_infection.items()
        for infection in get_args(codes.Infection)
    }
    return file.tags | families


def tag(name: str, language: str) -> str:
    """`site.throat?` as `the throat was exposed to infection (or not known)`, with its bar."""
    said = _pairs(language)[name.rstrip("?")][0]
    return joining(language).or_unknown.format(what=said) if name.endswith("?") else said


def absent(name: str, language: str) -> str:
    """`prep.on_prep` as `does not take PrEP`, with its bar."""
    return _pairs(language)[name][1]


def found(names: Sequence[str], language: str) -> str:
    """What made a condition hold; with the question mark, what was only not ruled out."""
    said = [
        joining(language).unknown.format(what=tag(name.rstrip("?"), language))
        if name.endswith("?")
        else tag(name, language)
        for name in _in_order(names)
    ]
    return joined(said, language)


def choice(names: Sequence[str], language: str) -> str:
    """At least one of several tags; a question mark that all of them have is said once."""
    joints = joining(language)
    if all(name.endswith("?") for name in names):
        names = [name.rstrip("?") for name in names]
        return joints.one_of_or_unknown.format(what=either(names, language))
    return joints.one_of.format(what=either(names, language))


def either(names: Sequence[str], language: str) -> str:
    """Several tags of which one is enough, as `a, b or c`."""
    return listed([tag(name, language) for name in names], joining(language).either)


def parts(asked: rules.Condition, language: str) -> list[str]:
    """What one condition asks for, piece by piece, with their bars."""
    wanted, barred = _in_order(asked.all), _in_order(asked.none)
    own = [name for name in wanted if not _is_of_others(name)]
    said = [tag(name, language) for name in own if _place(name) < _OF_THE_ACT]
    said += _limits(asked, OF_PERSON, language)
    said += [tag(name, language) for name in own if _place(name) == _OF_THE_ACT]
    said += _limits(asked, OF_TIME, language)
    said += [absent(name, language) for name in barred if not _is_of_others(name)]
    said += [tag(name, language) for name in wanted if _is_of_others(name)]
    said += [absent(name, language) for name in barred if _is_of_others(name)]
    if not asked.any:
        return said
    # Several things of which one is enough need no heading when nothing else is asked.
    alone = not said and not all(name.endswith("?") for name in asked.any)
    return [*said, (either if alone else choice)(asked.any, language)]


# What was told or answered stands first, then the person, then the act.
_OF_THE_ACT = 2


def _place(name: str) -> int:
    stated = name.rstrip("?")
    if stated == "exposed" or stated in tags.SCOPES["event"]:
        return 0
    return 1 if stated in tags.SCOPES["person"] else _OF_THE_ACT


def _is_of_others(name: str) -> bool:
    return name.startswith(_OF_OTHERS)


def _in_order(names: Sequence[str]) -> list[str]:
    return sorted(names, key=lambda name: (_is_of_others(name), _place(name)))


def _limits(asked: rules.Condition, names: Sequence[str], language: str) -> list[str]:
    said = {
        name: limit(asked, name, language) for name in names if getattr(asked, name) is not None
    }
    for low, high, both in _RANGES:
        if low in said and high in said:
            said[low] = _range(asked, low, high, joining(language), both)
            del said[high]
    return list(said.values())


def limit(asked: rules.Condition, name: str, language: str) -> str:
    """One number of a condition: `within_hours` as `it was at most 72 hours ago`, with its bar."""
    joints, number = joining(language), getattr(asked, name)
    said = _time(number, joints) if name in OF_TIME else number
    return joints.limits[name].format(n=said)


def _range(asked: rules.Condition, low: str, high: str, joints: Joining, both: str) -> str:
    least, most = getattr(asked, low), getattr(asked, high)
    if high in OF_TIME:
        return joints.limits[both].format(low=_time(least, joints), high=_time(most, joints))
    return joints.limits[both].format(low=least, high=most - 1)


def _time(hours: int, joints: Joining) -> str:
    if hours > MOST_HOURS and hours % 24 == 0:
        return joints.days.format(n=hours // 24)
    return joints.hours.format(n=hours)


def listed(said: Sequence[str], joint: str) -> str:
    """`had |oral sex`, `had |anal sex` as `had oral sex and anal sex`."""
    shown, before = list[str](), ""
    for phrase in said:
        start, bar, rest = phrase.partition(BAR)
        shown.append(rest if bar and start == before else start + rest)
        before = start if bar else ""
    *first, last = shown
    return f"{', '.join(first)} {joint} {last}" if first else last


def joined(said: Sequence[str], language: str) -> str:
    """Parts as one phrase: all of them must hold."""
    return listed(said, joining(language).also) if said else ""


def condition(asked: rules.Condition, language: str) -> str:
    """One condition as one phrase."""
    return joined(parts(asked, language), language)


def rule(rule: Any, language: str) -> list[str]:
    """For whom a rule is: one phrase for each condition, of which one is enough."""
    return [condition(each, language) for each in rule.when]
