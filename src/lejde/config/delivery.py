"""Where an errand's words go: through Apprise, or into a file in the demo."""

import os
import threading
from urllib.parse import quote

from django.conf import settings

OUTBOX = "outbox"
_closed = threading.Event()
_at_the_box = threading.Lock()


def send(address: str, words: str) -> bool:
    """True when it was handed on. The demo's outbox is emptied at start and at shutdown."""
    if settings.LEJDE_DEMO:
        return _into_the_box(f"{address}\t{words}\n")
    if not settings.LEJDE_REMINDERS_URL:
        return False
    # Imported late: it is heavy, and most houses send a few words a day.
    import apprise

    notifier = apprise.Apprise()
    notifier.add(settings.LEJDE_REMINDERS_URL.replace("{address}", quote(address, safe="")))
    return bool(notifier.notify(body=words))


def _into_the_box(line: str) -> bool:
    with _at_the_box:
        if _closed.is_set():
            return False
        box = os.open(settings.LEJDE_HOME / OUTBOX, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(box, "a", encoding="utf-8") as out:
            out.write(line)
    return True


def open_outbox() -> None:
    """Empty, also when the demo before was killed."""
    _closed.clear()
    _empty()


def close_outbox() -> None:
    """Nothing of the demo's reminders outlives it, and nothing more is written."""
    _closed.set()
    with _at_the_box:
        _empty()


def _empty() -> None:
    if settings.LEJDE_DEMO:
        (settings.LEJDE_HOME / OUTBOX).unlink(missing_ok=True)
