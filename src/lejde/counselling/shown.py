"""Talks, goals and steps as pages need them."""

from datetime import date
from typing import Any

from lejde.counselling import texts
from lejde.counselling.domain import DONE, DROPPED, OPEN, Entry, Story, Version, story
from lejde.identity.roles import BOOK, PLISSIT, ROLES


def of_desk(so_far: Story, key: str) -> dict[str, Any]:
    """For staff: the newest talk first, and what is not talked about in the one that is written."""
    last = so_far.entries[-1] if so_far.entries else None
    return {
        **_shared(so_far),
        "entries": [_entry(one) for one in reversed(so_far.entries)],
        "shut": [texts.CLOSABLE[code] for code in texts.CLOSABLE if code in so_far.closed_for(key)],
        "above": _above(last) if last else None,
        "is_declined": bool(last and last.key in so_far.declined),
    }


def _above(entry: Entry) -> dict[str, Any] | None:
    """Who here could go on, when a talk calls for more than whoever had it can give."""
    if not entry.is_above:
        return None
    needed = entry.now.told.needed
    able = [r for r in ROLES.values() if r.plissit >= needed and BOOK in r.may]
    return {"needed": PLISSIT[needed], "highest": PLISSIT[entry.highest],
            "roles": [role.label for role in able]}  # fmt: skip


def of_person(so_far: Story) -> dict[str, Any]:
    """For the person: every word that was written about them."""
    offer = so_far.offer
    return {
        **_shared(so_far),
        "entries": [_entry(one) for one in reversed(so_far.entries)],
        "offer": offer.key if offer else "",
        "next": next_time(so_far),
    }


def of_guest(records: list[dict[str, Any]]) -> dict[str, Any] | None:
    """For whoever reads along: goal, steps and what helps. What was talked about stays out, also
    when a wrong hand holds the code.
    """
    so_far = story(records)
    if so_far.is_empty:
        return None
    helps = [
        (texts.YOURS[name], text)
        for one in reversed(so_far.entries)
        for name in ("strategies", "worked")
        if (text := getattr(one.now.told, name))
    ]
    return {**_shared(so_far), "helps": helps, "next": next_time(so_far)}


def next_time(so_far: Story) -> dict[str, Any] | None:
    """What was agreed last for the next time: words and a day, each if there is one."""
    told = so_far.entries[-1].now.told if so_far.entries else None
    if told is None or not (told.next_time or told.next_on):
        return None
    return {"words": told.next_time, "on": _day(told.next_on)}


def _shared(so_far: Story) -> dict[str, Any]:
    return {
        "goal": so_far.goal, "goal_is_own": so_far.goal_is_own,
        "steps": so_far.in_state(OPEN), "done": so_far.in_state(DONE),
        "dropped": so_far.in_state(DROPPED),
    }  # fmt: skip


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "key": one.key, "day": one.day, **_version(one.now),
        "before": [_version(each) for each in reversed(one.versions[:-1])],
    }  # fmt: skip


def _version(one: Version) -> dict[str, Any]:
    told = one.told
    role = ROLES.get(one.role)
    return {
        "told": told, "written_on": one.day, "role": role.label if role else one.role,
        "themes": [texts.THEMES[code] for code in told.themes],
        "closed": [texts.CLOSABLE[code] for code in told.closed],
        "readiness": texts.READINESS.get(told.readiness), "ready": texts.READY.get(told.readiness),
        "level": PLISSIT.get(told.level) if told.level else None,
        "level_in_words": texts.LEVELS.get(told.level),
        "needed": PLISSIT.get(told.needed) if told.needed else None,
        "needed_in_words": texts.LEVELS.get(told.needed), "next_on": _day(told.next_on),
        "texts": [(texts.TEXTS[n], getattr(told, n)) for n in texts.TEXTS if getattr(told, n)],
        "yours": [(texts.YOURS[n], getattr(told, n)) for n in texts.YOURS if getattr(told, n)],
    }  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
