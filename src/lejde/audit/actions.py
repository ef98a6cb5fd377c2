"""Noting what somebody of the staff did."""

from lejde.audit.models import Act
from lejde.kernel.clock import today


def note(*, worker: int, role: str, verb: str, trace: str = "", reason: str = "") -> None:
    """Once a day is enough: a second time changes nothing. Codes only, never words."""
    told = {"day": today(), "worker": worker, "verb": verb, "trace": trace, "reason": reason}
    # Looked for first: writing takes the one lock that every writer waits for.
    if not Act.objects.filter(**told).exists():
        Act.objects.bulk_create([Act(**told, role=role)], ignore_conflicts=True)
