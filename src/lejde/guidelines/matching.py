"""Which rules hold for these facts, and through which exposure or event."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import reduce
from operator import or_
from typing import Any

from lejde.guidelines import rules, tags
from lejde.guidelines.compiled import COUNTS, Check, Compiled, Ready
from lejde.guidelines.dates import Moment, moment
from lejde.guidelines.facts import Event, Facts, Person, ResultEvent
from lejde.kernel import clock
from lejde.kernel.errors import BadInput

NOBODY = Person()
Stretch = tuple[date, date, bool]


@dataclass(slots=True)
class Case:
    """Facts as the rules see them: bits and moments."""

    at: datetime
    person: Person
    bits: int
    exposures: list[tuple[int, Moment]]
    events: list[tuple[int, Moment, Event]]
    # Rules hold for the same few sets of exposures again and again.
    stretches: dict[int, Stretch] = field(default_factory=dict)

    def moments(self, places: int) -> list[Moment]:
        """When the exposures of a set happened; the set has a bit for each place."""
        return [when for n, (_, when) in enumerate(self.exposures) if places >> n & 1]

    def stretch(self, places: int) -> Stretch:
        """First and last day of a set of exposures, and whether a day is not known."""
        found = self.stretches.get(places)
        if found is None:
            moments = self.moments(places)
            days = [when.day for when in moments]
            found = min(days), max(days), any(when.earliest is None for when in moments)
            self.stretches[places] = found
        return found


@dataclass(slots=True)
class Hit:
    """A rule that holds: for which exposures (a set as in `Case.moments`) or for which event, and
    whether by stated facts alone.
    """

    ready: Ready
    places: int
    surely: bool = False
    event: Event | None = None
    when: Moment | None = None

    def moments(self, case: Case) -> list[Moment]:
        """When what it holds for happened."""
        return [self.when] if self.when else case.moments(self.places)


def case(facts: Facts, pack: Compiled) -> Case:
    """Facts in bits; raises BadInput for what is still to come."""
    at = facts.at or clock.now()
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day, 12, tzinfo=pack.zone)
    at = (at if at.tzinfo else at.replace(tzinfo=pack.zone)).astimezone(UTC)
    person = facts.person or NOBODY
    exposures, events = facts.exposures or (), facts.events or ()
    faults = [
        f"{kind}.{place}.at: is still to come"
        for kind, list_ in (("exposures", exposures), ("events", events))
        for place, one in enumerate(list_)
        if _is_to_come(one.at, at, pack)
    ]
    if faults:
        raise BadInput("; ".join(faults), faults=faults)
    told, country = tags.of_person(person), pack.pack.meta.country
    bits = told | tags.anatomy_of(person)
    return Case(
        at, person, bits,
        [
            (told | tags.of_exposure(one, person, country), moment(one.at, at, pack.zone))
            for one in exposures
        ],
        [(bits | tags.of_event(one), moment(one.at, at, pack.zone), one) for one in events],
    )  # fmt: skip


def _is_to_come(when: Any, at: datetime, pack: Compiled) -> bool:
    if when is None:
        return False
    if isinstance(when, datetime):
        return (when if when.tzinfo else when.replace(tzinfo=pack.zone)) > at
    return bool(when > at.astimezone(pack.zone).date())


def hits(case: Case, pack: Compiled) -> Iterator[Hit]:
    """Every rule that holds, in the order of the pack within each kind of fact."""
    bits, done = case.bits, None
    everywhere = (1 << len(case.exposures)) - 1
    for ready, check, wanted, either, none in pack.near("person", bits):
        if bits & wanted != wanted or not bits & either or bits & none or ready is done:
            continue
        if check.counts is None or _counts_hold(check.counts, case.person):
            done = ready
            yield Hit(ready, everywhere, ready.may_be_optional and check.surely_holds(bits))
    if case.exposures:
        yield from _exposure_hits(case, pack)
    # A treatment before a result: what holds after it is the newer thing to say.
    for bits, when, event in sorted(case.events, key=_is_result):
        done = None
        for ready, check, *_ in pack.event:
            if ready is not done and check.holds(bits) and _numbers_hold(check, case, when):
                done = ready
                yield Hit(ready, 0, event=event, when=when)


def _is_result(one: tuple[int, Moment, Event]) -> bool:
    return isinstance(one[2], ResultEvent)


def _exposure_hits(case: Case, pack: Compiled) -> Iterator[Hit]:
    exposures = case.exposures
    union = reduce(or_, (bits for bits, _ in exposures))
    hit: Hit | None = None
    for ready, check, wanted, either, _ in pack.near("exposure", union):
        # What all exposures together lack, none of them has: most conditions end here.
        if union & wanted != wanted or not union & either:
            continue
        if check.counts is not None and not _counts_hold(check.counts, case.person):
            continue
        places = _places(check, exposures)
        if not places:
            continue
        if hit is not None and hit.ready is ready:
            hit.places |= places
        else:
            if hit:
                yield hit
            hit = Hit(ready, places)
        if ready.may_be_optional and not hit.surely:
            hit.surely = any(
                check.surely_holds(bits) for n, (bits, _) in enumerate(exposures) if places >> n & 1
            )
    if hit:
        yield hit


def _places(check: Check, exposures: list[tuple[int, Moment]]) -> int:
    wanted, either, none, timed = check.all, check.any, check.none, check.timed
    places, place = 0, 1
    for bits, when in exposures:
        # Check.holds, written out: this line runs for every condition and exposure.
        if (
            bits & wanted == wanted and bits & either and not bits & none
            and (not timed or check.beyond < when.hours <= check.within)
        ):  # fmt: skip
            places |= place
        place <<= 1
    return places


def _numbers_hold(check: Check, case: Case, when: Moment) -> bool:
    counted = check.counts is None or _counts_hold(check.counts, case.person)
    return counted and check.beyond < when.hours <= check.within


def _counts_hold(told: rules.Condition, person: Person) -> bool:
    return (
        _at_least(person.age, told.age_from)
        and (told.age_under is None or (person.age is not None and person.age < told.age_under))
        and _at_least(person.partners_6_months, told.partners_from)
        and _at_least(person.condomless_anal_partners_6_months, told.condomless_anal_from)
    )


def numbers_short(told: rules.Condition, case: Case, when: Moment | None) -> list[str]:
    """The names of the numbers of a condition that are not met."""
    short = [
        name
        for name in COUNTS
        if (value := getattr(told, name)) is not None
        and not _counts_hold(rules.Condition.model_construct(**{name: value}), case.person)
    ]
    if when and told.within_hours is not None and when.hours > told.within_hours:
        short.append("within_hours")
    if when and told.beyond_hours is not None and when.hours <= told.beyond_hours:
        short.append("beyond_hours")
    return short


def _at_least(stated: int | None, wanted: int | None) -> bool:
    return wanted is None or (stated is not None and stated >= wanted)
