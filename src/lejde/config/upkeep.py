"""`lejde backup`, `lejde restore`, `lejde night`: for whoever runs the house."""

import sys
from pathlib import Path

import django
from django.conf import settings
from django.db.utils import OperationalError

from lejde.kernel.errors import LejdeError


def backup(argv: list[str]) -> int:
    """Writes FILE, FILE.keys and FILE.erased; 2 on wrong use."""
    file = _file("backup", argv)
    if file is None:
        return 2
    from lejde.vault import backup as backups

    try:
        for written in backups.backup(file):
            print(written)
    except (OSError, OperationalError) as error:
        return _told("backup", _first_line(error))
    print(f"keep {file.name}.keys for seven days at most; the pepper lies elsewhere")
    return 0


def restore(argv: list[str]) -> int:
    """Fills an empty house from FILE and FILE.keys, and erases again what was erased since."""
    file = _file("restore", argv)
    if file is None:
        return 2
    from lejde.config import serve
    from lejde.vault import backup as backups

    if not serve.is_ready("restore"):
        return 2
    try:
        days = backups.restore(file)
    except LejdeError as error:
        return _told("restore", error.message)
    print("what was erased on these days may be back: " + ", ".join(days))
    return 0


def night(argv: list[str]) -> int:
    """What `lejde serve` does by itself once a night: sweep, and mix the order of rows."""
    if argv or not _ready("night"):
        return _told("night", "takes no arguments") if argv else 2
    from lejde.config import clockwork

    try:
        clockwork.night()
    except OperationalError as error:
        return _told("night", _first_line(error))
    return 0


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


def _file(command: str, argv: list[str]) -> Path | None:
    if len(argv) != 1 or argv[0].startswith("-"):
        _told(command, f"usage: lejde {command} FILE")
        return None
    return Path(argv[0]) if _ready(command) else None


def _ready(command: str) -> bool:
    for fault in settings.ENVIRONMENT.faults:
        _told(command, fault)
    if settings.ENVIRONMENT.faults:
        return False
    django.setup()
    return True


def _told(command: str, line: str) -> int:
    print(f"lejde {command}: {line}", file=sys.stderr)
    return 2
