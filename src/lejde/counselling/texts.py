"""Words for what is written down of talks, to those who write it and to the person it is about."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TITLE = _("Your own goals and small steps")
# For a helper whom the person lets read: what is said of the talks stays out.
READABLE = _("Your goal, your small steps and what helps")

THEMES: dict[str, Any] = {
    "less": _("stopping, or less"), "identity": _("sexual identity"), "partner": _("a partner"),
    "loss": _("loss"), "shame": _("shame"), "guilt": _("guilt and fear"),
    "loneliness": _("loneliness"), "online": _("porn and life online"),
    "substances": _("alcohol and drugs"), "pressure": _("pressure from others"),
    "exploitation": _("exploitation"), "other": _("something else"),
}  # fmt: skip
QUESTIONS: dict[str, Any] = {
    "readiness": _("whether something should change"), "goal": _("a goal"),
    "situations": _("situations, and what sets them off"),
}  # fmt: skip
CLOSABLE: dict[str, Any] = {**THEMES, **QUESTIONS}
# To staff, in the words of motivational interviewing.
READINESS: dict[str, Any] = {
    "low": _("low"), "ambivalent": _("ambivalent"), "wish": _("wish to change"),
}  # fmt: skip
# The same to the person.
READY: dict[str, Any] = {
    "low": _("Nothing needs to change now."), "ambivalent": _("You are of two minds."),
    "wish": _("You would like something to be different."),
}  # fmt: skip
# PLISSIT, said to the person.
LEVELS: dict[int, Any] = {
    1: _("that it is fine to talk about this here"),
    2: _("facts that answer what you wonder about"),
    3: _("suggestions that fit your life"), 4: _("therapy, over a longer time"),
}  # fmt: skip
TEXTS: dict[str, Any] = {
    "goal": _("Goal, in the person's own words"),
    "situations": _("Situations, and what sets them off"),
    "strategies": _("Own strategies"), "worked": _("What worked"),
    "next_time": _("Next time"),
}  # fmt: skip
# The same to the person.
YOURS: dict[str, Any] = {
    "situations": _("When it happens, and what sets it off"),
    "strategies": _("What you can do yourself"), "worked": _("What has worked"),
}  # fmt: skip
PURPOSES: dict[str, Any] = {
    "counselling": _("Those who work with talks here"),
    "health": _("Those who work with health here"),
}  # fmt: skip
KINDS: dict[str, Any] = {
    "talk": _("Talks at the clinic"), "chat": _("A talk in writing"),
    "care": _("Tests and visits"),
}  # fmt: skip
