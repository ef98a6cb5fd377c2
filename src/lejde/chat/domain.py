"""What a conversation is about, what becomes of it, and what may be said in it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from lejde.kernel.errors import BadInput, Conflict

# Topic, and the purpose whose key opens it.
PURPOSE_OF = {
    "health": "health", "counselling": "counselling", "safety": "safety", "legal": "legal",
    "money": "care", "youth": "counselling",
}  # fmt: skip
WAITING, LETTERBOX, OPEN, CLOSED = "waiting", "letterbox", "open", "closed"
STATES = (WAITING, LETTERBOX, OPEN, CLOSED)
VISITOR, STAFF, INTERPRETER, SYSTEM = "visitor", "staff", "interpreter", "system"

LONGEST_TEXT = 8_000
LONGEST_ID = 64
# Without a sign of life for so long, nobody is counted as being there.
PRESENT_FOR = timedelta(seconds=90)
KEPT_DAYS = 30


class ConversationClosed(Conflict):
    """Nobody reads here any more: nothing is accepted, so that nothing is lost unseen."""

    code = "conversation_closed"


class ClientIdReused(Conflict):
    """The same id was used for something else."""

    code = "client_id_reused"


class AlreadyClaimed(Conflict):
    code = "already_claimed"


class AtCapacity(Conflict):
    """Who claims has as many conversations as they take at a time."""

    code = "at_capacity"


class NotAsked(Conflict):
    """A question that was answered otherwise, taken back, or followed by another."""

    code = "not_asked"


class TooLong(BadInput):
    code = "too_long"
    status = 413


@dataclass(frozen=True)
class Message:
    """One message; `at` an ISO moment, `client_id` empty for what the house says by itself. `role`
    is that of whoever of the staff wrote it, `about` in codes what a line of the house says, or
    what the visitor brought along from before.
    """

    sequence: int
    sender: str
    client_id: str
    text: str
    at: str
    role: str = ""
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


def check_text(text: object) -> str:
    """The text as it is stored; raises BadInput for none, TooLong."""
    if not isinstance(text, str) or not text.strip():
        raise BadInput("text: expected some text", keys=["text"])
    if len(text) > LONGEST_TEXT:
        raise TooLong(f"text: at most {LONGEST_TEXT} characters", keys=["text"])
    return text


def check_id(client_id: object) -> str:
    """A sender's own id for what it sends; raises BadInput."""
    if not isinstance(client_id, str) or not 1 <= len(client_id) <= LONGEST_ID:
        said = f"client_id: expected 1 to {LONGEST_ID} characters"
        raise BadInput(said, keys=["client_id"])
    return client_id
