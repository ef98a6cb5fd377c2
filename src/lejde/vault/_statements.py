"""The few statements that every act runs, written out.

Django's query builder took three times as long to write these as all sealing together.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connections

from lejde.kernel.ids import new_row_id
from lejde.vault.models import Epoch
from lejde.vault.rows import among_these, columns, from_kept

MOST_ROWS = 2**62


@dataclass(frozen=True, slots=True)
class Place:
    """Where the next record of a part goes: the folder's row, its half, the sequence from 1."""

    folder: int
    half: int
    sequence: int


@dataclass(frozen=True, slots=True)
class Given:
    """An epoch's key as it was wrapped to a member, whose public key was `receiver`."""

    epoch: Epoch
    half: int
    wrapped: bytes
    receiver: bytes


def newest_grant(member: int, purpose: str) -> Given | None:
    """The newest epoch of a purpose that a member was granted."""
    row = _one("default", _newest_grant(), (member, purpose))
    if row is None:
        return None
    half, wrapped, receiver, *epoch = row
    return Given(from_kept(Epoch, epoch), half, bytes(wrapped), bytes(receiver))


@cache
def _newest_grant() -> str:
    return " ".join((
        "SELECT given.half, given.wrapped, receiver.box_public,", columns(Epoch, "epoch"),
        "FROM vault_grant AS given JOIN vault_epoch AS epoch ON epoch.id = given.epoch_id",
        "JOIN vault_staffkey AS receiver ON receiver.id = given.member_id",
        "WHERE given.member_id = %s AND epoch.purpose = %s ORDER BY epoch.number DESC LIMIT 1",
    ))  # fmt: skip


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


def halves(numbers: Collection[int]) -> dict[int, bytes]:
    """The bytes of those that have not been destroyed."""
    within, given = among_these(connections["keys"], "id", numbers)
    statement = " ".join(("SELECT id, value FROM keystore_half WHERE", within))
    return {row[0]: bytes(row[1]) for row in _every("keys", statement, tuple(given))}


def folder_list(mailbox: int) -> tuple[int, bytes] | None:
    """Version and sealed list of a mailbox, or None when it is gone."""
    row = _one("default", "SELECT version, folders FROM vault_mailbox WHERE id = %s", (mailbox,))
    return (row[0], bytes(row[1])) if row else None


def session(kind: str, token_hash: str, moment: datetime) -> tuple[bytes, datetime] | None:
    """What a living session seals, and when it ends."""
    row = _one(
        "keys",
        "SELECT sealed, expires_at FROM keystore_session"
        " WHERE token_hash = %s AND kind = %s AND expires_at > %s",
        (token_hash, kind, _moment("keys", moment)),
    )
    if row is None:
        return None
    at = row[1] if isinstance(row[1], datetime) else datetime.fromisoformat(row[1])
    return bytes(row[0]), at if at.tzinfo else at.replace(tzinfo=UTC)


def living_sessions(hashes: Collection[str], moment: datetime) -> set[str]:
    """Those of these hashes whose session has not ended."""
    within, given = among_these(connections["keys"], "token_hash", hashes)
    statement = " ".join(
        ("SELECT token_hash FROM keystore_session WHERE", within, "AND expires_at > %s")
    )
    told = (*given, _moment("keys", moment))
    return {row[0] for row in _every("keys", statement, told)}


def living_halves(numbers: Collection[int]) -> set[int]:
    """Those of these halves that have not been destroyed."""
    within, given = among_these(connections["keys"], "id", numbers)
    statement = " ".join(("SELECT id FROM keystore_half WHERE", within))
    return {row[0] for row in _every("keys", statement, tuple(given))}


def _moment(database: str, moment: datetime) -> Any:
    """As the database keeps it: SQLite as UTC text without a zone."""
    return connections[database].ops.adapt_datetimefield_value(moment)


def records(folder: int, tag: str, after: int, most: int | None = None) -> list[tuple[int, bytes]]:
    """Sequence and sealed content of a part's records after one, in order."""
    return _all(
        "default",
        "SELECT sequence, sealed FROM vault_record"
        " WHERE folder_id = %s AND part = %s AND sequence > %s ORDER BY sequence LIMIT %s",
        (folder, tag, after, MOST_ROWS if most is None else most),
    )


def record_once(folder: int, tag: str, once: str) -> list[tuple[int, bytes]]:
    """As `records`, the one that its sender called so, if there is one. That the name is none of
    the empty ones is said, since the index holds only those.
    """
    return _all(
        "default",
        "SELECT sequence, sealed FROM vault_record"
        " WHERE folder_id = %s AND part = %s AND once = %s AND NOT (once = '')",
        (folder, tag, once),
    )


def folder(number: str) -> tuple[int, bytes, int] | None:
    """Row, owner and half of a folder, or None when it is erased."""
    statement = "SELECT id, owner, half FROM vault_folder WHERE number = %s"
    row = _one("default", statement, (number,))
    return (row[0], bytes(row[1]), row[2]) if row else None


def _all(database: str, statement: str, values: tuple[Any, ...]) -> list[tuple[int, bytes]]:
    return [(row[0], bytes(row[1])) for row in _every(database, statement, values)]


def _every(database: str, statement: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    with connections[database].cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _one(database: str, statement: str, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
    with connections[database].cursor() as cursor:
        cursor.execute(statement, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row
