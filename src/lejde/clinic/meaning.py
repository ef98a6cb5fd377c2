"""What the rules say of a course: the plan, and how much an answer says."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from lejde.booking import hours
from lejde.clinic.course import Course
from lejde.clinic.domain import NEGATIVE, Test, is_exposure_day, newest_records
from lejde.guidelines import engine, facts, words
from lejde.guidelines.facts import Facts
from lejde.kernel import clock
from lejde.kernel.errors import BadInput, LejdeError
from lejde.knowledge.editions import current
from lejde.knowledge.recalls import Notice, notices
from lejde.packs import house
from lejde.selfcheck import actions as check
from lejde.selfcheck import domain as answers


@dataclass(frozen=True)
class Brought:
    """What the person brought along: their answers, the plan in the worker's language, what it was
    made from, and what was said since about the rules they had it by.
    """

    answers: dict[str, Any] = field(repr=False)
    plan: dict[str, Any] = field(repr=False)
    facts: Facts = field(repr=False)
    notices: list[Notice]


def brought(course: Course) -> Brought | None:
    """None if they brought nothing, or nothing that can be read any more."""
    kept = course.checks()
    if not kept:
        return None
    try:
        packed, language = kept[-1]["packed"], words.nearest(get_language() or "nb")
        return Brought(
            check.unpack(packed), check.plan_from(packed, language, clock.now()),
            check.facts_from(packed, language, clock.now()),
            notices(kept[-1].get("version", "")),
        )  # fmt: skip
    except LejdeError:
        return None


def plan_of(course: Course) -> dict[str, Any] | None:
    """The plan for what the person brought along; None if nothing."""
    found = brought(course)
    return found.plan if found else None


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
    """The days of exposure that the person brought along or told, ISO.

    Of each visit the newest record; a day that cannot be is no day, or one slip of the finger
    would stop every answer of this course.
    """
    newest = newest_records(course.records).values()
    days = [one["exposed_on"] for one in newest if one["exposed_on"]]
    for brought in course.checks():
        try:
            stated = answers.facts_of(check.unpack(brought["packed"]))
        except BadInput:
            continue
        days += [one["at"] for one in stated["exposures"] if one.get("at")]
    today = hours.today()
    return sorted({day for day in days if is_exposure_day(day, today)})
