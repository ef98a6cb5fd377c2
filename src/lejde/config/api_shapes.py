"""What the calls of `/api/v1` take and give, as shapes: a test holds real answers to them."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from lejde.guidelines import codes
from lejde.guidelines.facts import Strict

Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
Moment = Annotated[str, Field(description="ISO 8601 with an offset")]
Because = Annotated[list[str], Field(min_length=1, description="rules of the pack")]
SourceIds = Annotated[list[str], Field(min_length=1)]


class _Answer(Strict):
    model_config = ConfigDict(populate_by_name=True)


class Nothing(_Answer):
    """Nothing is asked for."""


class NewVisitor(_Answer):
    return_code: Annotated[str, Field(pattern=r"^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$")]
    token: str


class ReturnCode(_Answer):
    return_code: Annotated[
        str, Field(description="as it was written down; case and dashes do not matter")
    ]


class Token(_Answer):
    token: str


State = Literal["waiting", "letterbox", "open", "closed"]
Topic = Literal["health", "counselling", "safety", "legal", "money", "youth"]
ClientId = Annotated[
    str, Field(min_length=1, max_length=64, description="the sender's own; sent again, it is one")
]


class WantedConversation(_Answer):
    topic: Topic
    language: str
    client_id: ClientId | None = None


class Conversation(_Answer):
    id: str
    state: State
    position: Annotated[int, Field(ge=0, description="1 is next; 0 waits no more")]


class WantedMessage(_Answer):
    client_id: ClientId
    text: Annotated[str, Field(min_length=1, max_length=8000)]


class Sequence(_Answer):
    sequence: Annotated[int, Field(ge=1)]


class WantedPicture(_Answer):
    """A form with a file, which only visitors send."""

    client_id: ClientId
    picture: Annotated[
        bytes, Field(description="JPEG, PNG or WebP, at most 15 MB; 50 million pixels, of the "
                     "other two 25; made anew as a JPEG of at most 1,600 by 1,600")
    ]  # fmt: skip
    text: Annotated[str, Field(max_length=8000)] = ""


class Attachment(_Answer):
    """Before anybody opens it. It is there until the end of a day."""

    size: Annotated[int, Field(ge=1, alias="bytes")]
    width: Annotated[int, Field(ge=1)]
    height: Annotated[int, Field(ge=1)]
    until: Day
    is_gone: bool


Reason = Literal["asked_to", "supervision", "safety", "holder_away"]
Step = Literal["book", "check", "handover", "interpreter"]


class Brought(_Answer):
    """A message of an earlier part of the talk, as its visitor gave it on."""

    sequence: Annotated[int, Field(ge=1)]
    sender: Annotated[Literal["visitor", "staff", "interpreter"], Field(alias="from")]
    text: str
    at: Moment


class About(_Answer):
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


class Message(_Answer):
    sequence: Annotated[int, Field(ge=1)]
    client_id: str | None
    sender: Annotated[Literal["visitor", "staff", "interpreter", "system"], Field(alias="from")]
    text: str
    at: Moment
    attachment: Annotated[Attachment, Field(description="only where one came along")] | None = None
    role: Annotated[str, Field(description="of whoever of the staff wrote it")] = ""
    about: About | None = None


class WantedTransfer(_Answer):
    role: Annotated[str, Field(description="anybody of it")] = ""
    to: Annotated[str, Field(description="user name of one colleague")] = ""


class WantedAnswer(_Answer):
    sequence: Annotated[int, Field(ge=1, description="of the line that asks or offers")]
    yes: bool


class WantedHandover(_Answer):
    topic: Topic
    bring: Literal["nothing", "all", "chosen"] = "nothing"
    messages: Annotated[list[int], Field(max_length=50, description="chosen ones")] = []
    summary: Annotated[str, Field(max_length=8000, description="in the visitor's words")] = ""


class WantedOffer(_Answer):
    what: Step
    topic: Annotated[Topic | None, Field(description="of a hand-over")] = None


class WantedSeat(_Answer):
    reason: Annotated[Reason, Field(description="the visitor reads it")]
    writes: bool = False


class Messages(_Answer):
    state: State
    messages: list[Message]


class Closed(_Answer):
    state: State


class Seen(_Answer):
    visitor: Annotated[int, Field(ge=0)]
    staff: Annotated[int, Field(ge=0)]


class HowItStands(Conversation):
    topic: Topic
    language: str
    last: Annotated[int, Field(ge=0)]
    seen: Seen


class Waiting(_Answer):
    id: str
    topic: Topic
    language: str
    state: State
    waiting_since: Moment | None


class Queue(_Answer):
    conversations: list[Waiting]


class Claimed(_Answer):
    id: str
    state: State


class Standing(_Answer):
    topic: Topic
    live: Annotated[bool, Field(description="whoever begins now waits for somebody who is there")]
    opens_at: Annotated[Moment | None, Field(description="the next opening, when closed now")]
    answer_days: Annotated[
        int | None, Field(ge=1, description="working days within which a letter is answered")
    ]


class Topics(_Answer):
    topics: list[Standing]


class WantedPresence(_Answer):
    topics: Annotated[list[Topic], Field(min_length=1)] | None = None
    capacity: Annotated[int, Field(ge=1)] | None = None


class Presence(_Answer):
    topics: list[Topic]
    capacity: Annotated[int, Field(ge=1)]
    until: Annotated[Moment, Field(description="nobody is there any more, unless there is a sign")]


class StaffSignIn(_Answer):
    username: str
    password: Annotated[str, Field(description="the passphrase of six words")]
    code: Annotated[str, Field(description="six digits of the app")]


class Slot(_Answer):
    id: str
    service: str
    mode: Literal["clinic", "drop_in", "phone", "street"]
    place: str
    starts_at: Moment
    ends_at: Moment


class Slots(_Answer):
    slots: list[Slot]


class WantedAppointment(_Answer):
    slot: Annotated[str | int, Field(description="the id of an open slot")]
    for_whom: Literal["self", "with_partner", "for_partner"] = "self"


class Appointment(_Answer):
    id: str
    slot: str
    number: Annotated[int, Field(description="said at the desk instead of a name")]
    starts_at: Moment
    ends_at: Moment
    service: str
    place: str


class PackOfPlan(_Answer):
    id: str
    version: str
    status: Literal["approved", "draft"]


class _Reasoned(_Answer):
    because: Because
    sources: SourceIds
    text: str


class PlannedTest(_Reasoned):
    infection: codes.Infection
    specimen: codes.Specimen
    method: codes.Method
    level: codes.Level
    due: Literal["now", "later"]
    useful_from: Day
    reliable_from: Day
    conclusive_from: Day
    optional: bool
    says: dict[str, str]


class Advice(_Reasoned):
    code: codes.AdviceCode
    urgency: codes.Urgency
    start: Annotated[Day | None, Field(alias="from")]
    until: Moment | None
    detail: dict[str, Any]


class LeftOut(_Reasoned):
    infection: codes.Infection


class FollowUp(_Reasoned):
    code: codes.FollowUpCode
    infection: codes.Infection | None
    start: Annotated[Day | None, Field(alias="from")]
    until: Day | None
    detail: dict[str, Any]
    # Where sources differ, what each of them says; only on lines that stand on a window.
    says: dict[str, str] = {}


class SourceOfPlan(_Answer):
    title: str
    publisher: str
    date: str
    url: str
    tier: codes.Tier


class Plan(_Answer):
    """Each list in the order in which a person should meet it."""

    pack: PackOfPlan
    tests: list[PlannedTest]
    advice: list[Advice]
    left_out: list[LeftOut]
    follow_up: list[FollowUp]
    sources: dict[str, SourceOfPlan]
    summary: str


class Fault(_Answer):
    code: Annotated[str, Field(description="stable; the message is not")]
    message: str
    keys: Annotated[list[str], Field(description="at fault")] = []
    faults: Annotated[list[str], Field(description="one line each")] = []
    nearest: Annotated[list[Slot], Field(description="open slots instead of a taken one")] = []


class Refusal(_Answer):
    error: Fault
