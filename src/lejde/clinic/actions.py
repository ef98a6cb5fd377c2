"""What staff do in a visit: record, order, find, release, close; each checks its own right."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from lejde.booking import hours
from lejde.clinic import codebook, meaning
from lejde.clinic.counted import counted_of, facts_of, possible
from lejde.clinic.course import Course, decides
from lejde.clinic.domain import (
    NEGATIVE,
    VALUES,
    Test,
    closed_topics,
    is_exposure_day,
)
from lejde.events.counting import count, count_instead
from lejde.guidelines.codes import INFECTIONS, SPECIMENS
from lejde.identity.roles import CONSULT, ORDER, RELEASE
from lejde.kernel import clock
from lejde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from lejde.vault import staff
from lejde.vault.staff import Overtaken

DUE, SAMPLES, QUESTIONS = "due", "samples", "asked"


class SecondLook(Conflict):
    """A reactive answer needs another person's eyes before it is released."""

    code = "second_look"


@dataclass(frozen=True)
class Record:
    """What was told in a visit; `closed` and `opened` are topics, `exposed_on` a day or empty."""

    population: str
    answers: dict[str, list[str]]
    closed: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    note: str = ""
    exposed_on: str = ""


@dataclass(frozen=True)
class Ordered:
    infection: str
    specimen: str
    method: str


@decides
def save_record(course: Course, visit: str, record: Record) -> None:
    """The record of a visit; the same again changes nothing. Raises BadInput with the variables
    that do not fit.
    """
    _may(course, CONSULT)
    if course.is_closed(visit):
        raise Conflict("this visit is closed")
    _check(record)
    if not _is_kept(course, visit, record):
        course.write("record", visit=visit, **asdict(record))


def _is_kept(course: Course, visit: str, record: Record) -> bool:
    kept = course.record(visit) or {}
    return all(kept.get(key) == value for key, value in asdict(record).items())


def _check(record: Record) -> None:
    if record.population not in codebook.POPULATIONS:
        raise BadInput("population", keys=["population"])
    wrong = codebook.faults_of(record.population, record.answers)
    unknown = sorted({*record.closed, *record.opened} - set(codebook.TOPICS))
    if record.exposed_on and not is_exposure_day(record.exposed_on, hours.today()):
        unknown.append("exposed_on")
    if wrong or unknown:
        raise BadInput("record", keys=[*wrong, *unknown])


@decides
def order(course: Course, wanted: list[Ordered]) -> None:
    """Sets what is ordered; samples that exist keep their number. Raises BadInput."""
    _may(course, ORDER)
    for one in wanted:
        if one.infection not in INFECTIONS or one.specimen not in SPECIMENS:
            raise BadInput("order", keys=[one.infection])
    known = {test.specimen: test.sample for test in course.tests() if not test.released}
    samples = {one.specimen: known.get(one.specimen) or _sample_number() for one in wanted}
    fresh = [
        staff.deposit(
            course.purpose, SAMPLES,
            {"folder": course.folder, "sample": number, "specimen": specimen},
        )
        for specimen, number in samples.items()
        if specimen not in known
    ]  # fmt: skip
    tests = [vars(one) for one in wanted]
    with _taken_back(fresh):
        course.write("order", tests=tests, samples=samples, deposits=fresh)
    course.worker.note("ordered", course.part("visit"))


def _sample_number() -> str:
    return f"{secrets.randbelow(10**8):08d}"


@decides
def start_rapid(course: Course, key: str, minutes: int) -> None:
    """The drop is on the strip; `minutes` as the kit says. Raises Conflict when it has begun."""
    _may(course, ORDER)
    test = _test(course, key)
    if test.method != "rapid" or not 1 <= minutes <= 60:
        raise BadInput("minutes", keys=["minutes"])
    if test.started_at:
        raise Conflict("this test has begun")
    course.write("rapid", test=key, at=clock.now().isoformat(), minutes=minutes)


@decides
def enter(course: Course, key: str, value: str, typed: int | None = None) -> None:
    """A value as it was read; a reactive one counts only when typed twice alike.

    `typed` is how often a value had been typed when the page was drawn: a button pressed twice
    is one typing, and the second typing comes from a page that shows the first.
    """
    _may(course, ORDER)
    test = _test(course, key)
    if value not in VALUES:
        raise BadInput("value", keys=["value"])
    if typed is not None and typed != len(test.entries):
        if test.entries and test.entries[-1] == (value, course.worker.user.pk):
            return
        raise Conflict("somebody typed since you looked")
    if test.released:
        raise Conflict("this answer has been released")
    if test.method == "rapid" and test.readable(clock.now()) in ("", "early"):
        raise Conflict("too early to read")
    course.write("result", test=key, value=value)


@decides
def release(course: Course, key: str, shown: str | None = None) -> None:
    """Gives the answer to the person with its meaning; raises SecondLook, Conflict.

    `shown` is the value that stood on the page: another one, typed meanwhile, does not go out by
    a button that was pressed for this one.
    """
    _may(course, RELEASE)
    test = _test(course, key)
    if test.state != "found":
        raise Conflict("there is nothing to release")
    if shown is not None and shown != test.found:
        raise Conflict("somebody typed since you looked")
    if not test.may_release(course.worker.user.pk):
        raise SecondLook
    told = meaning.meaning_of(test, meaning.exposure_days(course))
    course.release(
        key,
        {
            "infection": test.infection, "specimen": test.specimen, "method": test.method,
            "value": test.found, "taken_on": test.taken_on, "sample": test.sample,
            "day": clock.today().isoformat(), **told,
        },
    )  # fmt: skip
    if not any(one.sample == test.sample and not one.released for one in course.tests()):
        _forget_sample(course, test.sample)
    later = told.get("again_from") or ""
    if test.found != NEGATIVE:
        put_due(course, "confirmation", clock.today() + timedelta(days=7))
    elif later:
        put_due(course, "control", date.fromisoformat(later))


@decides
def put_due(course: Course, what: str, day: date) -> None:
    """Onto the due list: the day stays readable, what and whose lies in the seal. What stands
    there already stands there once.
    """
    told = {"folder": course.folder, "what": what}
    waiting = course.worker.keys.deposits(course.purpose, DUE)
    if any((on, kept) == (day, told) for _, on, kept in waiting):
        return
    number = staff.deposit(course.purpose, DUE, told, day)
    with _taken_back([number]):
        course.write("due", deposits=[number])


@contextmanager
def _taken_back(deposits: list[int]) -> Iterator[None]:
    """What was laid on a list for an act that somebody else overtook comes off it again."""
    try:
        yield
    except Overtaken:
        for number in deposits:
            staff.remove_deposit(number)
        raise


@decides
def close(course: Course, visit: str) -> None:
    """Ends a visit and counts it, each answer by itself; twice is once."""
    _may(course, CONSULT)
    record = course.record(visit)
    if record is None:
        raise Conflict("there is no record yet")
    if course.is_closed(visit):
        return
    counted = counted_of(record, course.closed_topics(visit))
    course.write("closed", visit=visit, counted=counted)
    count(facts_of(counted))


def correct(course: Course, visit: str, record: Record) -> None:
    """Another version of an ended visit's record, counted instead of the one before.

    The month stays that of the visit. Raises BadInput, Conflict, also when somebody else was
    first; the same again changes nothing.
    """
    _may(course, CONSULT)
    _check(record)
    if not course.is_closed(visit):
        raise Conflict("this visit has not ended")
    before, content = course.counted(visit), asdict(record)
    if before is not None and _is_kept(course, visit, record):
        return
    new = {**content, "kind": "record", "visit": visit}
    closed = closed_topics([*course.records, new], visit)
    counted = counted_of(new, closed, course.month(visit))
    # Not decided again when overtaken: who corrects has not seen what somebody else corrected.
    course.write("record", visit=visit, **content, counted=counted)
    _count_instead(before, counted)
    course.worker.note("corrected", course.part("visit"))


def uncount(course: Course, visit: str) -> None:
    """Takes an ended visit off the numbers: it was recorded on the wrong person. Twice is once."""
    _may(course, CONSULT)
    if not course.is_closed(visit):
        raise Conflict("this visit has not ended")
    before = course.counted(visit)
    if before is None:
        return
    course.write("uncounted", visit=visit, counted=None)
    _count_instead(before, None)
    course.worker.note("corrected", course.part("visit"))


def _count_instead(before: dict[str, Any] | None, now: dict[str, Any] | None) -> None:
    versions = {(one["month"], one["population"]) for one in (before, now) if one}
    every = [fact for month, population in versions for fact in possible(month, population)]
    count_instead(facts_of(before), facts_of(now), every)


def _forget_sample(course: Course, sample: str) -> None:
    for number, _, told in course.worker.keys.deposits(course.purpose, SAMPLES):
        if told["sample"] == sample:
            staff.remove_deposit(number)


def _test(course: Course, key: str) -> Test:
    test = course.test(key)
    if test is None:
        raise NotFound("there is no such test")
    return test


def _may(course: Course, act: str) -> None:
    # Whoever holds another purpose keeps a record of their own there; tests belong to health.
    if act != CONSULT and not course.worker.may(act):
        raise NotAllowed
    if act == CONSULT and course.purpose not in course.worker.keys.purposes():
        raise NotAllowed
