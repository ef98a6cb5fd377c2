"""What topics and states are called."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TOPICS: dict[str, Any] = {
    "health": _("Body, tests, infections"), "counselling": _("Thoughts, feelings, sex"),
    "safety": _("Violence, threats, safety"), "legal": _("Law and rights"),
    "money": _("Money and everyday life"), "youth": _("I am under 18"),
}  # fmt: skip
DANGERS: dict[str, Any] = {
    "suicide": _("thoughts of dying"), "violence": _("violence now"), "overdose": _("an overdose"),
    "assault": _("rape or assault"), "threat": _("threats"), "child": _("somebody under 18"),
    "captive": _("held or exploited"),
}  # fmt: skip
# Who can open what is written about each.
READERS: dict[str, Any] = {
    "health": _("nurses and doctors"), "counselling": _("sexologists, psychologists and others "
    "who talk with people here"), "safety": _("those who work with safety here"),
    "legal": _("legal advisers"), "care": _("those who help with practical things here"),
}  # fmt: skip
STATES: dict[str, Any] = {
    "waiting": _("Somebody is here, and takes you as soon as they can."),
    "letterbox": _("Nobody is here just now. Write, and read the answer here later, "
                   "with your code."),
    "open": _("Somebody reads and answers."),
    "closed": _("This talk has ended. You can begin another."),
}  # fmt: skip
