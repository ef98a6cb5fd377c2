"""Halves: written before their row, destroyed before their row."""

import time
from collections.abc import Iterable
from datetime import date
from itertools import batched

from django.db import connections
from django.db.utils import OperationalError
from nacl.utils import random

from lejde.kernel import clock
from lejde.kernel.clock import month_of, now
from lejde.vault import _statements
from lejde.vault.keystore.models import Erased, Half

HALF_BYTES = 32
CUT_TRIES = 20
CUT_WAIT_SECONDS = 0.05


def make_half(*, years: int | None = None, until: date | None = None) -> tuple[int, bytes]:
    """A new half: its id and its bytes, already stored; it runs out after `years` and after the
    day `until`, or never.
    """
    half = Half.objects.create(value=random(HALF_BYTES), end_month=_end(years), end_day=until)
    return half.id, bytes(half.value)


def make_halves(many: int) -> list[tuple[int, bytes]]:
    """Some halves that run out never, already stored."""
    halves = [Half(value=random(HALF_BYTES), end_month="") for _ in range(many)]
    Half.objects.bulk_create(halves)
    return [(half.id, bytes(half.value)) for half in halves]


def prolong(number: int, *, years: int) -> None:
    """Runs out `years` from now."""
    Half.objects.filter(id=number).update(end_month=_end(years))


def prolong_with_the_year(numbers: list[int], *, years: int) -> None:
    """Runs out with the year that is `years` from now; written once a year and half.

    Not by month, as one alone does: halves of one person that all end in the month of their last
    sign-in could be put together where few come.
    """
    end = f"{now().year + years:04d}-12"
    for some in batched(numbers, 500):
        earlier = Half.objects.filter(id__in=some, end_month__gt="", end_month__lt=end)
        earlier.update(end_month=end)


def _end(years: int | None) -> str:
    today = clock.today()
    return month_of(today.replace(year=today.year + years, day=1)) if years else ""


def half_of(number: int) -> bytes | None:
    """The bytes, or None when it has been destroyed."""
    return _statements.half(number)


def halves_of(numbers: Iterable[int]) -> dict[int, bytes]:
    """The bytes of each that has not been destroyed."""
    found: dict[int, bytes] = {}
    for some in batched(numbers, 500):
        found |= _statements.halves(some)
    return found


def destroy_halves(numbers: list[int]) -> None:
    """From now on nothing that needs them opens, whatever key somebody kept."""
    today = clock.today()
    for some in batched(numbers, 500):
        Half.objects.filter(id__in=some).delete()
        erased = [Erased(id=number, day=today) for number in some]
        Erased.objects.bulk_create(erased, ignore_conflicts=True)
    cut_log()


def cut_log(alias: str = "keys") -> None:
    """SQLite keeps what was overwritten in its write-ahead log until that is cut.

    One open reader blocks the cut, so it is tried again; what is left, the next cut takes.
    """
    connection = connections[alias]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    for _ in range(CUT_TRIES):
        if _is_cut(alias):
            return
        time.sleep(CUT_WAIT_SECONDS)


def _is_cut(alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except OperationalError:
            return False
        busy, _, _ = cursor.fetchone()
        return not busy
