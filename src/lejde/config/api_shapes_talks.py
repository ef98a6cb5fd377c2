"""What the calls of the chat take and give, as shapes; and what all shapes share."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from lejde.guidelines.facts import Strict

Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
Moment = Annotated[str, Field(description="ISO 8601 with an offset")]


class Answer(Strict):
    """Keys that are not said are none."""

    model_config = ConfigDict(populate_by_name=True)


State = Literal["waiting", "letterbox", "open", "closed"]
Topic = Literal["health", "counselling", "safety", "legal", "money", "youth"]
ClientId = Annotated[
    str, Field(min_length=1, max_length=64, description="the sender's own; sent again, it is one")
]


class WantedConversation(Answer):
    topic: Topic
    language: str
    client_id: ClientId | None = None


class Conversation(Answer):
    id: str
    state: State
    position: Annotated[int, Field(ge=0, description="1 is next; 0 waits no more")]


class WantedMessage(Answer):
    client_id: ClientId
    text: Annotated[str, Field(min_length=1, max_length=8000)]


class Sequence(Answer):
    sequence: Annotated[int, Field(ge=1)]


class WantedPicture(Answer):
    """A form with a file, which only visitors send."""

    client_id: ClientId
    picture: Annotated[
        bytes, Field(description="JPEG, PNG or WebP, at most 15 MB; 50 million pixels, of the "
                     "other two 25; made anew as a JPEG of at most 1,600 by 1,600")
    ]  # fmt: skip
    text: Annotated[str, Field(max_length=8000)] = ""


class Attachment(Answer):
    """Before anybody opens it. It is there until the end of a day."""

    size: Annotated[int, Field(ge=1, alias="bytes")]
    width: Annotated[int, Field(ge=1)]
    height: Annotated[int, Field(ge=1)]
    until: Day
    is_gone: bool


Reason = Literal["asked_to", "supervision", "safety", "holder_away"]
Step = Literal["book", "check", "handover", "interpreter"]


class Brought(Answer):
    """A message of an earlier part of the talk, as its visitor gave it on."""

    sequence: Annotated[int, Field(ge=1)]
    sender: Annotated[Literal["visitor", "staff", "interpreter"], Field(alias="from")]
    text: str
    at: Moment


class About(Answer):
    """What a line of the house says, in codes; `answers` is the number of another line."""

    kind: (
        Literal[
            "transfer", "goes_on", "declined", "withdrawn", "offer", "went_on", "joined", "left"
        ]
        | None
    ) = None
    role: str | None = None
    topic: Topic | None = None
    what: Step | None = None
    reason: Reason | None = None
    writes: bool | None = None
    answers: int | None = None
    is_now: bool | None = None
    until: Day | None = None
    brought: list[Brought] | None = None


class Message(Answer):
    sequence: Annotated[int, Field(ge=1)]
    client_id: str | None
    sender: Annotated[Literal["visitor", "staff", "interpreter", "system"], Field(alias="from")]
    text: str
    at: Moment
    attachment: Annotated[Attachment, Field(description="only where one came along")] | None = None
    role: Annotated[str, Field(description="of whoever of the staff wrote it")] = ""
    about: About | None = None


class WantedTransfer(Answer):
    role: Annotated[str, Field(description="anybody of it")] = ""
    to: Annotated[str, Field(description="user name of one colleague")] = ""


class WantedAnswer(Answer):
    sequence: Annotated[int, Field(ge=1, description="of the line that asks or offers")]
    yes: bool


class WantedHandover(Answer):
    topic: Topic
    bring: Literal["nothing", "all", "chosen"] = "nothing"
    messages: Annotated[list[int], Field(max_length=50, description="chosen ones")] = []
    summary: Annotated[str, Field(max_length=8000, description="in the visitor's words")] = ""


class WantedOffer(Answer):
    what: Step
    topic: Annotated[Topic | None, Field(description="of a hand-over")] = None


class WantedSeat(Answer):
    reason: Annotated[Reason, Field(description="the visitor reads it")]
    writes: bool = False


class Messages(Answer):
    state: State
    messages: list[Message]


class Closed(Answer):
    state: State


class Seen(Answer):
    visitor: Annotated[int, Field(ge=0)]
    staff: Annotated[int, Field(ge=0)]


class HowItStands(Conversation):
    topic: Topic
    language: str
    last: Annotated[int, Field(ge=0)]
    seen: Seen


class Waiting(Answer):
    id: str
    topic: Topic
    language: str
    state: State
    waiting_since: Moment | None


class Queue(Answer):
    conversations: list[Waiting]


class Claimed(Answer):
    id: str
    state: State


class Standing(Answer):
    topic: Topic
    live: Annotated[bool, Field(description="whoever begins now waits for somebody who is there")]
    opens_at: Annotated[Moment | None, Field(description="the next opening, when closed now")]
    answer_days: Annotated[
        int | None, Field(ge=1, description="working days within which a letter is answered")
    ]


class Topics(Answer):
    topics: list[Standing]


class WantedPresence(Answer):
    topics: Annotated[list[Topic], Field(min_length=1)] | None = None
    capacity: Annotated[int, Field(ge=1)] | None = None


class Presence(Answer):
    topics: list[Topic]
    capacity: Annotated[int, Field(ge=1)]
    until: Annotated[Moment, Field(description="nobody is there any more, unless there is a sign")]
