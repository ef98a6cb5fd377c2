"""Countable facts, sealed to `statistics` one by one: thirty answers of one visit are the visit.

A fact is a month, a population, a variable, a coded value and a sign. Nothing joins two of them,
so nothing says that they came from one person. A correction is the same fact with the sign −1.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import batched
from typing import Any

from django.db import transaction

from lejde.vault import staff
from lejde.vault.staff import StaffSession

PURPOSE = "statistics"
BOX = "facts"
BATCH = 400


@dataclass(frozen=True)
class Fact:
    """`month` as `2026-11`; `value` a code, or one of the kinds of missing."""

    month: str
    population: str
    variable: str
    value: str
    sign: int = 1


def count(facts: Iterable[Fact]) -> None:
    """Seals each fact by itself, in an order drawn anew; nothing when nobody counts here."""
    if PURPOSE not in staff.offered():
        return
    drawn = list(facts)
    secrets.SystemRandom().shuffle(drawn)
    staff.deposit_each(PURPOSE, BOX, [{"facts": [asdict(fact)]} for fact in drawn])


def count_instead(old: Iterable[Fact], new: Iterable[Fact], possible: Iterable[Fact]) -> None:
    """Takes back what was counted and counts what is so, as `corrected` says."""
    if PURPOSE not in staff.offered():
        return
    taken, added = corrected(old, new, possible)
    with transaction.atomic():
        count_many(taken)
        count(added)


def corrected(
    old: Iterable[Fact], new: Iterable[Fact], possible: Iterable[Fact]
) -> tuple[list[Fact], list[Fact]]:
    """Facts of sign −1 and of sign 1 whose sum is the step from `old` to `new`.

    Corrections are rare, so the −1 facts of a month would be one visit, read aloud. Therefore
    every `possible` fact is taken back once, whatever was told, and given again beside it; only
    the sum knows which. The −1 facts may lie in one batch: they say nothing.
    """
    old, new, every = Counter(old), Counter(new), set(possible)
    every |= {*old, *new}
    given = [fact for fact in every for _ in range(1 + new[fact] - old[fact])]
    return [replace(fact, sign=-1) for fact in every], given


def count_many(facts: Iterable[Fact]) -> None:
    """The facts of many visits at once, mixed before they are sealed in batches."""
    drawn = list(facts)
    secrets.SystemRandom().shuffle(drawn)
    batches = [[asdict(fact) for fact in some] for some in batched(drawn, BATCH)]
    staff.deposit_each(PURPOSE, BOX, [{"facts": batch} for batch in batches])


def facts(keys: StaffSession) -> Iterator[Fact]:
    """Every fact; raises NotAllowed without the key."""
    for _, _, content in keys.deposits(PURPOSE, BOX):
        told: list[dict[str, Any]] = content["facts"]
        for one in told:
            yield Fact(**one)
