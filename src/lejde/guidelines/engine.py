"""`make_plan`: facts and a pack in, a plan with dates, reasons and sources out."""

from datetime import date, datetime, timedelta
from typing import Any

from lejde.guidelines import codes, merging
from lejde.guidelines.compiled import Compiled, compiled
from lejde.guidelines.explaining import explain
from lejde.guidelines.facts import Facts, ResultEvent
from lejde.guidelines.matching import Case, Hit, case, hits
from lejde.guidelines.merging import Item
from lejde.guidelines.plan import Plan
from lejde.guidelines.rules import Pack

__all__ = ["compiled", "explain", "make_plan"]


def make_plan(facts: Facts, pack: Pack) -> Plan:
    """The plan for checked facts; raises BadInput for exposures that are still to come."""
    ready = compiled(pack, facts.language or "en")
    told = case(facts, ready)
    today = told.at.astimezone(ready.zone).date()
    tests, advice, left_out, follow_up = _sorted_out(told, ready, today)
    for infection in {key[0] for key in tests}:
        left_out.pop(infection, None)
    follow_up = [*follow_up, *_retests(tests, ready, today), *_meanings(told, ready)]
    plan = Plan(
        pack.meta,
        merging.shown_tests(tests, ready, today),
        merging.shown_advice(advice),
        [left_out[key] for key in codes.INFECTIONS if key in left_out],
        merging.ordered_follow_up(follow_up),
    )
    return plan.finish(ready, ready.words)


def _sorted_out(told: Case, pack: Compiled, today: date) -> tuple[Any, Any, Any, list[Item]]:
    tests: dict[tuple[str, str, str], merging.Test] = {}
    advice: dict[str, Item] = {}
    left_out: dict[str, Item] = {}
    follow_up: dict[tuple[str, str | None], Item] = {}
    for hit in hits(told, pack):
        rule = hit.ready.rule
        give = rule.give
        if give == "test":
            if hit.places:
                key = (rule.infection, rule.specimen, rule.method)
                tests[key] = merging.with_test(tests.get(key), hit)
        elif give == "advice":
            advice[rule.code] = merging.joined(
                advice.get(rule.code), _advice(hit, told, pack, today), hit
            )
        elif give == "left_out":
            item = {"infection": rule.infection}
            left_out[rule.infection] = merging.joined(left_out.get(rule.infection), item, hit)
        else:
            item = _follow_up(hit, told, today)
            key_ = (item["code"], item["infection"])
            follow_up[key_] = merging.joined(follow_up.get(key_), item, hit)
    for test in tests.values():
        test.settle(told)
    return tests, advice, left_out, list(follow_up.values())


def _advice(hit: Hit, told: Case, pack: Compiled, today: date) -> Item:
    rule, until, start = hit.ready.rule, None, None
    if rule.deadline_hours is not None:
        until = _deadline(hit, rule.deadline_hours, told)
    if hit.ready.starts:
        day = max((moment.day for moment in hit.moments(told)), default=today)
        start = max(hit.ready.starts.after(day), today).isoformat()
    return {
        "code": rule.code, "urgency": rule.urgency, "from": start,
        "until": until.astimezone(pack.zone).isoformat() if until else None,
        "detail": dict(rule.detail), "instead_of": list(rule.instead_of),
    }  # fmt: skip


def _deadline(hit: Hit, hours: int, told: Case) -> datetime | None:
    """The end by the earliest possible moment; none when that is over and another still open."""
    ends = [
        moment.earliest + timedelta(hours=hours)
        for moment in hit.moments(told)
        if moment.earliest is not None
    ]
    return min((end for end in ends if end >= told.at), default=None)


def _follow_up(hit: Hit, told: Case, today: date) -> Item:
    rule, ready = hit.ready.rule, hit.ready
    day = max((moment.day for moment in hit.moments(told)), default=today)
    infection = rule.infection or (hit.event.infection if hit.event else None)
    start = max(ready.starts.after(day), today) if ready.starts else None
    return {
        "code": rule.code, "infection": infection,
        "from": start.isoformat() if start else None,
        "until": ready.ends.after(day).isoformat() if ready.ends else None,
        "detail": dict(rule.detail), "says": ready.says,
    }  # fmt: skip


def _retests(tests: dict[Any, merging.Test], pack: Compiled, today: date) -> list[Item]:
    """One more test for each infection whose first test cannot be the last word."""
    latest: dict[str, tuple[date, Item]] = {}
    for (infection, _, method), test in tests.items():
        window = pack.windows[infection, method]
        conclusive = window.after(test.last).conclusive
        is_final = not test.is_due(window, today) and window.useful == window.conclusive
        if conclusive <= today or is_final:
            continue
        if infection not in latest or conclusive > latest[infection][0]:
            latest[infection] = conclusive, {
                "code": "retest", "infection": infection, "from": conclusive.isoformat(),
                "until": None, "detail": {}, "says": window.says,
                "sources": list(window.sources),
                "because": [f"{pack.pack.meta.id}.window.{infection}.{method}"],
                "text": pack.retest_text,
            }  # fmt: skip
    return [item for _, item in latest.values()]


def _meanings(told: Case, pack: Compiled) -> list[Item]:
    """How much a negative answer says, by the latest exposure before the sample."""
    items = []
    for _, moment, event in told.events:
        if not isinstance(event, ResultEvent) or event.value != "negative":
            continue
        methods = [event.method] if event.method else ["naat", "lab", "serology", "pcr", "rapid"]
        windows = [(m, w) for m in methods if (w := pack.windows.get((event.infection, m)))]
        days = [when.day for _, when in told.exposures if when.day <= moment.day]
        # Without a day before the sample nothing can be said of what it means.
        if windows and days:
            method, window = windows[0]
            strength: codes.Strength = "early"
            opening = window.after(max(days))
            if opening.conclusive <= moment.day:
                strength = "conclusive"
            elif opening.reliable <= moment.day:
                strength = "reassuring"
            # The day on which a test is the last word, while this one is not.
            later = None if strength == "conclusive" else opening.conclusive.isoformat()
            items.append({
                "code": "result_meaning", "infection": event.infection, "from": later,
                "until": None, "detail": {"strength": strength}, "says": window.says,
                "sources": list(window.sources),
                "because": [f"{pack.pack.meta.id}.window.{event.infection}.{method}"],
                "text": pack.meanings[strength],
            })  # fmt: skip
    return items
