"""Passes: what a stream holds instead of a session. One opens nothing, and tells only whether the
session it stands for still holds.
"""

from collections.abc import Iterable
from itertools import batched
from typing import NamedTuple

from lejde.kernel.clock import now
from lejde.vault import _sessions, _statements

MOST_AT_ONCE = 400


class Pass(NamedTuple):
    """A session's row by its hash, and the half of the code it came by (0 for staff)."""

    session: str
    half: int


def for_token(token: str, half: int = 0) -> Pass:
    """The pass of whoever holds a token."""
    return Pass(_sessions.hash_of(token), half)


def still_hold(passes: Iterable[Pass]) -> set[Pass]:
    """Those whose session has not ended, nor its code been changed. Asking keeps none alive."""
    held: set[Pass] = set()
    for some in batched(set(passes), MOST_AT_ONCE):
        alive = _statements.living_sessions([one.session for one in some], now())
        halves = _statements.living_halves([one.half for one in some if one.half])
        held.update(
            one for one in some if one.session in alive and (not one.half or one.half in halves)
        )
    return held
