"""What is ordered, taken, found and released, from the records of a visit. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

VALUES = ("negative", "positive", "equivocal")
NEGATIVE = "negative"
# Read later than this beyond its minutes, a rapid test is no answer.
RAPID_LATE = timedelta(minutes=10)
# Longer ago, no window is open any more; further ahead, nobody plans a dose.
YEARS_BACK, YEARS_AHEAD = 5, 10


def first_exposure_day(today: date) -> date:
    """The earliest day that can matter for a test."""
    return today - timedelta(days=366 * YEARS_BACK)


def last_due_day(today: date) -> date:
    """The latest day that something can be put on the due list for."""
    return today + timedelta(days=366 * YEARS_AHEAD)


def is_exposure_day(day: str, today: date) -> bool:
    """Whether an ISO day or moment lies between a few years ago and today."""
    try:
        told = date.fromisoformat(day[:10])
    except ValueError:
        return False
    return first_exposure_day(today) <= told <= today


@dataclass
class Test:
    """One test of a visit. `entries` are (value, who typed it), the latest typing last."""

    __test__ = False
    infection: str
    specimen: str
    method: str
    sample: str
    taken_on: str
    entries: list[tuple[str, int]] = field(default_factory=list)
    released: str = ""
    started_at: str = ""
    minutes: int = 0

    @property
    def key(self) -> str:
        return f"{self.sample}.{self.infection}"

    @property
    def found(self) -> str:
        """The value that stands: a reactive one only when it was typed twice alike."""
        if not self.entries:
            return ""
        last = self.entries[-1][0]
        if last == NEGATIVE and {value for value, _ in self.entries} == {NEGATIVE}:
            return last
        twice = len(self.entries) > 1 and self.entries[-2][0] == last
        return last if twice else ""

    @property
    def state(self) -> str:
        """ordered, typed_once, found, released."""
        if self.released:
            return "released"
        if self.found:
            return "found"
        return "typed_once" if self.entries else "ordered"

    def may_release(self, worker: int) -> bool:
        """A reactive answer goes out only when somebody who did not type it has looked."""
        if self.state != "found":
            return False
        return self.found == NEGATIVE or worker not in {who for _, who in self.entries[-2:]}

    def readable(self, moment: datetime) -> str:
        """For a rapid test: early, now, late; empty when it is none or has not begun."""
        if not self.started_at:
            return ""
        ready = datetime.fromisoformat(self.started_at) + timedelta(minutes=self.minutes)
        if moment < ready:
            return "early"
        return "now" if moment <= ready + RAPID_LATE else "late"


def ordered_tests(records: Iterable[dict[str, Any]]) -> list[Test]:
    """The tests of a visit's records, in the order they were ordered; later records count."""
    tests: dict[str, Test] = {}
    for record in records:
        kind = record.get("kind")
        if kind == "order":
            kept = {key: one for key, one in tests.items() if one.entries or one.released}
            ordered = [
                Test(one["infection"], one["specimen"], one["method"],
                     record["samples"][one["specimen"]], record["day"])
                for one in record["tests"]
            ]  # fmt: skip
            fresh = {one.key: tests.get(one.key, one) for one in ordered}
            tests = {**kept, **fresh}
        elif kind in ("result", "release", "rapid") and record["test"] in tests:
            _apply(tests[record["test"]], kind, record)
    return list(tests.values())


def _apply(test: Test, kind: str, record: dict[str, Any]) -> None:
    if kind == "result":
        test.entries.append((record["value"], record["by"]))
    elif kind == "release":
        test.released = record["value"]
    else:
        test.started_at, test.minutes = record["at"], record["minutes"]


def newest_records(records: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The newest record of each visit, in the order of the visits; none of one taken off."""
    newest: dict[str, dict[str, Any]] = {}
    taken_off: set[str] = set()
    for record in records:
        if record.get("kind") == "record":
            newest[record["visit"]] = record
            taken_off.discard(record["visit"])
        elif record.get("kind") == "uncounted":
            taken_off.add(record["visit"])
    return {visit: record for visit, record in newest.items() if visit not in taken_off}


def was_said(said: Iterable[dict[str, Any]], told: dict[str, Any]) -> bool:
    """Whether the same text came already out of the same form; a text changed after going back
    in the browser is another one.
    """
    return any(one["once"] == told["once"] and one["text"] == told["text"] for one in said)


def closed_topics(records: Iterable[dict[str, Any]], visit: str) -> frozenset[str]:
    """Topics that the person closed in this visit or the one before, and has not opened again.

    "I'd rather not talk about that" is heard for this visit and the next.
    """
    said = newest_records(records)
    visits = [*said] if visit in said else [*said, visit]
    place = visits.index(visit)
    closed = {topic for one in visits[max(place - 1, 0) : place + 1] if one in said
              for topic in said[one]["closed"]}  # fmt: skip
    return frozenset(closed - set(said[visit]["opened"] if visit in said else ()))
