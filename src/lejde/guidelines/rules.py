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
Hours = Annotated[int, Field(ge=1)]
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

    @model_validator(mode="after")
    def _said_before_read_before_expired(self) -> "Source":
        if self.date != "unknown" and self.date > self.read.isoformat():
            raise ValueError(f"date: {self.date} is later than the day it was read, {self.read}")
        if self.expires <= self.read:
            raise ValueError(
                f"expires: {self.expires} is not after the day it was read, {self.read}"
            )
        return self


class _Saying(Strict):
    """Something that keeps what each source itself says, where they do not say the same."""

    sources: Sources
    says: dict[str, Span] = {}

    @model_validator(mode="after")
    def _only_a_source_says(self) -> "_Saying":
        if stranger := sorted(set(self.says) - set(self.sources)):
            raise ValueError(f"says: {stranger[0]!r} is not among the sources")
        return self


class Window(_Saying):
    """From when a test of one kind can be used, be relied upon, and be believed."""

    infection: codes.Infection
    method: codes.Method
    useful: Span
    reliable: Span
    conclusive: Span

    @model_validator(mode="after")
    def _grows(self) -> "Window":
        days = [
            dates.span(text).after(datetime.date(2026, 1, 31))
            for text in (self.useful, self.reliable, self.conclusive)
        ]
        if days != sorted(days):
            raise ValueError("useful, reliable, conclusive must grow")
        return self


class Condition(Strict):
    """All of some tags, one of some others, none of yet others; ages and counts as stated."""

    all: list[Tag] = []
    any: list[Tag] = []
    none: list[Tag] = []
    age_from: int | None = None
    age_under: int | None = None
    partners_from: int | None = None
    condomless_anal_from: int | None = None
    within_hours: Hours | None = None
    beyond_hours: Hours | None = None

    @model_validator(mode="before")
    @classmethod
    def _a_choice_of_one_is_none(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        wanted, only = data.get("all", []), data.get("any")
        if not (isinstance(wanted, list) and isinstance(only, list) and len(only) == 1):
            return data
        return {**data, "any": [], "all": [*wanted, *(tag for tag in only if tag not in wanted)]}

    @model_validator(mode="after")
    def _numbers_leave_room(self) -> "Condition":
        for low, high in (("age_from", "age_under"), ("beyond_hours", "within_hours")):
            least, most = getattr(self, low), getattr(self, high)
            if least is not None and most is not None and least >= most:
                raise ValueError(f"{low} {least} and {high} {most} leave nothing between")
        return self

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


RuleId = Annotated[str, Field(pattern=r"^[a-z]{2}(\.[a-z0-9_]+)+$")]


class _Rule(_Saying):
    """`when` is one condition or several of which one is enough."""

    id: RuleId
    when: Annotated[list[Condition], Field(min_length=1)]
    text: Text

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
    deadline_hours: Hours | None = None
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

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "FollowUpRule":
        day = datetime.date(2026, 1, 31)
        if not (self.starts and self.ends):
            return self
        if dates.span(self.ends).after(day) <= dates.span(self.starts).after(day):
            raise ValueError(f"ends: {self.ends} is not after {self.starts}")
        return self


Rule = Annotated[TestRule | AdviceRule | LeftOutRule | FollowUpRule, Field(discriminator="give")]


Version = Annotated[str, Field(pattern=r"^\d{4}\.\d{2}(\.\d+)?$")]


class Meta(Strict):
    """A pack's head. A pack no clinician has signed is a draft and every page says so."""

    id: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    version: Version
    status: Literal["approved", "draft"]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    zone: str
    # Which source wins where two disagree, said to whoever asks.
    policy: Text | None = None
    retest_text: Text
    meaning_texts: dict[codes.Strength, Text]
    open_questions: list[Text] = []


class Number(Strict):
    """A number to call: the only place where a text of the pack may have one from. `danger` is what
    it is shown for at once, to somebody who writes a word that may mean it.
    """

    code: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    number: Annotated[str, Field(pattern=r"^\+?[0-9]+( [0-9]+)*$")]
    name: Text
    who: Text
    hours: Text
    danger: list[codes.Danger] = []
    sources: Sources


class Price(Strict):
    """What something costs for whom; `ask` where no source says it."""

    code: Annotated[str, Field(pattern=r"^[a-z_.]+$")]
    price: Literal["free", "ask", "pays"]
    who: Text
    text: Text
    sources: Sources


class Duty(Strict):
    """What is said before anything is asked: what the country's law makes staff tell others,
    whatever was promised, what it lets them tell, what that means under 18, how to complain.
    """

    said: Literal["must", "may", "young", "complain"] = "must"
    text: Text
    sources: Sources


class Recall(Strict):
    """A notice that versions of the pack said something that must be looked at again."""

    versions: Annotated[list[Version], Field(min_length=1)]
    published: datetime.date
    text: Text
    rules: Annotated[list[RuleId], Field(min_length=1)]


class Pack(Strict):
    """A whole country, read and checked."""

    meta: Meta
    sources: dict[str, Source]
    windows: list[Window]
    rules: list[Rule]
    numbers: list[Number] = []
    prices: list[Price] = []
    duties: list[Duty] = []
    recalls: list[Recall] = []

    def recalls_for(self, version: str) -> list[Recall]:
        """The notices against one version, newest first."""
        against = [recall for recall in self.recalls if version in recall.versions]
        return sorted(against, key=lambda recall: recall.published, reverse=True)

    def __hash__(self) -> int:
        # By identity: what is worked out from a pack is kept beside it, and a pack never changes.
        return id(self)
