"""Writing into the part from several hands at once: decided again by what is so now, never lost."""

from collections.abc import Callable
from typing import Any

from lejde.vault.staff import Overtaken

TRIES = 20
Record = dict[str, Any]


def append(
    read: Callable[[], list[Record]],
    write: Callable[[Record, int], object],
    decide: Callable[[list[Record]], Record | None],
) -> bool:
    """Writes what `decide` makes of the records, as the next of just those; whether there was
    anything to write. When somebody else wrote meanwhile it is decided anew. Raises Overtaken.
    """
    for _ in range(TRIES):
        records = read()
        record = decide(records)
        if record is None:
            return False
        try:
            write(record, len(records))
        except Overtaken:
            continue
        return True
    raise Overtaken("too many hands at once")
