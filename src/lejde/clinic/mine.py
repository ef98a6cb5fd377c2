"""The visitor's side: answers with their meaning, questions, and who opened what."""

from datetime import date
from typing import Any

from django.utils.translation import get_language

from lejde.audit import queries as audit
from lejde.booking.records import KIND_OF, SHARED
from lejde.clinic.course import ANSWERS, QUESTIONS, TRIES, VISIT, dated
from lejde.clinic.domain import NEGATIVE, was_said
from lejde.counselling.domain import PART as GOALS
from lejde.guidelines import words
from lejde.identity import reading
from lejde.identity.folders import CARE, of_kind
from lejde.identity.roles import ROLES
from lejde.kernel import clock
from lejde.kernel.each import each
from lejde.kernel.errors import NotFound
from lejde.kernel.ids import new_public_id
from lejde.knowledge.editions import in_force
from lejde.vault import staff
from lejde.vault.visitors import Overtaken, VisitorSession

ASKED = "asked"


def answers(session: VisitorSession) -> list[dict[str, Any]]:
    """Released answers, the newest first, in the language of the page."""
    courses = of_kind(session, CARE)
    return shown([one for folder in courses for one in session.read(folder.number, ANSWERS)])


def shown(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As a page needs them, the newest day first; within a day what needs something done."""
    language = words.nearest(get_language() or "nb")
    told = words.of(language)
    found = []
    for one in answers:
        name = told.file.infections[one["infection"]]
        found.append({
            **one, "name": name[0].upper() + name[1:],
            "on": date.fromisoformat(one["taken_on"]),
            "again_from": date.fromisoformat(one["again_from"]) if one["again_from"] else None,
            "is_reactive": one["value"] != NEGATIVE,
            "meaning": _meaning(one["strength"], language),
        })  # fmt: skip
    return sorted(found, key=lambda one: (one["day"], one["is_reactive"]), reverse=True)


def _meaning(strength: str, language: str) -> str:
    texts = in_force().meta.meaning_texts
    return texts[strength][language] if strength else ""  # type: ignore[index]


def courses(session: VisitorSession) -> list[str]:
    """Folders that were shared with health, where a question can be asked."""
    return [
        folder.number
        for folder in of_kind(session, CARE)
        if any(part == QUESTIONS for part, _, _ in session.shared(folder.number))
    ]


def questions(session: VisitorSession) -> list[dict[str, Any]]:
    """What was asked and answered, in order."""
    return dated(one for folder in courses(session) for one in session.read(folder, QUESTIONS))


def ask(session: VisitorSession, text: str, once: str = "") -> None:
    """Writes a question into the course of care and puts it on the list; raises NotFound.

    `once` is random and drawn with the form: the same question under it again is the same act.
    """
    found = courses(session)
    if not found:
        raise NotFound("there is nobody to ask yet")
    today = clock.today()
    told = {
        "from": "visitor",
        "text": text,
        "day": today.isoformat(),
        "once": once or new_public_id(),
    }
    for _ in range(TRIES):
        said = session.read(found[0], QUESTIONS)
        if was_said(said, told):
            return
        number = staff.deposit("health", ASKED, {"folder": found[0]}, today)
        try:
            session.write(found[0], QUESTIONS, {**told, "deposits": [number]}, after=len(said))
        except Overtaken:
            staff.remove_deposit(number)
        else:
            return
    raise Overtaken("too many questions at once")


def forget(session: VisitorSession) -> None:
    """Before everything is deleted: what waits on the staff's lists goes too."""
    parts = [(one.number, part) for one in of_kind(session, CARE) for part in (VISIT, QUESTIONS)]

    def forget_part(place: tuple[str, str]) -> None:
        for record in session.read(*place):
            each(record.get("deposits") or (), staff.remove_deposit)

    each(parts, forget_part)


def opened_by(session: VisitorSession) -> list[dict[str, Any]]:
    """Which role opened or wrote what, on which day, the latest first."""
    traces: dict[str, str] = {}
    for kind in KIND_OF.values():
        for folder in of_kind(session, kind):
            for part in (*SHARED, GOALS):
                traces[session.trace(folder.number, part)] = part
    return [
        {"day": act.day, "role": ROLES[act.role].label, "verb": act.verb,
         "part": traces[act.trace], "reason": act.reason}
        for act in audit.of_traces(list(traces))
    ]  # fmt: skip


def access(session: VisitorSession) -> list[dict[str, Any]]:
    """Which purposes may open which parts, until when; to be taken back."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for kind in KIND_OF.values():
        for folder in of_kind(session, kind):
            for part, purpose, until in session.shared(folder.number):
                if not part:
                    continue
                one = found.setdefault(
                    (folder.number, purpose),
                    {"folder": folder.number, "purpose": purpose, "until": until, "parts": []},
                )
                one["parts"].append(part)
    return list(found.values())


def read_along(folders: list[reading.Open]) -> list[dict[str, Any]]:
    """Which guest read, on which day, the latest first."""
    used = [
        {"day": day, "name": each.guest.name, "parts": each.parts}
        for one in folders
        for each in one.guests
        for day in each.guest.days
    ]
    return sorted(used, key=lambda each: each["day"], reverse=True)


def take_back(session: VisitorSession, folder: str, purpose: str) -> None:
    """The purpose opens nothing of the folder any more."""
    for part, given_to, _ in session.shared(folder):
        if part and given_to == purpose:
            session.take_back(folder, part, purpose)
