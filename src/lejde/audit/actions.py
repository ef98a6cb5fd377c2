"""Noting what somebody of the staff did."""

from lejde.audit.models import Act
from lejde.kernel.clock import today


def note(*, worker: int, role: str, verb: str, trace: str = "", reason: str = "") -> None:
    """Once a day is enough: a second time changes nothing. Codes only, never words."""
    Act.objects.bulk_create(
        [
            Act(
                day=today(),
                worker=worker,
                role=role,
                verb=verb,
                trace=trace,
                reason=reason,
            )
        ],
        ignore_conflicts=True,
    )
