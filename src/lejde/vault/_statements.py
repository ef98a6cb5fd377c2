"""The few statements that every act of a visitor runs, written out.

Django's query builder took three times as long to write these four as all sealing together.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connections

from lejde.kernel.ids import new_row_id


@dataclass(frozen=True, slots=True)
class Place:
    """Where the next record of a part goes: the folder's row, its half, the sequence from 1."""

    folder: int
    half: int
    sequence: int


def next_place(number: str, tag: str) -> Place | None:
    """The place after the last record of a part, or None when the folder is erased."""
    row = _one(
        "default",
        "SELECT id, half, (SELECT max(sequence) FROM vault_record"
        " WHERE folder_id = vault_folder.id AND part = %s) FROM vault_folder WHERE number = %s",
        (tag, number),
    )
    return Place(row[0], row[1], (row[2] or 0) + 1) if row else None


def append(folder: int, tag: str, sequence: int, sealed: bytes, once: str = "") -> None:
    """One record; raises IntegrityError when another took its sequence or its `once`, or the folder
    is gone.
    """
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault_record (id, folder_id, part, sequence, once, sealed)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            (new_row_id(), folder, tag, sequence, once, sealed),
        )


def half(number: int) -> bytes | None:
    """A half's bytes, or None when it has been destroyed."""
    row = _one("keys", "SELECT value FROM keystore_half WHERE id = %s", (number,))
    return bytes(row[0]) if row else None


def folder_list(mailbox: int) -> tuple[int, bytes] | None:
    """Version and sealed list of a mailbox, or None when it is gone."""
    row = _one("default", "SELECT version, folders FROM vault_mailbox WHERE id = %s", (mailbox,))
    return (row[0], bytes(row[1])) if row else None


def _one(database: str, statement: str, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
    with connections[database].cursor() as cursor:
        cursor.execute(statement, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row
