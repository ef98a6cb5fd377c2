"""Noting what somebody of the staff did."""

from typing import Any

from lejde.audit.models import Act
from lejde.kernel.clock import today
from lejde.vault import rows


def note(*, worker: int, role: str, verb: str, trace: str = "", reason: str = "") -> None:
    """Once a day is enough: a second time changes nothing. Codes only, never words."""
    told: dict[str, Any] = {
        "day": today(),
        "worker": worker,
        "verb": verb,
        "trace": trace,
        "reason": reason,
    }
    # Looked for first: writing takes the one lock that every writer waits for.
    if not rows.some(Act, **told):
        Act.objects.bulk_create([Act(**told, role=role)], ignore_conflicts=True)
