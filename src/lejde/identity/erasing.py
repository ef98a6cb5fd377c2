"""Delete everything: the rooms first take away what lies outside the visitor's folders."""

from collections.abc import Callable

from lejde.kernel.each import each
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

Forget = Callable[[VisitorSession], None]

_rooms: list[Forget] = []


def before_erasing(forget: Forget) -> None:
    """Called once by each room when the house starts."""
    _rooms.append(forget)


def erase_everything(session: VisitorSession) -> None:
    """No undo. A room that fails stops nothing: what is in the folders goes all the same."""
    try:
        each(_rooms, lambda forget: forget(session))
    finally:
        visitors.erase_everything(session)
