"""What is sent beside words: it opens only with the key inside its message, and until its own day.

Its key ends with the message's folder, whoever ends that; its half on its own day, which is sooner.
So neither a talk that is deleted nor one that is kept leaves anything of it that opens.
"""

import hmac
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum
from django.db.models.functions import Length
from nacl.utils import random

from lejde.kernel.errors import NotFound
from lejde.kernel.ids import new_row_id
from lejde.vault._envelope import KEY_BYTES, CannotOpen, context, derive, seal, unseal
from lejde.vault._halves import destroy_halves, half_of, make_half
from lejde.vault.models import Attachment

# The size tells which power of two; a photograph made small takes four to six steps from here.
BUCKET = 16_384
MARK_DIGITS = 32


@dataclass(frozen=True)
class Left:
    """Where something lies and what opens it: for the inside of a message, nowhere else."""

    number: int
    key: bytes = field(repr=False)

    def mark(self, content: bytes) -> str:
        """Tells whether the same bytes are sent again, to nobody but who has the key."""
        return hmac.digest(derive(self.key, "mark"), content, "sha256").hex()[:MARK_DIGITS]


def leave(content: bytes, until: date) -> Left:
    """Seals some bytes, which nobody opens after the day `until`."""
    number, key = new_row_id(), random(KEY_BYTES)
    half_id, half = make_half(until=until)
    sealed = seal(derive(key, "attachment", salt=half), content, _place(number), bucket=BUCKET)
    Attachment.objects.create(id=number, half=half_id, sealed=sealed)
    return Left(number, key)


def read(left: Left) -> bytes:
    """The bytes; raises NotFound when they have ended."""
    row = Attachment.objects.filter(id=left.number).first()
    half = half_of(row.half) if row else None
    if row is None or half is None:
        raise NotFound("this is gone")
    try:
        return unseal(derive(left.key, "attachment", salt=half), bytes(row.sealed), _place(row.id))
    except CannotOpen as error:
        raise NotFound("this is gone") from error


def end(numbers: list[int]) -> None:
    """Unreadable from now on, everywhere; unknown ones are no error."""
    rows = Attachment.objects.filter(id__in=numbers)
    if halves := list(rows.values_list("half", flat=True)):
        destroy_halves(halves)
        rows.delete()


def held() -> int:
    """Bytes that all of them take."""
    return int(Attachment.objects.aggregate(all=Sum(Length("sealed")))["all"] or 0)


def _place(number: int) -> bytes:
    return context("attachment", number)
