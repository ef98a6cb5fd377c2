"""Answers, and the plan facts that they amount to. No Django.

Answers are `{"v": 1, "a": {question: value}, "x": [{question: value}, ...]}`: `a` holds what is
asked once, `x` what is asked for each occasion. A key with None was skipped; no key, not yet met.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from lejde.selfcheck.vocabulary import (
    ACTS,
    AGES,
    ANAL_PARTNERS,
    CONDOMS,
    ELSEWHERE,
    HEALTH,
    MANY,
    OF_OCCASION,
    OF_PERSON,
    ONE,
    PARTNERS,
    WITH_CONDOM,
)

Answers = dict[str, Any]

VERSION = 1
MOST_OCCASIONS = 5
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)


@dataclass(frozen=True)
class Step:
    """One question; `occasion` is its place in `x`, None for what is asked once."""

    question: str
    occasion: int | None = None

    @property
    def id(self) -> str:
        return self.question if self.occasion is None else f"{self.question}-{self.occasion}"


def empty() -> Answers:
    """Answers before the first question."""
    return {"v": VERSION, "a": {}, "x": [{}]}


def faults_of(answers: object) -> list[str]:
    """What is wrong with answers that came from outside; empty when they can be trusted."""
    if not isinstance(answers, dict) or set(answers) != {"v", "a", "x"}:
        return ["answers"]
    if type(answers["v"]) is not int or answers["v"] != VERSION:
        return ["v"]
    if not isinstance(answers["x"], list) or not 1 <= len(answers["x"]) <= MOST_OCCASIONS:
        return ["x"]
    faults = _faults_in(answers["a"], OF_PERSON, "a")
    for place, occasion in enumerate(answers["x"]):
        faults += _faults_in(occasion, OF_OCCASION, f"x.{place}")
    return faults


def _faults_in(part: object, known: tuple[str, ...], where: str) -> list[str]:
    if not isinstance(part, dict):
        return [where]
    return [f"{where}.{k}" for k, v in part.items() if k not in known or not is_valid(k, v)]


def is_valid(question: str, value: object) -> bool:
    """Whether a value can be the answer to a question; None (skipped) always can."""
    if value is None:
        return True
    if question in ONE:
        return isinstance(value, str) and value in ONE[question]
    if question in MANY:
        return _is_choice_of(value, MANY[question])
    if question == "condom":
        return isinstance(value, dict) and all(
            act in WITH_CONDOM and (use is None or (isinstance(use, str) and use in CONDOMS))
            for act, use in value.items()
        )
    if question == "where":
        return isinstance(value, str) and (value == ELSEWHERE or _is_country(value))
    if question == "hour":
        return isinstance(value, str) and HOUR.fullmatch(value) is not None
    return question == "when" and isinstance(value, str) and _is_day(value)


def _is_choice_of(value: object, codes: tuple[str, ...]) -> bool:
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        return False
    return len(set(value)) == len(value) and set(value) <= set(codes)


def _is_country(value: str) -> bool:
    return len(value) == 2 and value.isascii() and value.isalpha() and value.isupper()


def _is_day(value: str) -> bool:
    # Bounded, so that adding months to a made-up year can never overflow.
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return False
    return day.isoformat() == value and EARLIEST_YEAR <= day.year <= LATEST_YEAR


def protectable(occasion: dict[str, Any]) -> list[str]:
    """The acts of an occasion where a condom can be used."""
    return [act for act in occasion.get("acts") or [] if act in WITH_CONDOM]


def anatomy_of(answers: Answers) -> str | None:
    """Told, or plain from the acts; None when unknown or when acts of both kinds are told."""
    acts = {act for occasion in answers["x"] for act in occasion.get("acts") or []}
    penis = bool(acts & {"vaginal_insertive", "anal_insertive"})
    vagina = "vaginal_receptive" in acts
    if penis != vagina:
        return "penis" if penis else "vagina"
    told: str | None = answers["a"].get("anatomy")
    return told if not penis and asks_anatomy(answers) else None


def asks_anatomy(answers: Answers) -> bool:
    """Only oral sex received, or symptoms, leave open whether the sample is urine or a swab."""
    acts = {act for occasion in answers["x"] for act in occasion.get("acts") or []}
    if acts & {"vaginal_insertive", "anal_insertive", "vaginal_receptive"}:
        return False
    return "oral_received" in acts or bool(stated(answers, Step("symptoms")))


def stated(answers: Answers, step: Step) -> Any:
    """The answer to a question that is on the path; None when skipped or no longer asked."""
    if step.question in {"symptoms", "contact_of"}:
        brings = answers["a"].get("brings")
        wanted = "symptoms" if step.question == "symptoms" else "partner_found"
        asked = wanted in brings if brings else step.question == "symptoms"
        if not asked:
            return None
    return value_at(answers, step)


def latest_day(answers: Answers) -> str:
    """The latest day told (ISO), or an empty text; occasions yet to come make no plan."""
    return max((occasion.get("when") or "" for occasion in answers["x"]), default="")


def _holder(answers: Answers, step: Step) -> dict[str, Any]:
    held: dict[str, Any] = answers["a"] if step.occasion is None else answers["x"][step.occasion]
    return held


def value_at(answers: Answers, step: Step) -> Any:
    """What was answered, None if skipped or not met."""
    return _holder(answers, step).get(step.question)


def is_met(answers: Answers, step: Step) -> bool:
    """Answered or skipped; a condom answer must cover every act that is told now."""
    holder = _holder(answers, step)
    if step.question not in holder:
        return False
    value = holder[step.question]
    return step.question != "condom" or value is None or set(protectable(holder)) <= set(value)


def with_answer(answers: Answers, step: Step, value: Any) -> Answers:
    """A copy with one answer more; other answers stay, also those not asked for any longer."""
    occasions = [dict(x) if n == step.occasion else x for n, x in enumerate(answers["x"])]
    copy: Answers = {**answers, "a": dict(answers["a"]), "x": occasions}
    holder = _holder(copy, step)
    # An hour belongs to its day.
    if step.question == "when" and holder.get("when") != value:
        holder.pop("hour", None)
    holder[step.question] = value
    return copy


def with_occasion(answers: Answers) -> Answers:
    """A copy with room for one occasion more, the same when there are enough."""
    if len(answers["x"]) >= MOST_OCCASIONS:
        return answers
    return {**answers, "x": [*answers["x"], {}]}


def without_occasion(answers: Answers, place: int) -> Answers:
    """A copy without one occasion; there is always room for one."""
    left = [x for n, x in enumerate(answers["x"]) if n != place]
    return {**answers, "x": left or [{}]}


def facts_of(answers: Answers) -> dict[str, Any]:
    """`person` and `exposures` of a plan request: only what was stated, skipped is left out."""
    person = answers["a"]
    told: dict[str, Any] = {
        "anatomy": anatomy_of(answers),
        "age": AGES.get(person.get("age") or ""),
        "symptoms": stated(answers, Step("symptoms")),
        "contact_of": stated(answers, Step("contact_of")),
    }
    if told["anatomy"] == "vagina":
        told["pregnancy"] = person.get("pregnancy")
    told |= _health(person.get("health") or [])
    told["partners_6_months"] = PARTNERS.get(person.get("partners") or "")
    told["condomless_anal_partners_6_months"] = ANAL_PARTNERS.get(person.get("anal_partners") or "")
    for code in person.get("situation") or []:
        told.setdefault("situation", []).append(code)
    for wish in person.get("wishes") or []:
        group, _, code = wish.partition(".")
        told.setdefault(group, []).append(code)
    # Whoever has a reason to come has been somewhere, also when nothing is told of it.
    reason = bool(person.get("brings"))
    exposures = [
        exposure
        for place, occasion in enumerate(answers["x"])
        if (exposure := _exposure(occasion)) or (reason and place == 0)
    ]
    return {"person": _known(told), "exposures": exposures}


def _health(ticked: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for code in ticked:
        key, value = HEALTH[code]
        name, _, vaccine = key.partition(".")
        if vaccine:
            # Ticked as begun and as finished: finished.
            state = told.setdefault(name, {})
            state[vaccine] = "full" if state.get(vaccine) == "full" else value
        elif name == "past":
            told.setdefault(name, []).append(value)
        elif name == "recent_antibiotics":
            told[name] = True
        else:
            told.setdefault(name, value)
    return told


def _exposure(occasion: dict[str, Any]) -> dict[str, Any]:
    where = occasion.get("where")
    when, hour = occasion.get("when"), occasion.get("hour")
    partner = {
        "gender": occasion.get("partner"),
        "hiv": occasion.get("partner_hiv"),
        "high_prevalence": occasion.get("from_area"),
    }
    exposure: dict[str, Any] = {
        "at": f"{when}T{hour}:00" if when and hour else when,
        "country": None if where == ELSEWHERE else where,
        "setting": occasion.get("setting"),
        "partner": _known(partner) or None,
    }
    uses = occasion.get("condom") or {}
    if acts := occasion.get("acts"):
        exposure["acts"] = [_act(act, uses.get(act)) for act in acts]
    if part := occasion.get("part"):
        exposure["substances"] = [code for code in part if code in {"alcohol", "other_drugs"}]
        exposure["memory_gap"] = "memory_gap" in part
        exposure["assault"] = "assault" in part
    return _known(exposure)


def _act(act: str, condom: str | None) -> dict[str, Any]:
    kind, role = ACTS[act]
    return _known({"kind": kind, "role": role, "condom": condom})


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
