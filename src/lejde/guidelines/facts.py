"""What a person states: the plan's input as checked, frozen shapes. None is unknown."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)

from lejde.guidelines import codes
from lejde.kernel.clock import day_of, moment_of
from lejde.kernel.errors import BadInput

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
MOST = 1000


class Strict(BaseModel):
    """Frozen; a key that is not known is an error that names it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _in_range(when: date | datetime) -> date | datetime:
    # Bounded, so that adding months to a made-up year can never overflow.
    if not EARLIEST_YEAR <= when.year <= LATEST_YEAR:
        raise ValueError(f"the year must lie between {EARLIEST_YEAR} and {LATEST_YEAR}")
    return when


def _date_or_moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return day_of(value) if len(value) <= 10 else moment_of(value)
    except ValueError:
        return None


class _DateOrMoment:
    """A date, or a moment; a moment without an offset is in the pack's zone."""

    @classmethod
    def read(cls, value: Any) -> date | datetime:
        read = _date_or_moment(value)
        if not isinstance(read, date):
            raise ValueError("must be a date (2026-03-02) or a moment (2026-03-02T21:30:00+01:00)")
        return _in_range(read)


_SAID = {"type": "string", "description": "a date (2026-03-02) or a moment in ISO 8601"}
When = Annotated[Any, AfterValidator(_DateOrMoment.read), WithJsonSchema(_SAID)]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Count = Annotated[int, Field(ge=0, le=100_000)]


class Vaccinated(Strict):
    hepatitis_a: codes.Vaccination | None = None
    hepatitis_b: codes.Vaccination | None = None
    hpv: codes.Vaccination | None = None
    mpox: codes.Vaccination | None = None


class Person(Strict):
    age: Annotated[int, Field(ge=0, le=130)] | None = None
    anatomy: codes.Anatomy | None = None
    sells_sex: bool | None = None
    buys_sex: bool | None = None
    pregnancy: codes.Pregnancy | None = None
    symptoms: list[codes.Symptom] | None = None
    partners_6_months: Count | None = None
    condomless_anal_partners_6_months: Count | None = None
    vaccinated: Vaccinated | None = None
    past: list[codes.Past] | None = None
    recent_antibiotics: bool | None = None
    prep: codes.Prep | None = None
    contact_of: list[codes.Infection] | None = None
    worries: list[codes.Worry] | None = None
    wishes: list[codes.Wish] | None = None
    situation: list[codes.Situation] | None = None


class Partner(Strict):
    gender: codes.Gender | None = None
    hiv: codes.PartnerHiv | None = None
    high_prevalence: codes.YesNo | None = None


class Act(Strict):
    kind: codes.ActKind | None = None
    role: codes.Role | None = None
    condom: codes.Condom | None = None


class Exposure(Strict):
    at: When | None = None
    country: CountryCode | None = None
    setting: codes.Setting | None = None
    partner: Partner | None = None
    acts: Annotated[list[Act], Field(max_length=MOST)] | None = None
    substances: list[codes.Substance] | None = None
    memory_gap: bool | None = None
    assault: bool | None = None


class ResultEvent(Strict):
    kind: Literal["result"]
    infection: codes.Infection
    method: codes.Method | None = None
    value: codes.Result
    at: When | None = None


class TreatedEvent(Strict):
    kind: Literal["treated"]
    infection: codes.Infection
    site: codes.Specimen | None = None
    at: When | None = None


Event = Annotated[ResultEvent | TreatedEvent, Field(discriminator="kind")]


class Facts(Strict):
    """A whole request; `at` None means now."""

    pack: str
    language: codes.Language | None = None
    at: When | None = None
    person: Person | None = None
    exposures: Annotated[list[Exposure], Field(max_length=MOST)] | None = None
    events: Annotated[list[Event], Field(max_length=MOST)] | None = None


_ADAPTER = TypeAdapter(Facts)
_TAGS = {"result", "treated"}


def parse(data: object) -> Facts:
    """Checked facts from plain JSON data; raises BadInput, `faults` one line each."""
    try:
        return _ADAPTER.validate_python(data)
    except ValidationError as error:
        faults = [fault_line(fault) for fault in error.errors()]
        raise BadInput("; ".join(faults), faults=faults) from error


def fault_line(fault: Any) -> str:
    """`exposures.0.acts.0.kind: what is wrong`, from one error of pydantic."""
    where = ".".join(str(step) for step in fault["loc"] if step not in _TAGS) or "input"
    if fault["type"] == "extra_forbidden":
        return f"{where}: is not a known key"
    return f"{where}: {fault['msg'].removeprefix('Value error, ')}"
