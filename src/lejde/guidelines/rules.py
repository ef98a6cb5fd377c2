"""The shapes of a pack: sources, windows, rules. `packs` reads them from files and checks them."""

import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from lejde.guidelines import codes, dates, tags
from lejde.guidelines.facts import Strict


def _checked_span(text: str) -> str:
    dates.span(text)
    return text


def _checked_tag(tag: str) -> str:
    try:
        tags.bit(tag)
    except KeyError:
        raise ValueError(f"there is no tag {tag!r}") from None
    return tag


Span = Annotated[str, AfterValidator(_checked_span)]
Tag = Annotated[str, AfterValidator(_checked_tag)]
Sources = Annotated[list[str], Field(min_length=1)]
# At least the three languages every page has; a pack may bring more.
Text = Annotated[dict[str, Annotated[str, Field(min_length=1)]], Field(min_length=1)]


class Source(Strict):
    """Who says it, when they said it, where, and until when we believe it."""

    title: str
    publisher: str
    date: Annotated[str, Field(pattern=r"^(unknown|\d{4}(-\d{2}){0,2})$")]
    read: datetime.date
    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    tier: codes.Tier
    expires: datetime.date


class Window(Strict):
    """From when a test of one kind can be used, be relied upon, and be believed."""

    infection: codes.Infection
    method: codes.Method
    useful: Span
    reliable: Span
    conclusive: Span
    sources: Sources


class Condition(Strict):
    """All of some tags, one of some others, none of yet others; ages and counts as stated."""

    all: list[Tag] = []
    any: list[Tag] = []
    none: list[Tag] = []
    age_from: int | None = None
    age_under: int | None = None
    partners_from: int | None = None
    condomless_anal_from: int | None = None
    within_hours: int | None = None
    beyond_hours: int | None = None

    @model_validator(mode="after")
    def _none_never_narrows_by_the_unknown(self) -> "Condition":
        if doubtful := [tag for tag in self.none if tag.endswith("?")]:
            raise ValueError(f"none: {doubtful[0]!r} would narrow by what is not known")
        return self

    def scope(self) -> Literal["person", "exposure", "event"]:
        """What the condition is held against."""
        named = {tag.rstrip("?") for tag in (*self.all, *self.any, *self.none)}
        if named & tags.SCOPES["event"]:
            return "event"
        timed = self.within_hours is not None or self.beyond_hours is not None
        return "exposure" if timed or named & tags.SCOPES["exposure"] else "person"


def _as_list(when: Any) -> Any:
    return [when] if isinstance(when, dict) else when


class _Rule(Strict):
    """`when` is one condition or several of which one is enough."""

    id: Annotated[str, Field(pattern=r"^[a-z]{2}(\.[a-z0-9_]+)+$")]
    when: Annotated[list[Condition], Field(min_length=1)]
    text: Text
    sources: Sources

    @model_validator(mode="before")
    @classmethod
    def _one_condition_is_a_list_of_one(cls, data: Any) -> Any:
        return {**data, "when": _as_list(data.get("when"))} if isinstance(data, dict) else data

    @model_validator(mode="after")
    def _one_scope(self) -> "_Rule":
        if len({condition.scope() for condition in self.when}) > 1:
            raise ValueError("when: conditions about different things need rules of their own")
        return self


class TestRule(_Rule):
    __test__ = False
    give: Literal["test"]
    infection: codes.Infection
    specimen: codes.Specimen
    method: codes.Method
    level: codes.Level
    # A sample that hangs on what nobody told is offered, not advised.
    optional_if_unknown: bool = False

    @model_validator(mode="after")
    def _asks_what_may_be(self) -> "TestRule":
        for condition in self.when:
            for tag in (*condition.all, *condition.any):
                if tag in tags.SCOPES["exposure"] and tag != "exposed":
                    raise ValueError(f"when: {tag!r} must be {tag + '?'!r} to widen by the unknown")
        return self


class AdviceRule(_Rule):
    give: Literal["advice"]
    code: codes.AdviceCode
    urgency: codes.Urgency
    deadline_hours: int | None = None
    starts: Span | None = None
    detail: dict[str, str | int | bool] = {}
    instead_of: list[codes.AdviceCode] = []


class LeftOutRule(_Rule):
    give: Literal["left_out"]
    infection: codes.Infection


class FollowUpRule(_Rule):
    give: Literal["follow_up"]
    code: codes.FollowUpCode
    infection: codes.Infection | None = None
    starts: Span | None = None
    ends: Span | None = None
    detail: dict[str, str | int | bool] = {}


Rule = Annotated[TestRule | AdviceRule | LeftOutRule | FollowUpRule, Field(discriminator="give")]


class Meta(Strict):
    """A pack's head. A pack no clinician has signed is a draft and every page says so."""

    id: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    version: Annotated[str, Field(pattern=r"^\d{4}\.\d{2}(\.\d+)?$")]
    status: Literal["approved", "draft"]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    zone: str
    retest_text: Text
    meaning_texts: dict[codes.Strength, Text]
    open_questions: list[str] = []


class Pack(Strict):
    """A whole country, read and checked."""

    meta: Meta
    sources: dict[str, Source]
    windows: list[Window]
    rules: list[Rule]

    def __hash__(self) -> int:
        # By identity: what is worked out from a pack is kept beside it, and a pack never changes.
        return id(self)
