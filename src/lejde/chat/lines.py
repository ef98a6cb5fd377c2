"""The house's own lines in a conversation: what they say, and what they leave open.

A line is a message like any other, sealed and numbered, from `system`. `about` says it in codes,
`text` in the conversation's language.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from lejde.chat import texts, threads
from lejde.chat.domain import PURPOSE_OF, SYSTEM, Message
from lejde.chat.models import Conversation
from lejde.chat.threads import Pen
from lejde.identity.roles import ROLES

TRANSFER, OFFER = "transfer", "offer"
GOES_ON, DECLINED, WITHDRAWN, WENT_ON = "goes_on", "declined", "withdrawn", "went_on"
JOINED, LEFT, INTERPRETER = "joined", "left", "interpreter"
BOOK, CHECK, HANDOVER, LET_IN = "book", "check", "handover", "interpreter"
# Ids of staff are for the house alone.
SHOWN = (
    "kind",
    "role",
    "topic",
    "what",
    "reason",
    "writes",
    "answers",
    "is_now",
    "brought",
    "until",
)


def write(row: Conversation, pen: Pen, kind: str, **more: Any) -> int:
    """The next line of a conversation that is locked; its number."""
    about = {"kind": kind, **more}
    with override(row.language):
        text = said(about)
    return threads.append(row, pen, SYSTEM, text, about=about)


def said(about: dict[str, Any]) -> str:
    """A line in the language that is spoken now."""
    kind = about["kind"]
    if kind == OFFER:
        return _offered(about)
    if kind == WENT_ON:
        return _("From here the talk goes on with: %(readers)s. Whoever answered until now reads "
                 "no further.") % {"readers": _readers(about)}  # fmt: skip
    if kind == JOINED and about["role"] == INTERPRETER:
        return _("An interpreter is here.")
    if kind == LEFT and about["role"] == INTERPRETER:
        return _("The interpreter is not here any more.")
    role = {"role": str(ROLES[about["role"]].label) if "role" in about else ""}
    if kind == JOINED:
        how = _("%(role)s takes part here: %(reason)s.") if about["writes"] else _(
            "%(role)s reads along here: %(reason)s."
        )  # fmt: skip
        return how % {**role, "reason": str(texts.REASONS[about["reason"]])}
    if kind == GOES_ON:
        soon = _("%(role)s goes on here, as soon as there is one free.")
        return (_("%(role)s goes on here.") if about["is_now"] else soon) % role
    plain = {
        TRANSFER: _("May somebody else go on with you here (%(role)s)? You decide."),
        DECLINED: _("The answer was no. Nothing changes."),
        WITHDRAWN: _("The question was taken back. Nothing changes."),
        LEFT: _("%(role)s is not here any more."),
    }
    return plain[kind] % role


def _offered(about: dict[str, Any]) -> str:
    if about["what"] == HANDOVER:
        return _("If you want, you can talk about this with: %(readers)s. You decide what they "
                 "get to read.") % {"readers": _readers(about)}  # fmt: skip
    return {
        BOOK: _("You can find a time here. Afterwards you come back to this talk."),
        CHECK: _("A few questions show which tests make sense. Afterwards you come back to this "
                 "talk."),
        LET_IN: _("You can let an interpreter in here, if you want one."),
    }[about["what"]]  # fmt: skip


def _readers(about: dict[str, Any]) -> str:
    return str(texts.READERS[PURPOSE_OF[about["topic"]]])


def shown(about: dict[str, Any]) -> dict[str, Any] | None:
    """What other programs read of it."""
    return {key: about[key] for key in SHOWN if key in about} or None


def asked(messages: list[Message]) -> Message | None:
    """The question about somebody else that waits for the visitor's yes or no."""
    over = {GOES_ON, DECLINED, WITHDRAWN, WENT_ON}
    for one in reversed(_lines(messages)):
        if one.about["kind"] == TRANSFER:
            return one
        if one.about["kind"] in over and one.about.get("of", TRANSFER) == TRANSFER:
            return None
    return None


def offers(messages: list[Message]) -> list[Message]:
    """What was offered and not declined, the newest of each kind; of a hand-over only since the
    last.
    """
    found: dict[tuple[str, str], Message] = {}
    declined: set[int] = set()
    for one in _lines(messages):
        about = one.about
        if about["kind"] == OFFER:
            found[about["what"], about.get("topic", "")] = one
        elif about["kind"] == DECLINED:
            declined.add(about["answers"])
        elif about["kind"] == WENT_ON:
            found.clear()
    return [one for one in found.values() if one.sequence not in declined]


def over(messages: list[Message]) -> list[int]:
    """Numbers of the questions and offers that nothing can be done about any more."""
    waiting = {one.sequence for one in (*offers(messages), asked(messages)) if one is not None}
    both = [one for one in _lines(messages) if one.about["kind"] in (TRANSFER, OFFER)]
    return [one.sequence for one in both if one.sequence not in waiting]


def has_interpreter(messages: list[Message]) -> bool:
    """Whether an interpreter came and has not left, as far as the lines say."""
    known = [one for one in _lines(messages) if one.about.get("role") == INTERPRETER]
    return bool(known) and known[-1].about["kind"] == JOINED


def _lines(messages: list[Message]) -> list[Message]:
    return [one for one in messages if one.sender == SYSTEM and "kind" in one.about]
