"""What staff do in a visit: record, order, find, release, close; each checks its own right."""

import secrets
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import get_language

from lejde.clinic import codebook
from lejde.clinic.counted import counted_of, facts_of, possible
from lejde.clinic.course import Course
from lejde.clinic.domain import NEGATIVE, VALUES, Test, closed_topics, newest_records
from lejde.events.counting import count, count_instead
from lejde.guidelines import engine, facts, words
from lejde.guidelines.codes import INFECTIONS, SPECIMENS
from lejde.identity.roles import CONSULT, ORDER, RELEASE
from lejde.kernel import clock
from lejde.kernel.errors import BadInput, Conflict, LejdeError, NotAllowed, NotFound
from lejde.knowledge.editions import current
from lejde.packs import house
from lejde.selfcheck import actions as check
from lejde.selfcheck import domain as answers
from lejde.vault import staff

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


@dataclass(frozen=True)
class Brought:
    """What the person brought along: their answers, and the plan in the worker's language."""

    answers: dict[str, Any] = field(repr=False)
    plan: dict[str, Any] = field(repr=False)


def brought(course: Course) -> Brought | None:
    """None if they brought nothing, or nothing that can be read any more."""
    kept = course.checks()
    if not kept:
        return None
    try:
        packed, language = kept[-1]["packed"], words.nearest(get_language() or "nb")
        return Brought(check.unpack(packed), check.plan_from(packed, language, clock.now()))
    except LejdeError:
        return None


def plan_of(course: Course) -> dict[str, Any] | None:
    """The plan for what the person brought along; None if nothing."""
    found = brought(course)
    return found.plan if found else None


def save_record(course: Course, visit: str, record: Record) -> None:
    """The record of a visit; raises BadInput with the variables that do not fit."""
    _may(course, CONSULT)
    if course.is_closed(visit):
        raise Conflict("this visit is closed")
    _check(record)
    course.write("record", visit=visit, **asdict(record))


def _check(record: Record) -> None:
    if record.population not in codebook.POPULATIONS:
        raise BadInput("population", keys=["population"])
    wrong = codebook.faults_of(record.population, record.answers)
    unknown = sorted({*record.closed, *record.opened} - set(codebook.TOPICS))
    if wrong or unknown:
        raise BadInput("record", keys=[*wrong, *unknown])


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
    course.write("order", tests=tests, samples=samples, deposits=fresh)
    course.worker.note("ordered", course.part("visit"))


def _sample_number() -> str:
    return f"{secrets.randbelow(10**8):08d}"


def start_rapid(course: Course, key: str, minutes: int) -> None:
    """The drop is on the strip; `minutes` as the kit says."""
    _may(course, ORDER)
    test = _test(course, key)
    if test.method != "rapid" or not 1 <= minutes <= 60:
        raise BadInput("minutes", keys=["minutes"])
    course.write("rapid", test=key, at=clock.now().isoformat(), minutes=minutes)


def enter(course: Course, key: str, value: str) -> None:
    """A value as it was read; a reactive one counts only when typed twice alike."""
    _may(course, ORDER)
    test = _test(course, key)
    if value not in VALUES:
        raise BadInput("value", keys=["value"])
    if test.released:
        raise Conflict("this answer has been released")
    if test.method == "rapid" and test.readable(clock.now()) in ("", "early"):
        raise Conflict("too early to read")
    course.write("result", test=key, value=value)


def release(course: Course, key: str) -> None:
    """Gives the answer to the person with its meaning; raises SecondLook, Conflict."""
    _may(course, RELEASE)
    test = _test(course, key)
    if test.state != "found":
        raise Conflict("there is nothing to release")
    if not test.may_release(course.worker.user.pk):
        raise SecondLook
    meaning = meaning_of(test, exposure_days(course))
    course.write("release", test=key, value=test.found)
    course.release(
        {
            "infection": test.infection, "specimen": test.specimen, "method": test.method,
            "value": test.found, "taken_on": test.taken_on, "sample": test.sample,
            "day": clock.now().date().isoformat(), **meaning,
        }
    )  # fmt: skip
    if not any(one.sample == test.sample and not one.released for one in course.tests()):
        _forget_sample(course, test.sample)
    later = meaning.get("again_from") or ""
    if test.found != NEGATIVE:
        put_due(course, "confirmation", clock.now().date() + timedelta(days=7))
    elif later:
        put_due(course, "control", date.fromisoformat(later))


def meaning_of(test: Test, exposures_on: list[str]) -> dict[str, Any]:
    """How much a negative answer says, and when a later one says the rest, by the pack."""
    at = datetime.fromisoformat(f"{test.taken_on}T12:00:00+00:00")
    data = {
        "pack": house(), "at": max(clock.now(), at).isoformat(),
        "exposures": [{"at": day} for day in exposures_on if day <= test.taken_on],
        "events": [{"kind": "result", "infection": test.infection, "method": test.method,
                    "value": test.found, "at": test.taken_on}],
    }  # fmt: skip
    plan = engine.make_plan(facts.parse(data), current()).to_json()
    said = [i for i in plan["follow_up"] if i["infection"] == test.infection]
    meaning = next((i["detail"]["strength"] for i in said if i["code"] == "result_meaning"), "")
    again = next((i["from"] for i in said if i["code"] == "retest"), None)
    is_last = meaning == "conclusive" or test.found != NEGATIVE
    return {"strength": meaning, "again_from": None if is_last else again}


def exposure_days(course: Course) -> list[str]:
    """The days of exposure that the person brought along or told, ISO."""
    newest = newest_records(course.records).values()
    days = [one["exposed_on"] for one in newest if one["exposed_on"]]
    for brought in course.checks():
        stated = answers.facts_of(check.unpack(brought["packed"]))
        days += [one["at"] for one in stated["exposures"] if one.get("at")]
    return sorted(set(days))


def put_due(course: Course, what: str, day: date) -> None:
    """Onto the due list: the day stays readable, what and whose lies in the seal."""
    number = staff.deposit(course.purpose, DUE, {"folder": course.folder, "what": what}, day)
    course.write("due", deposits=[number])


def close(course: Course, visit: str) -> None:
    """Ends a visit and counts it, each answer by itself; twice is once."""
    _may(course, CONSULT)
    record = course.record(visit)
    if record is None:
        raise Conflict("there is no record yet")
    if course.is_closed(visit):
        return
    counted = counted_of(record, course.closed_topics(visit))
    if course.settle("closed", visit, counted=counted):
        count(facts_of(counted))


def correct(course: Course, visit: str, record: Record) -> None:
    """Another version of an ended visit's record, counted instead of the one before.

    The month stays that of the visit. Raises BadInput, Conflict; the same again changes nothing.
    """
    _may(course, CONSULT)
    _check(record)
    if not course.is_closed(visit):
        raise Conflict("this visit has not ended")
    before, content = course.counted(visit), asdict(record)
    kept = course.record(visit) or {}
    if before is not None and all(kept.get(key) == value for key, value in content.items()):
        return
    new = {**content, "kind": "record", "visit": visit}
    closed = closed_topics([*course.records, new], visit)
    counted = counted_of(new, closed, course.month(visit))
    if not course.settle("record", visit, **content, counted=counted):
        raise Conflict("this visit was corrected in another place")
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
    if not course.settle("uncounted", visit, counted=None):
        raise Conflict("this visit was corrected in another place")
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
