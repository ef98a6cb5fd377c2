"""Roles as data: which purposes a role may hold keys for, what it may do, how deep its talks go."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

PURPOSES: dict[str, Any] = {
    "health": _("Health: tests, answers, vaccines"),
    "counselling": _("Counselling and talks"),
    "safety": _("Safety and violence"),
    "legal": _("Law and rights"),
    "care": _("Practical help and the way on to others"),
    "statistics": _("Numbers, without names or stories"),
}

# PLISSIT (Annon 1976): permission, limited information, specific suggestions, intensive therapy.
PLISSIT: dict[int, Any] = {
    0: _("none"),
    1: _("permission"),
    2: _("limited information"),
    3: _("specific suggestions"),
    4: _("intensive therapy"),
}

INVITE, CLOSE, SEE_AUDIT, KEEP_HOURS = "invite", "close", "see_audit", "keep_hours"
BOOK, CONSULT, ORDER, RELEASE, COUNT = "book", "consult", "order", "release", "count"
SIGN, CHAT = "sign", "chat"


@dataclass(frozen=True)
class Role:
    """`purposes` are keys, not permissions: without one a thing cannot be opened at all."""

    code: str
    label: Any
    purposes: frozenset[str]
    plissit: int
    may: frozenset[str]


def _role(code: str, label: Any, purposes: str, plissit: int, may: str = "") -> Role:
    return Role(code, label, frozenset(purposes.split()), plissit, frozenset(may.split()))


ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        _role("nurse", _("Nurse"), "health care", 2, "book chat consult order release sign"),
        _role("doctor", _("Doctor"), "health care", 3, "book chat consult order release sign"),
        _role("sexologist", _("Sexologist"), "counselling", 4, "book chat"),
        _role("psychologist", _("Psychologist"), "counselling", 4, "book chat"),
        _role("social_worker", _("Social worker"), "counselling care", 2, "book chat"),
        _role("legal_adviser", _("Legal adviser"), "legal", 1, "book chat"),
        _role("debt_adviser", _("Debt adviser"), "care", 1, "book chat"),
        _role("outreach", _("Outreach worker"), "safety care", 2, "book chat"),
        _role("interpreter", _("Interpreter"), "", 0),
        _role(
            "supervisor",
            _("Supervisor"),
            "counselling safety statistics",
            4,
            "see_audit count chat",
        ),
        _role("peer", _("Peer worker"), "safety", 1, "chat"),
        _role(
            "manager", _("Manager"), "statistics", 0, "invite close see_audit keep_hours book count"
        ),
        _role("administrator", _("Administrator"), "", 0, "invite close see_audit"),
    )
}
