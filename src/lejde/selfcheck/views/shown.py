"""What a plan and its answers look like on a page."""

from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lejde.guidelines import words
from lejde.kernel import clock
from lejde.kernel.errors import BadInput
from lejde.knowledge.queries import is_old
from lejde.selfcheck import actions, domain, further, texts
from lejde.selfcheck.forms import country_name, place_names
from lejde.selfcheck.vocabulary import MUST_TELL

TALK_OF_ANONYMITY = "care.anonymity_limits"


def doors() -> dict[str, str | None]:
    """Where answers can be taken; None for a room that this house does not have."""
    try:
        return {"book": reverse("booking:start")}
    except NoReverseMatch:
        return {"book": None}


def shown(plan: dict[str, Any]) -> dict[str, Any]:
    """The plan in the page's order: urgent, tests now, tests later, advice, follow-up."""
    sources = plan["sources"]
    advice = [_item(item, sources) for item in plan["advice"]]
    tests = [_test(test, sources) for test in plan["tests"]]
    return {
        "urgent": [item for item in advice if item["urgency"] == "now"],
        "tests_now": _samples([test for test in tests if test["due"] == "now"]),
        "tests_later": _samples([test for test in tests if test["due"] != "now"]),
        "advice": [
            item
            for item in advice
            if item["urgency"] != "now" and item["code"] != TALK_OF_ANONYMITY
        ],
        "anonymity": [item for item in advice if item["code"] == TALK_OF_ANONYMITY],
        "left_out": [_named(_item(item, sources)) for item in plan["left_out"]],
        "follow_up": _together([_named(_item(item, sources)) for item in plan["follow_up"]]),
        "is_empty": not (plan["tests"] or plan["advice"] or plan["follow_up"]),
        "is_draft": plan["pack"]["status"] != "approved",
        "pack": plan["pack"],
    }


def only(plan: dict[str, Any], code: str) -> list[dict[str, Any]]:
    """One kind of advice of a plan."""
    return [_item(item, plan["sources"]) for item in plan["advice"] if item["code"] == code]


def _samples(tests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One entry for each sample that is taken, with what it is tested for: that is what a person
    meets at the clinic.
    """
    samples: dict[tuple[str, bool], list[dict[str, Any]]] = {}
    for test in tests:
        samples.setdefault((test["specimen"], test["optional"]), []).append(test)
    return [
        {
            "name": of[0]["sample"],
            "is_optional": optional,
            "tests": of,
            "pages": further.of_specimen(specimen),
        }
        for (specimen, optional), of in samples.items()
    ]


def _item(item: dict[str, Any], sources: dict[str, Any]) -> dict[str, Any]:
    return {
        **item,
        "from": _moment(item.get("from")),
        "until": _moment(item.get("until")),
        "pages": further.of_line(item.get("code", "")),
        "sources": [
            {**sources[name], "is_old": is_old(name)} for name in item["sources"] if name in sources
        ],
    }


def _named(item: dict[str, Any]) -> dict[str, Any]:
    infection = item.get("infection")
    return {
        **item,
        "name": texts.infection(infection) if infection else None,
        "heading": texts.follow_up(item.get("code", "")),
        "pages": item["pages"] or (further.of_infection(infection) if infection else []),
    }


def _together(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is said of several infections in the same words is said once, with a day for each."""
    alike: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for item in items:
        alike.setdefault((item["heading"], item["text"], item.get("until")), []).append(item)
    return [
        of[0] if len(of) == 1 else {**of[0], "name": None, "days": of, "sources": _all_of(of)}
        for of in alike.values()
    ]


def _all_of(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for item in items:
        found.update({source["url"]: source for source in item["sources"]})
    return list(found.values())


def _test(test: dict[str, Any], sources: dict[str, Any]) -> dict[str, Any]:
    dates = {key: _moment(test.get(key)) for key in _DATES}
    return {
        **_item(test, sources),
        **dates,
        "is_conclusive": _is_past(dates["conclusive_from"]),
        "name": texts.infection(test["infection"]),
        "pages": further.of_infection(test["infection"]),
        "sample": texts.sample(test["specimen"]),
        "way": texts.METHODS.get(test["method"], test["method"]),
    }


_DATES = ("useful_from", "reliable_from", "conclusive_from")


def _is_past(moment: date | datetime | None) -> bool:
    day = moment.date() if isinstance(moment, datetime) else moment
    return day is not None and day <= timezone.localdate()


def _moment(text: str | None) -> date | datetime | None:
    if not text:
        return None
    return parse_date(text) if len(text) == 10 else parse_datetime(text)


def kept(records: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The newest answers that somebody brought along, and the plan for them as of today; None when
    there are none, or they are of a kind that these questions no longer know.
    """
    if not records:
        return None
    packed = records[-1]["packed"]
    try:
        plan = actions.plan_from(packed, plan_language(), clock.now())
    except BadInput:
        return None
    return {"told": told(actions.unpack(packed)), "plan": shown(plan)}


def plan_language() -> str:
    """The language of a plan for this page."""
    return words.nearest(get_language() or "nb")


def told(answers: domain.Answers, path: list[domain.Step] | None = None) -> list[dict[str, Any]]:
    """What was answered, question by question, each with the name that a change asks for."""
    path = path or actions.asking(plan_language(), clock.now()).path_of(answers)
    several = len(answers["x"]) > 1
    return [
        {
            "step": step.id,
            "title": texts.TITLES[step.question],
            "occasion": step.occasion + 1 if several and step.occasion is not None else None,
            "remove": step.occasion if several and step.question == "when" else None,
            "words": _words(step.question, domain.value_at(answers, step)),
        }
        for step in path
        if step.question != MUST_TELL and domain.is_met(answers, step)
    ]


def _words(question: str, value: Any) -> str:
    if value is None:
        return _("Skipped")
    if question == "where":
        return str(place_names().get(value) or country_name(value))
    if question == "condom":
        pairs = [(a, texts.CONDOMS[use]) for a, use in value.items() if use]
        return "; ".join(f"{texts.ACTS[act]}: {use}" for act, use in pairs)
    if question == "when":
        return date_format(date.fromisoformat(value), _("j F Y"))
    if question == "hour":
        return str(value)
    codes = value if isinstance(value, list) else [value]
    return ", ".join(str(texts.choices(question)[code]) for code in codes)
