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
    "letterbox": _("Write, and read the answer here later, with your code."),
    "open": _("Somebody reads and answers."),
    "closed": _("This talk has ended. You can begin another."),
}  # fmt: skip
TOO_FAST: Any = _("That was a lot in one minute. Wait a little and send it again.")
# Why a picture was not taken, by the code that programs read.
NO_PICTURE: dict[str, Any] = {
    "picture_too_large": _("This picture is too large to send. Take a screenshot of it, and send "
                           "that."),
    "not_a_picture": _("This is not a picture that can be sent here. Choose a photograph or a "
                       "screenshot."),
    "heic": _("Your device has stored this as HEIC, which cannot be sent here. Take a screenshot "
              "of it, and send that."),
    "broken_picture": _("This picture cannot be read to its end. It may have been cut short on "
                        "the way. Send it again, or take a screenshot of it and send that."),
    "too_many_pictures": _("There are ten pictures in this talk already. Each is gone after seven "
                           "days."),
    "no_room": _("There is no room for more pictures just now. What you write is stored all the "
                 "same."),
    "too_busy": _("Many pictures are on their way just now. Wait a moment, and send it again."),
    "client_id_reused": _("The picture before this one is sent. Choose this one again, and send "
                           "it."),
}  # fmt: skip
