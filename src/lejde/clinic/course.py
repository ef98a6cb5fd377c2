"""A course of care as staff open it: parts of a folder that were given to their purpose.

The part "visit" is a list of records, each with a `kind`: record, order, rapid, result, release,
due, closed, uncounted. Nothing is changed in place; the latest counts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import wraps
from typing import Any, Concatenate

from django.db import transaction

from lejde.clinic.domain import Test, closed_topics, ordered_tests, was_said
from lejde.identity.staffing import Worker
from lejde.kernel import clock
from lejde.kernel.errors import NotFound
from lejde.kernel.ids import new_public_id
from lejde.vault.staff import Overtaken, SharedPart

VISIT, ANSWERS, QUESTIONS, CHECK, IDENTITY = "visit", "answers", "questions", "check", "identity"
IDENTITY_DAYS = 120
TRIES = 20


def dated(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Records for a page, which writes their day (`on`) in its own language."""
    return [{**one, "on": clock.day_of(one["day"])} for one in records]


@dataclass
class Course:
    """One folder in the hands of one worker, for one request."""

    worker: Worker
    purpose: str
    folder: str = field(repr=False)
    reason: str = "booked"
    _records: list[dict[str, Any]] | None = field(default=None, repr=False)

    def part(self, name: str) -> SharedPart:
        """Raises NotFound when it was not given or was taken back."""
        return self.worker.keys.part(self.purpose, self.folder, name)

    @property
    def records(self) -> list[dict[str, Any]]:
        """Everything of the visits, read and noted in the audit once a request."""
        if self._records is None:
            self._records = self.worker.opens(self.part(VISIT), self.reason)
        return self._records

    def read_anew(self) -> None:
        """Somebody else wrote: what is so now counts, not what was read before."""
        self._records = self.worker.keys.read(self.part(VISIT))

    def write(self, kind: str, **content: Any) -> None:
        """One record more, with the day and who wrote it; raises Overtaken when somebody wrote
        since the records were read.
        """
        part, record = self.part(VISIT), self._record(kind, content)
        self.worker.keys.write(part, record, after=len(self.records))
        self.worker.note("wrote", part)
        self.records.append(record)

    def _record(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        today = clock.today().isoformat()
        return {"kind": kind, "day": today, "by": self.worker.user.pk, **content}

    def _steps(self, visit: str) -> list[dict[str, Any]]:
        return [r for r in self.records if "counted" in r and r["visit"] == visit]

    def counted(self, visit: str) -> dict[str, Any] | None:
        """What a visit is counted as now; None when it is not, or no more."""
        steps = self._steps(visit)
        found: dict[str, Any] | None = steps[-1]["counted"] if steps else None
        return found

    def month(self, visit: str) -> str:
        """The month in which an ended visit is counted, as `2026-11`; empty before its end."""
        steps = self._steps(visit)
        return str(steps[0]["counted"]["month"]) if steps else ""

    def corrected_on(self, visit: str) -> date | None:
        """The day on which what was counted was last changed; None when it never was."""
        steps = self._steps(visit)
        return date.fromisoformat(steps[-1]["day"]) if len(steps) > 1 else None

    def checks(self) -> list[dict[str, Any]]:
        """The answers that the person brought along."""
        return self.worker.opens(self.part(CHECK), self.reason)

    def tests(self) -> list[Test]:
        """Every test of the course."""
        return ordered_tests(self.records)

    def test(self, key: str) -> Test | None:
        """One test by its key."""
        return next((one for one in self.tests() if one.key == key), None)

    def record(self, visit: str) -> dict[str, Any] | None:
        """The newest record of a visit."""
        found = [r for r in self.records if r["kind"] == "record" and r["visit"] == visit]
        return found[-1] if found else None

    def is_closed(self, visit: str) -> bool:
        """Whether the visit was counted and ended."""
        return any(r["kind"] == "closed" and r["visit"] == visit for r in self.records)

    def closed_topics(self, visit: str) -> frozenset[str]:
        """What the person would rather not talk about."""
        return closed_topics(self.records, visit)

    def release(self, key: str, answer: dict[str, Any]) -> None:
        """Writes an answer where the person reads it, and that it was given, both or neither;
        raises Overtaken.
        """
        visit, answers = self.part(VISIT), self.part(ANSWERS)
        record = self._record("release", {"test": key, "value": answer["value"]})
        read = len(self.records)
        # The audit is written afterwards: in one transaction its rows would point at the folder's.
        with transaction.atomic():
            self.worker.keys.write(visit, record, after=read)
            self.worker.keys.write(answers, answer)
        self.worker.note("wrote", visit)
        self.worker.note("released", answers)
        self.records.append(record)

    def answers(self) -> list[dict[str, Any]]:
        """The answers that the person has been given."""
        return self.worker.keys.read(self.part(ANSWERS))

    def questions(self) -> list[dict[str, Any]]:
        """Questions and what was answered."""
        return dated(self.worker.opens(self.part(QUESTIONS), self.reason))

    def notes(self) -> list[dict[str, Any]]:
        """What staff noted at the visits, the latest first."""
        kept = [one for one in self.records if one["kind"] == "record" and one.get("note")]
        told = {(one["visit"], one["note"]): one for one in kept}
        return dated(reversed(told.values()))

    def reply(self, text: str, once: str = "") -> None:
        """Answers the person's question; the same text out of the same form (`once`) is one act."""
        part = self.part(QUESTIONS)
        today = clock.today().isoformat()
        told = {
            "from": self.worker.user.role,
            "text": text,
            "day": today,
            "once": once or new_public_id(),
        }
        for _ in range(TRIES):
            said = self.worker.keys.read(part)
            if was_said(said, told):
                return
            try:
                self.worker.keys.write(part, told, after=len(said))
            except Overtaken:
                continue
            self.worker.note("wrote", part)
            return
        raise Overtaken("too many hands at once")

    def identity(self) -> dict[str, Any] | None:
        """Who the laboratory was told it is; in a part of its own, opened only on purpose."""
        try:
            part = self.part(IDENTITY)
        except NotFound:
            return None
        found = self.worker.opens(part, self.reason)
        return found[-1] if found else None

    def keep_identity(self, name: str, born: str) -> None:
        """Sealed apart, for as long as the laboratory's answers take."""
        until: date = clock.today() + timedelta(days=IDENTITY_DAYS)
        part = self.worker.keys.keep(self.purpose, self.folder, IDENTITY, until)
        self.worker.keys.write(part, {"name": name, "born": born})
        self.worker.note("wrote", part)


def decides[**P, R](
    act: Callable[Concatenate[Course, P], R],
) -> Callable[Concatenate[Course, P], R]:
    """An act that is decided by what was read: when somebody else wrote meanwhile, it is decided
    again by what is so now. So the same act from several hands at once is one act.
    """

    @wraps(act)
    def again(course: Course, /, *args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(TRIES):
            try:
                return act(course, *args, **kwargs)
            except Overtaken:
                course.read_anew()
        raise Overtaken("too many hands at once")

    return again
