"""Backups: logical, in order of id, never copied files; the halves in a file that lives a week.

FILE holds the main database, FILE.keys the halves, FILE.erased the ids of halves destroyed in the
last eight days. All are sealed under the pepper, which is kept elsewhere.
"""

import base64
import json
import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.db import connections, models, transaction
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_init_pull,
    crypto_secretstream_xchacha20poly1305_init_push,
    crypto_secretstream_xchacha20poly1305_pull,
    crypto_secretstream_xchacha20poly1305_push,
    crypto_secretstream_xchacha20poly1305_state,
    crypto_secretstream_xchacha20poly1305_TAG_FINAL,
    crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
)

from lejde.kernel import clock
from lejde.kernel.errors import BadInput
from lejde.vault._envelope import derive
from lejde.vault._halves import cut_log
from lejde.vault.keystore.models import Erased, Half, Session
from lejde.vault.models import Attachment

KEYS_LIVE = timedelta(days=7)
HEADER = 24
# Halves have a file of their own; the others are made by the migrations.
NOT_BACKED_UP = {"keystore", "contenttypes", "auth"}
# Gone within a week by themselves: what is in no backup need not be made unreadable there.
NEVER_BACKED_UP = {Attachment}
FINAL = crypto_secretstream_xchacha20poly1305_TAG_FINAL
MESSAGE = crypto_secretstream_xchacha20poly1305_TAG_MESSAGE


class CannotRestore(BadInput):
    """The files are not a backup of this installation, cut, or their keys are too old."""

    code = "cannot_restore"


def backup(file: Path) -> list[Path]:
    """Writes the three files and removes keys older than seven days beside them; what it wrote."""
    remove_old_keys(file.parent)
    today = clock.today().isoformat()
    erased = [[row.id, row.day.isoformat()] for row in Erased.objects.order_by("id")]
    written = [file, _keys_of(file), _erased_of(file)]
    _write(written[0], "main", {"day": today}, _rows(_main_models(), "default"))
    _write(written[1], "keys", {"day": today}, _rows([Half], "keys"))
    _write(written[2], "erased", {"day": today, "erased": erased}, iter(()))
    return written


def remove_old_keys(folder: Path) -> None:
    """A copy of the halves outlives a deletion by seven days at most."""
    for old in folder.glob("*.keys"):
        try:
            head, _ = _read(old, "keys")
        except CannotRestore:
            continue
        if _too_old(head):
            old.unlink()


def restore(file: Path) -> list[str]:
    """Fills an empty house; the days whose erasures no list tells of, in ISO dates, oldest first.

    What was erased since the backup is erased again, from every list that lies beside it.
    """
    _, rows = _read(file, "main")
    keys_head, halves = _read(_keys_of(file), "keys")
    if _too_old(keys_head):
        _keys_of(file).unlink()
        raise CannotRestore(f"{_keys_of(file).name}: over seven days old; removed")
    if Half.objects.exists():
        raise CannotRestore("this house is not empty")
    erased, told_until = _erased_beside(file, keys_head["day"])
    _load(rows, "default")
    _load((row for row in halves if row["pk"] not in erased), "keys")
    Erased.objects.bulk_create([Erased(id=n, day=clock.today()) for n in erased])
    Session.objects.all().delete()
    cut_log()
    return _days(date.fromisoformat(told_until), clock.today())


def _erased_beside(file: Path, day: str) -> tuple[set[int], str]:
    """Ids erased according to all lists in the folder, and the day up to which they tell."""
    numbers: set[int] = set()
    until = day
    for beside in file.parent.glob("*.erased"):
        try:
            head, _ = _read(beside, "erased")
        except CannotRestore:
            continue
        numbers.update(number for number, _ in head["erased"])
        until = max(until, head["day"])
    return numbers, until


def _days(first: date, last: date) -> list[str]:
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


def _too_old(head: dict[str, Any]) -> bool:
    return clock.today() - date.fromisoformat(head["day"]) > KEYS_LIVE


def _keys_of(file: Path) -> Path:
    return file.with_name(file.name + ".keys")


def _erased_of(file: Path) -> Path:
    return file.with_name(file.name + ".erased")


def _main_models() -> list[type[models.Model]]:
    """Every table of the main database in an order in which rows can be loaded."""
    found = [c for c in apps.get_app_configs() if c.label not in NOT_BACKED_UP]
    tables = serializers.sort_dependencies([(config, None) for config in found])
    return [table for table in tables if table not in NEVER_BACKED_UP]


def _rows(tables: list[type[models.Model]], alias: str) -> Iterator[dict[str, Any]]:
    for table in tables:
        if table._meta.managed and not table._meta.proxy:
            rows = table._default_manager.using(alias).order_by(table._meta.pk.name)
            yield from serializers.serialize("python", rows.iterator())


def _load(rows: Iterator[dict[str, Any]], alias: str) -> None:
    with transaction.atomic(using=alias), connections[alias].constraint_checks_disabled():
        for one in serializers.deserialize("python", rows, using=alias):
            one.save(using=alias)


def _key(kind: str) -> bytes:
    return derive(settings.LEJDE_PEPPER, f"backup/{kind}")


def _write(file: Path, kind: str, head: dict[str, Any], rows: Iterator[dict[str, Any]]) -> None:
    """One line a row, each an element of a secret stream; cut or changed, it does not open."""
    state = crypto_secretstream_xchacha20poly1305_state()
    start = crypto_secretstream_xchacha20poly1305_init_push(state, _key(kind))
    draft = file.with_name(file.name + ".part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(start)
        for row in (head, *rows):
            _put(out, state, json.dumps(row, default=_plain).encode(), MESSAGE)
        _put(out, state, b"", FINAL)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


def _put(out: Any, state: Any, line: bytes, tag: int) -> None:
    sealed = crypto_secretstream_xchacha20poly1305_push(state, line, tag=tag)
    out.write(len(sealed).to_bytes(4, "big") + sealed)


def _plain(value: Any) -> Any:
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return value.isoformat()


def _read(file: Path, kind: str) -> tuple[dict[str, Any], Iterator[dict[str, Any]]]:
    """Head and rows; the whole file is checked before anything is told."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise CannotRestore(f"{file.name}: {error.strerror}") from error
    lines = list(_lines(raw, file.name, kind))
    return lines[0], iter(lines[1:])


def _lines(raw: bytes, name: str, kind: str) -> Iterator[dict[str, Any]]:
    state = crypto_secretstream_xchacha20poly1305_state()
    place, tag = HEADER, MESSAGE
    try:
        crypto_secretstream_xchacha20poly1305_init_pull(state, raw[:HEADER], _key(kind))
        while tag != FINAL:
            size = int.from_bytes(raw[place : place + 4], "big")
            sealed = raw[place + 4 : place + 4 + size]
            line, tag = crypto_secretstream_xchacha20poly1305_pull(state, sealed)
            place += 4 + size
            if tag != FINAL:
                yield json.loads(line)
    except (ValueError, RuntimeError) as error:
        raise CannotRestore(f"{name}: not a backup of this installation, or cut") from error
