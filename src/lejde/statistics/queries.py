"""Totals of a month: how many visits, and nothing that divides them."""

from collections import Counter

from lejde.events.counting import facts
from lejde.identity.staffing import Worker


def visits_by_month(worker: Worker) -> list[tuple[str, int]]:
    """Month and number of visits, the latest first; raises NotAllowed without the key."""
    counted: Counter[str] = Counter()
    for fact in facts(worker.keys):
        if fact.variable == "visit":
            counted[fact.month] += fact.sign
    return sorted(((month, visits) for month, visits in counted.items() if visits), reverse=True)
