"""Things sealed to a compartment that lie in no folder: facts to count, cards of a due list."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from lejde.kernel.ids import new_row_id
from lejde.vault._boxes import unwrap, wrap
from lejde.vault._chain import organisation
from lejde.vault._envelope import context
from lejde.vault._epochs import OpenEpoch, newest
from lejde.vault._halves import destroy_halves, half_of, make_halves
from lejde.vault.models import Deposit, Epoch

BUCKET = 256


def put(purpose: str, box: str, contents: Sequence[dict[str, Any]], day: date | None) -> list[int]:
    """Seals JSON objects to a purpose, each by itself; their numbers. `day` stays readable."""
    epoch = newest(purpose)
    rows = []
    for content, (half_id, half) in zip(contents, make_halves(len(contents)), strict=True):
        row = Deposit(id=new_row_id(), box=box, epoch=epoch, day=day, half=half_id)
        raw = json.dumps(content).encode()
        row.wrapped = wrap(bytes(epoch.box_public), raw, half, _place(row), bucket=BUCKET)
        rows.append(row)
    Deposit.objects.bulk_create(rows)
    return [int(row.id) for row in rows]


def opened(
    purpose: str, box: str, until: date | None, open_epoch: Callable[[Epoch], OpenEpoch]
) -> list[tuple[int, date | None, dict[str, Any]]]:
    """Number, day and content of what lies in a box; those of a day after `until` left out."""
    rows = Deposit.objects.filter(box=box, epoch__purpose=purpose).select_related("epoch")
    if until is not None:
        rows = rows.filter(day__lte=until)
    found = []
    for row in rows.order_by("day", "id"):
        half = half_of(row.half)
        if half is not None:
            private = open_epoch(row.epoch).private
            found.append(
                (
                    row.id,
                    row.day,
                    json.loads(unwrap(private, bytes(row.wrapped), half, _place(row))),
                )
            )
    return found


def remove(number: int) -> None:
    """Done with; unknown numbers are no error."""
    row = Deposit.objects.filter(id=number).first()
    if row is not None:
        destroy_halves([row.half])
        row.delete()


def remove_before(box: str, day: date) -> None:
    """Everything of a box whose day is past."""
    rows = Deposit.objects.filter(box=box, day__lt=day)
    destroy_halves(list(rows.values_list("half", flat=True)))
    rows.delete()


def _place(row: Deposit) -> bytes:
    day = row.day.isoformat() if row.day else ""
    where = row.id, row.box, row.epoch.purpose, row.epoch.number, day
    return context("deposit", organisation(), *where)
