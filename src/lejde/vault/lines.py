"""Lines to the databases that are kept open from call to call."""

import threading
import time

from django.db import connections

CHECKED_EACH_SECONDS = 5

_local = threading.local()


def see_to() -> None:
    """Before a call on a thread: a line that broke is opened anew, and one that was idle for a
    while is tried. Django tries both at every call, which is two of a dozen statements.
    """
    now = time.monotonic()
    is_due = now - getattr(_local, "checked_at", 0.0) > CHECKED_EACH_SECONDS
    for connection in connections.all(initialized_only=True):
        # Left within a transaction: that one is thrown away at once, as Django does.
        is_odd = connection.errors_occurred or not connection.autocommit
        if is_due or is_odd:
            connection.close_if_unusable_or_obsolete()
    if is_due:
        _local.checked_at = now
