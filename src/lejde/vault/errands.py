"""What the server must open alone (a reminder): sealed under the pepper and a half of its own."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings

from lejde.kernel.ids import new_row_id
from lejde.vault._envelope import CannotOpen, context, derive, seal, unseal
from lejde.vault._halves import destroy_halves, half_of, make_half
from lejde.vault.models import Errand


@dataclass(frozen=True)
class DueErrand:
    """`address` is where the words go (an Apprise address), `words` what is said: neutral."""

    number: int
    address: str = field(repr=False)
    words: str = field(repr=False)


def leave(address: str, words: str, at: datetime) -> int:
    """An errand to be run at an instant; its number lies in the folder that it belongs to."""
    number = new_row_id()
    half_id, half = make_half()
    told = {"address": address, "words": words, "at": at.timestamp()}
    Errand.objects.create(id=number, half=half_id, sealed=_sealed(number, half, told))
    return number


def hasten(number: int) -> None:
    """To be run at once; one that is gone is no error."""
    _change(number, at=0)


def change(number: int, words: str, at: datetime) -> None:
    """Other words at another hour to the same address; one that is gone is no error."""
    _change(number, words=words, at=at.timestamp())


def _change(number: int, **told: Any) -> None:
    row = Errand.objects.filter(id=number).first()
    half = half_of(row.half) if row else None
    if row is None or half is None:
        return
    row.sealed = _sealed(number, half, {**_opened(row, half), **told})
    row.save(update_fields=["sealed"])


def due(moment: datetime) -> list[DueErrand]:
    """What is to be run by now, in no order."""
    found = []
    for row in Errand.objects.order_by("id"):
        half = half_of(row.half)
        if half is None:
            continue
        try:
            told = _opened(row, half)
        except CannotOpen:
            continue
        if told["at"] <= moment.timestamp():
            found.append(DueErrand(row.id, told["address"], told["words"]))
    return found


def end(number: int) -> bool:
    """Done or called off; False when it was gone already, so that only one runs it."""
    row = Errand.objects.filter(id=number).first()
    if row is None:
        return False
    deleted, _ = Errand.objects.filter(id=number).delete()
    destroy_halves([row.half])
    return deleted == 1


def _sealed(number: int, half: bytes, told: dict[str, Any]) -> bytes:
    return seal(_key(half), json.dumps(told).encode(), context("errand", number))


def _opened(row: Errand, half: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(
        unseal(_key(half), bytes(row.sealed), context("errand", row.id))
    )
    return told


def _key(half: bytes) -> bytes:
    return derive(settings.LEJDE_PEPPER, "errand", salt=half)
