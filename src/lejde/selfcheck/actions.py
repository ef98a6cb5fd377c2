"""Packing answers into one field, and making the plan they lead to. Nothing is stored."""

import base64
import binascii
import json
from datetime import datetime, timedelta
from typing import Any

from lejde import packs
from lejde.guidelines import engine, facts
from lejde.kernel.errors import BadInput
from lejde.knowledge import editions
from lejde.selfcheck import domain
from lejde.selfcheck.asking import Asking

LONGEST_PACKED = 8192


class BadAnswers(BadInput):
    """The packed answers are cut, changed or not ours."""

    code = "bad_answers"
    status = 422


def pack(answers: domain.Answers) -> str:
    """Answers as URL-safe base64 of compact JSON, without padding."""
    raw = json.dumps(answers, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unpack(packed: str) -> dict[str, Any]:
    """Answers from their packed form, checked against every question; raises BadAnswers."""
    if not packed or len(packed) > LONGEST_PACKED:
        raise BadAnswers("the answers are missing or too long", faults=["answers"])
    try:
        padded = (packed + "=" * (-len(packed) % 4)).encode("ascii")
        raw = base64.b64decode(padded, altchars=b"-_", validate=True)
        answers = json.loads(raw, parse_constant=_refuse)
    except (binascii.Error, ValueError, RecursionError) as error:
        raise BadAnswers("the answers cannot be read", faults=["answers"]) from error
    if faults := domain.faults_of(answers):
        raise BadAnswers("the answers do not fit the questions", faults=faults)
    checked: dict[str, Any] = answers
    return checked


def asking(language: str, now: datetime) -> Asking:
    """Which questions this house's rules use, for one request."""
    return Asking(editions.in_force(), language, now)


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def plan_from(packed: str, language: str, now: datetime) -> dict[str, Any]:
    """The plan (JSON of the contract) for packed answers; raises BadAnswers or BadInput.

    `language` is `nb`, `da` or `en`; `now` an aware moment.
    """
    return make_plan(_stated(packed, language, now))


def facts_from(packed: str, language: str, now: datetime) -> facts.Facts:
    """What packed answers state, as the rules are asked; raises BadAnswers or BadInput."""
    return facts.parse(_stated(packed, language, now))


def _stated(packed: str, language: str, now: datetime) -> dict[str, Any]:
    answers = unpack(packed)
    # No zone is more than a day ahead of another, so nobody's own today is refused.
    if domain.latest_day(answers) > (now + timedelta(days=1)).date().isoformat():
        raise BadAnswers("a day that is still to come", faults=["when"])
    stated = domain.facts_of(answers)
    return {"pack": packs.house(), "language": language, "at": now.isoformat(), **stated}


def make_plan(data: Any) -> dict[str, Any]:
    """The plan for a request of the contract; raises BadInput with `faults` in its detail."""
    parsed = facts.parse(data)
    if parsed.pack not in packs.known():
        raise BadInput("pack: not known here", faults=[f"pack: {parsed.pack!r} is not known"])
    plan: dict[str, Any] = engine.make_plan(parsed, editions.current(parsed.pack)).to_json()
    return plan
