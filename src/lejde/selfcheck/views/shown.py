"""What a plan and its answers look like on a page."""

from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lejde.guidelines import words
from lejde.kernel import clock
from lejde.kernel.errors import BadInput
from lejde.selfcheck import actions, domain, texts
from lejde.selfcheck.forms import country_name, place_names

TALK_OF_ANONYMITY = "care.anonymity_limits"


def title_of(step: domain.Step) -> str:
    return str(texts.TITLES[step.question])


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
        "follow_up": [_named(_item(item, sources)) for item in plan["follow_up"]],
        "is_empty": not (plan["tests"] or plan["advice"] or plan["follow_up"]),
        "is_draft": plan["pack"]["status"] != "approved",
        "pack": plan["pack"],
    }


def _samples(tests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One entry for each sample that is taken, with what it is tested for: that is what a person
    meets at the clinic.
    """
    samples: dict[tuple[str, bool], list[dict[str, Any]]] = {}
    for test in tests:
        samples.setdefault((test["specimen"], test["optional"]), []).append(test)
    return [
        {"name": of[0]["sample"], "is_optional": optional, "tests": of}
        for (_, optional), of in samples.items()
    ]


def _item(item: dict[str, Any], sources: dict[str, Any]) -> dict[str, Any]:
    return {
        **item,
        "from": _moment(item.get("from")),
        "until": _moment(item.get("until")),
        "sources": [sources[name] for name in item["sources"] if name in sources],
    }


def _named(item: dict[str, Any]) -> dict[str, Any]:
    infection = item.get("infection")
    return {
        **item,
        "name": texts.infection(infection) if infection else None,
        "heading": texts.follow_up(item.get("code", "")),
    }


def _test(test: dict[str, Any], sources: dict[str, Any]) -> dict[str, Any]:
    dates = {key: _moment(test.get(key)) for key in _DATES}
    return {
        **_item(test, sources),
        **dates,
        "name": texts.infection(test["infection"]),
        "sample": texts.sample(test["specimen"]),
        "way": texts.METHODS.get(test["method"], test["method"]),
    }


_DATES = ("useful_from", "reliable_from", "conclusive_from")


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
        plan = actions.plan_from(packed, words.nearest(get_language() or "nb"), clock.now())
    except BadInput:
        return None
    return {"told": told(actions.unpack(packed)), "plan": shown(plan)}


def told(answers: domain.Answers) -> list[dict[str, Any]]:
    """What was answered, question by question, each with the name that a change asks for."""
    several = len(answers["x"]) > 1
    return [
        {
            "step": step.id,
            "title": texts.TITLES[step.question],
            "occasion": step.occasion + 1 if several and step.occasion is not None else None,
            "remove": step.occasion if several and step.question == "when" else None,
            "words": _words(step.question, domain.value_at(answers, step)),
        }
        for step in domain.path_of(answers)
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
        return date_format(date.fromisoformat(value))
    codes = value if isinstance(value, list) else [value]
    return ", ".join(str(texts.choices(question)[code]) for code in codes)
