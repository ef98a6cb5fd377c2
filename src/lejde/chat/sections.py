"""What the chat adds to the rest of the house."""

from lejde.chat import actions
from lejde.identity.erasing import before_erasing


def add() -> None:
    """Called once when the house starts."""
    before_erasing(actions.forget)
