"""What lies there of what was sent beside words, for tests of those who send it."""

from lejde.vault.keystore.models import Half
from lejde.vault.models import Attachment


def lying() -> int:
    """How many there are; none has lost its half, and no half with a last day is left over."""
    needed = sorted(Attachment.objects.values_list("half", flat=True))
    assert sorted(Half.objects.exclude(end_day=None).values_list("id", flat=True)) == needed
    return len(needed)
