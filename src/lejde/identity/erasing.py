"""Delete everything: the rooms first take away what lies outside the visitor's folders."""

from collections.abc import Callable

from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

Forget = Callable[[VisitorSession], None]

_rooms: list[Forget] = []


def before_erasing(forget: Forget) -> None:
    """Called once by each room when the house starts."""
    _rooms.append(forget)


def erase_everything(session: VisitorSession) -> None:
    """No undo. A room that fails stops nothing: what is in the folders goes all the same."""
    failed: Exception | None = None
    for forget in _rooms:
        try:
            forget(session)
        except Exception as error:
            failed = error
    visitors.erase_everything(session)
    if failed is not None:
        raise failed
