"""Why a plan says what it says: what fired through what, and what almost did."""

from dataclasses import dataclass
from typing import Any

from lejde.guidelines import rules, tags
from lejde.guidelines.compiled import compiled
from lejde.guidelines.dates import Moment
from lejde.guidelines.facts import Facts
from lejde.guidelines.matching import Case, case, numbers_short


@dataclass(frozen=True)
class Fired:
    """A condition that holds, and what made it: the tags it asked for that are there, with a
    question mark those that only nobody ruled out.
    """

    rule: str
    condition: int
    subject: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Almost:
    """A condition one step short: `lacks` is the tag or the number that is not met, several
    where one of them would do; `in_the_way` when it is there and should not be.
    """

    rule: str
    condition: int
    subject: str
    lacks: tuple[str, ...]
    in_the_way: bool = False


@dataclass(frozen=True)
class Explanation:
    """What fired and what almost fired, in the order of the pack.

    `subject` is `person`, or the place in the facts: `exposures.0`, `events.1`. A rule that fired
    through anything is not told among those that almost did.
    """

    fired: tuple[Fired, ...]
    almost: tuple[Almost, ...]


def explain(facts: Facts, pack: rules.Pack) -> Explanation:
    """Which rules fired through what, and which were one tag or number short; raises BadInput
    as `make_plan` does. Rules that a stronger line hides in the plan are told here too.
    """
    ready = compiled(pack, facts.language or "en")
    told = case(facts, ready)
    fired: list[Fired] = []
    almost: list[Almost] = []
    for rule in pack.rules:
        through, short = _tried(rule, told)
        fired += through
        almost += [] if through else short
    return Explanation(tuple(fired), tuple(almost))


def _subjects(scope: str, told: Case) -> list[tuple[str, int, Moment | None]]:
    if scope == "person":
        return [("person", told.bits, None)]
    if scope == "exposure":
        return [(f"exposures.{n}", bits, when) for n, (bits, when) in enumerate(told.exposures)]
    return [(f"events.{n}", bits, when) for n, (bits, when, _) in enumerate(told.events)]


def _tried(rule: Any, told: Case) -> tuple[list[Fired], list[Almost]]:
    fired: list[Fired] = []
    almost: list[Almost] = []
    for place, condition in enumerate(rule.when):
        for subject, bits, when in _subjects(condition.scope(), told):
            if rule.give == "test" and not told.exposures:
                continue
            steps = _steps(condition, told, bits, when)
            if not steps:
                held = (*condition.all, *condition.any)
                there = (_as_told(tag, bits) for tag in held if bits & tags.bit(tag))
                fired.append(Fired(rule.id, place, subject, tuple(dict.fromkeys(there))))
            elif len(steps) == 1:
                almost.append(Almost(rule.id, place, subject, *steps[0]))
    return fired, almost


def _as_told(tag: str, bits: int) -> str:
    stated = tag.rstrip("?")
    return stated if bits & tags.bit(stated) else tag


def _steps(
    condition: rules.Condition, told: Case, bits: int, when: Moment | None
) -> list[tuple[tuple[str, ...], bool]]:
    """What keeps a condition from holding, one entry for each step."""
    steps: list[tuple[tuple[str, ...], bool]] = [
        ((tag,), False) for tag in condition.all if not bits & tags.bit(tag)
    ]
    if condition.any and not any(bits & tags.bit(tag) for tag in condition.any):
        steps.append((tuple(condition.any), False))
    steps += [((tag,), True) for tag in condition.none if bits & tags.bit(tag)]
    return steps + [((name,), False) for name in numbers_short(condition, told, when)]
