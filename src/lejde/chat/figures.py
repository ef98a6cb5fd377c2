"""Counts for staffing: how many began, were answered or left, and how long they waited.

Only sums are kept, of an hour over a month; docs/adr/ says what they cannot tell. A thing
belongs to the hour at which it began, so that an hour's sums fit together.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Sum

from lejde.chat.domain import LETTERBOX
from lejde.chat.models import EVERY_DAY, Conversation, HourCount
from lejde.kernel import clock
from lejde.kernel.clock import month_of

BEGAN, GAVE_UP, LETTER = "began", "gave_up", "letter"
# Where the next band of a wait (minutes) and of a letter's age (days) begins.
WAITS, AGES = (2, 5, 15, 30, 60), (1, 2, 3, 6)
WAIT, AGE = "wait.", "age."
# Under so many waits nothing is said about how long it takes.
FEWEST = 5
MONTHS_KEPT = 3


def note_begin(row: Conversation) -> None:
    """Somebody came into the queue, or left a letter."""
    if row.since is not None:
        _note(LETTER if row.joined is None else BEGAN, row.since)


def note_answer(row: Conversation) -> None:
    """Somebody of the staff takes a conversation that is locked."""
    now = clock.now()
    if row.joined is not None:
        band = bisect_right(WAITS, (now - row.joined) / timedelta(minutes=1))
        _note(f"{WAIT}{band}", row.joined, row.purpose)
    elif row.state == LETTERBOX and row.since is not None:
        age = (_day(now) - _day(row.since)).days
        _note(f"{AGE}{bisect_right(AGES, age)}", row.since)


def note_leaving(row: Conversation) -> None:
    """Whoever stood in the queue left before anybody came."""
    if row.joined is not None:
        _note(GAVE_UP, row.joined, row.purpose)


def usual_wait(purpose: str, moment: datetime) -> tuple[int, int] | None:
    """From and to how many minutes half of those who waited for a purpose at this hour were
    answered, in this month and the last. None when too few waited to say so, when as many left,
    or when it takes longer than the last band says.
    """
    hour = moment.astimezone(clock.wall()).hour
    counts = [0] * (len(WAITS) + 2)
    day = _day(moment)
    months = (month_of(day), month_of(day.replace(day=1) - timedelta(days=1)))
    found = HourCount.objects.filter(month__in=months, hour=hour, purpose=purpose)
    for what, count in found.values_list("what", "count"):
        # Who left waited longer than anybody who was answered, as far as one can know.
        counts[-1 if what == GAVE_UP else int(what.removeprefix(WAIT))] += count
    band = _median(counts)
    edges = (0, *WAITS)
    return (edges[band], WAITS[band]) if band is not None and band < len(WAITS) else None


def _median(counts: list[int]) -> int | None:
    """The place in which the middle one lies; None for too few."""
    if sum(counts) < FEWEST:
        return None
    middle, passed = (sum(counts) + 1) // 2, 0
    for place, count in enumerate(counts):
        passed += count
        if passed >= middle:
            return place
    return None


def months() -> list[str]:
    """The months that there are figures of, the newest first."""
    found = HourCount.objects.values_list("month", flat=True).distinct()
    return sorted({*found, month_of(clock.today())}, reverse=True)


def of_month(month: str) -> dict[tuple[int, int], dict[str, int]]:
    """Weekday and hour, and how often what happened then."""
    told: dict[tuple[int, int], dict[str, int]] = {}
    rows = HourCount.objects.filter(month=month, purpose="")
    for weekday, hour, what, count in rows.values_list("weekday", "hour", "what", "count"):
        told.setdefault((weekday, hour), {})[what] = count
    return told


def answered(counts: dict[str, int]) -> int:
    """How many of an hour somebody came to while they waited."""
    return sum(counts.get(f"{WAIT}{band}", 0) for band in range(len(WAITS) + 1))


def waits_of_month(month: str) -> dict[str, dict[str, int]]:
    """Purpose, and how often which wait; all hours together."""
    told: dict[str, dict[str, int]] = {}
    rows = HourCount.objects.filter(month=month).exclude(purpose="")
    summed: Iterable[tuple[str, str, int]] = (
        rows.values_list("purpose", "what").order_by("purpose").annotate(Sum("count"))
    )
    for purpose, what, count in summed:
        told.setdefault(purpose, {})[what] = count
    return told


def forget() -> None:
    """At night: the figures of months long past."""
    first = clock.today().replace(day=1)
    for _ in range(MONTHS_KEPT - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    HourCount.objects.filter(month__lt=month_of(first)).delete()


def _note(what: str, moment: datetime, purpose: str = "") -> None:
    """One more, once what it counts is stored."""
    local = moment.astimezone(clock.wall())
    when = {"month": month_of(local.date()), "hour": local.hour, "what": what}
    keys: list[dict[str, Any]] = [{**when, "weekday": local.weekday(), "purpose": ""}]
    if purpose:
        keys.append({**when, "weekday": EVERY_DAY, "purpose": purpose})
    transaction.on_commit(lambda: _add(keys))


def _add(keys: list[dict[str, Any]]) -> None:
    for key in keys:
        row, _ = HourCount.objects.get_or_create(**key)
        HourCount.objects.filter(pk=row.pk).update(count=F("count") + 1)


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.wall()).date()
