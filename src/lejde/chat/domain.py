"""What a conversation is about, what becomes of it, and what may be said in it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from lejde.kernel import clock
from lejde.kernel.errors import BadInput, Conflict, Unavailable

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
# Who has just opened a talk or answered in it is there, also while they write without a sign.
WRITING_FOR = timedelta(minutes=5)
# A desk that is left open gives signs by itself: without an act of a person they end.
AWAKE_FOR = timedelta(minutes=15)
# The visitor reads that whoever answers is away, when their signs ended so long ago.
AWAY_AFTER = timedelta(minutes=2)
# A place in the queue without a sign of the visitor.
PLACE_FOR = timedelta(minutes=30)
# How long a talk is kept after the last that was said in it, unless a manager says otherwise.
KEPT_DAYS, FEWEST_DAYS, MOST_DAYS = 30, 14, 180
# Before the day of deletion, both sides are warned for so long.
WARNED_DAYS = 5
# Both sides together; nobody writes so fast by hand. A flood is kept to the talk it is in.
MOST_IN_A_MINUTE = 100
# Of one person's, that have not ended.
MOST_AT_A_TIME = 10


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


class TooManyTalks(Conflict):
    """As many as one person can have at a time; end one first."""

    code = "too_many_conversations"


class TooManyPictures(Conflict):
    """As many as a conversation holds at a time; the oldest end by themselves."""

    code = "too_many_pictures"


class NotAsked(Conflict):
    """A question that was answered otherwise, taken back, or followed by another."""

    code = "not_asked"


class NoRoom(Unavailable):
    """All pictures together take as much as they may. Words are stored all the same."""

    code = "no_room"
    retry_after = 3_600


class TooLong(BadInput):
    code = "too_long"
    status = 413


@dataclass(frozen=True)
class Picture:
    """What came with a message: its bytes and pixels, the last day it is there, what opens it."""

    number: int
    key: bytes = field(repr=False)
    size: int
    width: int
    height: int
    until: date
    # Of what was sent, under the key: the same again is known by it.
    mark: str

    @property
    def is_gone(self) -> bool:
        return self.until < clock.today()

    @property
    def kilobytes(self) -> int:
        return -(-self.size // 1000)

    def told(self) -> dict[str, Any]:
        """As it lies in the sealed message."""
        return {**vars(self), "key": self.key.hex(), "until": self.until.isoformat()}

    @classmethod
    def from_told(cls, told: dict[str, Any]) -> "Picture":
        until = date.fromisoformat(told["until"])
        return cls(**{**told, "key": bytes.fromhex(told["key"]), "until": until})


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
    picture: Picture | None = None
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
