"""What was done, by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lejde.audit.models import Act


@dataclass(frozen=True)
class Done:
    """One act; `worker` is a staff id."""

    day: date
    worker: int
    role: str
    verb: str
    trace: str
    reason: str


def of_traces(traces: Iterable[str]) -> list[Done]:
    """What was done to these parts, latest day first."""
    wanted = [trace for trace in traces if trace]
    return [_told(act) for act in Act.objects.filter(trace__in=wanted).order_by("-day", "role")]


def since(day: date) -> list[Done]:
    """All acts since a day, latest first."""
    return [_told(act) for act in Act.objects.filter(day__gte=day).order_by("-day", "role", "verb")]


def _told(act: Act) -> Done:
    return Done(act.day, act.worker, act.role, act.verb, act.trace, act.reason)
