"""What topics and states are called."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TOPICS: dict[str, Any] = {
    "health": _("Body, tests, infections"), "counselling": _("Thoughts, feelings, sex"),
    "safety": _("Violence, threats, safety"), "legal": _("Law and rights"),
    "money": _("Money and everyday life"), "youth": _("I am under 18"),
}  # fmt: skip
# Who can open what is written about each.
READERS: dict[str, Any] = {
    "health": _("nurses and doctors"), "counselling": _("sexologists, psychologists and others "
    "who talk with people here"), "safety": _("those who work with safety here"),
    "legal": _("legal advisers"), "care": _("those who help with practical things here"),
}  # fmt: skip
# Why somebody of the staff opens a talk that another holds; the visitor reads it.
REASONS: dict[str, Any] = {
    "asked_to": _("asked to by whoever answers you"),
    "supervision": _("to guide whoever answers you"),
    "safety": _("because somebody may be in danger"),
    "holder_away": _("because whoever answers you is away"),
}  # fmt: skip
# What can be offered, as the desk says it.
STEPS: dict[str, Any] = {
    "book": _("Find a time"), "check": _("Do the self-check"),
    "interpreter": _("Let an interpreter in"), "handover": _("Talk with"),
}  # fmt: skip
# The same, as the visitor reads it on a button.
STEPS_OWN: dict[str, Any] = {
    "book": _("Find a time"), "check": _("Do the self-check"),
    "interpreter": _("Let an interpreter in"), "handover": _("Look at it"),
}  # fmt: skip
BRINGS: dict[str, Any] = {
    "nothing": _("Nothing, only my own words above"), "all": _("The whole talk"),
    "chosen": _("Only the messages I choose"),
}  # fmt: skip
SENDERS: dict[str, Any] = {
    "visitor": _("the visitor"), "staff": _("the clinic"), "interpreter": _("the interpreter"),
}  # fmt: skip
STATES: dict[str, Any] = {
    "waiting": _("Somebody is here, and takes you as soon as they can."),
    "letterbox": _("Nobody is here just now. Write, and read the answer here later, "
                   "with your code."),
    "open": _("Somebody reads and answers."),
    "closed": _("This talk has ended. You can begin another."),
}  # fmt: skip
