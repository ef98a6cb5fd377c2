"""What the calls of `/api/v1` take and give, as shapes: a test holds real answers to them."""

from typing import Annotated, Any, Literal

from pydantic import Field

from lejde.config.api_shapes_talks import Answer, Day, Moment
from lejde.guidelines import codes

Because = Annotated[list[str], Field(min_length=1, description="rules of the pack")]
SourceIds = Annotated[list[str], Field(min_length=1)]


class Nothing(Answer):
    """Nothing is asked for."""


class NewVisitor(Answer):
    return_code: Annotated[str, Field(pattern=r"^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$")]
    token: str


class ReturnCode(Answer):
    return_code: Annotated[
        str, Field(description="as it was written down; case and dashes do not matter")
    ]


class Token(Answer):
    token: str


class StaffSignIn(Answer):
    username: str
    password: Annotated[str, Field(description="the passphrase of six words")]
    code: Annotated[str, Field(description="six digits of the app")]


class Slot(Answer):
    id: str
    service: str
    mode: Literal["clinic", "drop_in", "phone", "street"]
    place: str
    starts_at: Moment
    ends_at: Moment


class Slots(Answer):
    slots: list[Slot]


class WantedAppointment(Answer):
    slot: Annotated[str | int, Field(description="the id of an open slot")]
    for_whom: Literal["self", "with_partner", "for_partner"] = "self"


class Appointment(Answer):
    id: str
    slot: str
    number: Annotated[int, Field(description="said at the desk instead of a name")]
    starts_at: Moment
    ends_at: Moment
    service: str
    place: str


class PackOfPlan(Answer):
    id: str
    version: str
    status: Literal["approved", "draft"]


class _Reasoned(Answer):
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


class SourceOfPlan(Answer):
    title: str
    publisher: str
    date: str
    url: str
    tier: codes.Tier


class Plan(Answer):
    """Each list in the order in which a person should meet it."""

    pack: PackOfPlan
    tests: list[PlannedTest]
    advice: list[Advice]
    left_out: list[LeftOut]
    follow_up: list[FollowUp]
    sources: dict[str, SourceOfPlan]
    summary: str


class Fault(Answer):
    code: Annotated[str, Field(description="stable; the message is not")]
    message: str
    keys: Annotated[list[str], Field(description="at fault")] = []
    faults: Annotated[list[str], Field(description="one line each")] = []
    nearest: Annotated[list[Slot], Field(description="open slots instead of a taken one")] = []


class Refusal(Answer):
    error: Fault
