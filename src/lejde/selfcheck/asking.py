"""Which question comes next: only one that some answer to would change what the plan says to do, by
the house's rules and after what was told so far. What is about people, not rules, is written out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from lejde.guidelines import engine, facts, matching
from lejde.guidelines.compiled import compiled
from lejde.guidelines.plan import Plan
from lejde.guidelines.rules import Pack
from lejde.selfcheck import domain
from lejde.selfcheck.domain import Answers, Step
from lejde.selfcheck.vocabulary import (
    AGES,
    FIRST_OF_PERSON,
    LAST_OF_PERSON,
    MANY,
    MUST_TELL,
    OF_OCCASION,
    ONE,
    STOPS,
    WISHED,
)

ALWAYS = {"brings", "age", "when"}
# Details of an occasion are asked of who told something of it.
DETAILS = {"partner_hiv", "from_area", "hour", "where"}
# Any country that is not the house's own.
ABROAD = ("SE", "DE")
OF_LAST_DAYS = timedelta(days=5)
# Pages where only what would change something is offered; a worry or a wish can always be told.
NARROWED = {"health", "situation"}
LISTED = NARROWED | {"wishes"}
# What a page may try; beyond it nothing more is asked, and what is not known widens the plan.
MOST_PLANS = 150
DUTY = "youth.duty_to_inform"
ADULT = 18
NOON = 12

Lines = tuple[Any, ...]


@dataclass
class Asking:
    """For one request. `language` as the plan's; what was tried once is not tried again."""

    pack: Pack
    language: str
    at: datetime
    _tried: dict[str, Lines] = field(default_factory=dict, repr=False)
    _held: dict[Lines, Lines] = field(default_factory=dict, repr=False)
    _paths: dict[str, list[Step]] = field(default_factory=dict, repr=False)

    def path_of(self, answers: Answers) -> list[Step]:
        """Every question that was met, and the first that is to be asked, in their order.

        A question's place hangs on what comes before it alone, so that going on moves none.
        """
        key = repr(answers)
        if key not in self._paths:
            self._paths[key] = self._path(answers)
        return self._paths[key]

    def _path(self, answers: Answers) -> list[Step]:
        path: list[Step] = []
        so_far: Answers = {**answers, "a": {}, "x": [{} for _ in answers["x"]]}
        is_open, tells_duty = True, False
        for step in _all(len(answers["x"])):
            if not self._makes_sense(so_far, step):
                continue
            if domain.is_met(answers, step):
                so_far = domain.with_answer(so_far, step, domain.value_at(answers, step))
            elif is_open and self._matters(so_far, step):
                is_open = False
            else:
                continue
            path.append(step)
            tells_duty = tells_duty or is_young(so_far)
            if tells_duty and Step(MUST_TELL) not in path and self._is_told_duty(so_far):
                is_read = domain.is_met(answers, Step(MUST_TELL))
                if is_read or is_open:
                    path.append(Step(MUST_TELL))
                    is_open = is_open and is_read
        return path

    def next_of(self, answers: Answers) -> Step | None:
        """The first question not yet met; None when it is time for the answer."""
        path = self.path_of(answers)
        return next((step for step in path if not domain.is_met(answers, step)), None)

    def before(self, answers: Answers, step: Step | None) -> Step:
        """The question before this one; None stands for the answer page."""
        path = self.path_of(answers)
        if step is None:
            return path[-1]
        return path[max(path.index(step) - 1, 0) if step in path else 0]

    def options(self, answers: Answers, step: Step) -> list[str]:
        """What a page of several offers: what is ticked already, or would change a line."""
        ticked = domain.value_at(answers, step) or []
        without = domain.with_answer(answers, step, None)
        now = self._lines(without)
        return [
            code
            for code in dict.fromkeys([*_offered(answers, step), *ticked])
            if code in ticked
            or step.question not in NARROWED
            or self._lines(domain.with_answer(without, step, [code])) != now
        ]

    def plan(self, answers: Answers) -> Plan:
        """What the rules say of what was told so far; raises BadInput for a time to come."""
        return engine.make_plan(self._facts(domain.facts_of(answers)), self.pack)

    def _is_told_duty(self, answers: Answers) -> bool:
        return any(item["code"] == DUTY for item in self.plan(answers).advice)

    def _makes_sense(self, answers: Answers, step: Step) -> bool:
        question = step.question
        brings = answers["a"].get("brings")
        if question == "symptoms":
            return brings is None or "symptoms" in brings
        if question == "contact_of":
            return bool(brings and "partner_found" in brings)
        if question == "anatomy":
            return domain.asks_anatomy(answers)
        if question == "pregnancy":
            return domain.anatomy_of(answers) == "vagina"
        if step.occasion is None:
            return True
        occasion = answers["x"][step.occasion]
        if question == "condom":
            return bool(domain.protectable(occasion))
        if question == "hour" and not self._is_lately(occasion.get("when")):
            return False
        return question not in DETAILS or any(occasion.values())

    def _hours(self, day: str) -> list[str]:
        """Hours that tell a day's halves apart; before noon there is no noon of today yet."""
        now = self.at.astimezone(ZoneInfo(self.pack.meta.zone))
        is_morning = day == now.date().isoformat() and now.hour < NOON
        return ["00:00"] if is_morning else ["00:00", f"{NOON}:00"]

    def _is_lately(self, day: str | None) -> bool:
        today = self.at.astimezone(ZoneInfo(self.pack.meta.zone)).date()
        return day is not None and date.fromisoformat(day) >= today - OF_LAST_DAYS

    def _matters(self, answers: Answers, step: Step) -> bool:
        if step.question in ALWAYS:
            return True
        if len(self._tried) > MOST_PLANS:
            return False
        now = self._acted_on(answers)
        return any(
            self._acted_on(domain.with_answer(answers, step, value)) != now
            for value in self._values(answers, step)
        )

    def _values(self, answers: Answers, step: Step) -> list[Any]:
        question = step.question
        if question in ONE:
            # Not to know is what the plan reckons with anyway.
            return [code for code in ONE[question] if code != "unknown"]
        if question in MANY:
            return [[code] for code in _offered(answers, step)]
        if question == "where":
            return [home := self.pack.meta.country, next(c for c in ABROAD if c != home)]
        if question == "hour":
            return self._hours(answers["x"][step.occasion or 0]["when"])
        acts = domain.protectable(answers["x"][step.occasion or 0])
        return [dict.fromkeys(acts, use) for use in ("throughout", "none", "broke", "unsure")]

    def _acted_on(self, answers: Answers) -> Lines:
        """The lines that a question is worth: samples, what is left out, what should be done."""
        tests, advice, left_out, _ = self._lines(answers)
        return tests, [item for item in advice if item[0] != "info"], left_out

    def _lines(self, answers: Answers) -> Lines:
        """What a person would read, without the reasons; alike for plans that say the same."""
        told = domain.facts_of(answers)
        key = repr(told)
        if key not in self._tried:
            self._tried[key] = self._lines_of(self._facts(told))
        return self._tried[key]

    def _lines_of(self, told: facts.Facts) -> Lines:
        # Most answers that matter to no rule let the same rules hold for the same times, and then
        # the plan is the same: finding that out costs a quarter of making it.
        ready = compiled(self.pack, self.language)
        case = matching.case(told, ready)
        held = (
            tuple((hit.ready.id, hit.places, hit.surely) for hit in matching.hits(case, ready)),
            tuple(when for _, when in case.exposures),
        )
        if held not in self._held:
            plan = engine.make_plan(told, self.pack)
            self._held[held] = (
                [[test[name] for name in _OF_TEST] for test in plan.tests],
                [[item.get(name) for name in _OF_ITEM] for item in plan.advice],
                [item["infection"] for item in plan.left_out],
                [[item.get(name) for name in _OF_ITEM] for item in plan.follow_up],
            )
        return self._held[held]

    def _facts(self, told: dict[str, Any]) -> facts.Facts:
        asked = {"pack": self.pack.meta.id, "language": self.language, "at": self.at.isoformat()}
        return facts.parse({**asked, **told})


_OF_TEST = (
    "infection", "specimen", "method", "due", "optional", "useful_from", "reliable_from",
    "conclusive_from",
)  # fmt: skip
_OF_ITEM = ("urgency", "code", "infection", "from", "until", "text")


def _all(occasions: int) -> Iterator[Step]:
    yield from map(Step, FIRST_OF_PERSON)
    for place in range(occasions):
        yield from (Step(question, place) for question in OF_OCCASION)
    yield from map(Step, LAST_OF_PERSON)


def is_young(answers: Answers) -> bool:
    """Whether somebody said that they are under 18."""
    return AGES.get(answers["a"].get("age") or "", ADULT) < ADULT


def _offered(answers: Answers, step: Step) -> list[str]:
    codes = WISHED if step.question == "wishes" else MANY[step.question]
    if step.question != "situation":
        return list(codes)
    settings = {occasion.get("setting") for occasion in answers["x"]}
    return [code for code in codes if code not in STOPS or settings & {*STOPS[code]}]
