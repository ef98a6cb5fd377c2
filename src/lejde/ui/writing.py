"""A text that somebody writes at length: what does not fit is said, and nothing of it is cut."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _


class LongText(forms.CharField):
    """At most `longest` characters, in a box of several lines."""

    def __init__(self, *, longest: int, **more: Any) -> None:
        # No `max_length`: the browser would cut what is pasted, and say nothing.
        super().__init__(
            validators=[MaxLengthValidator(longest)], widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={
                "required": _("Nothing is written here yet."),
                "max_length": _("This is %(show_value)d characters, and %(limit_value)d fit. "
                                "Make it shorter, or send it in parts."),
                "null_characters_not_allowed": _("There is a sign in it that cannot be sent. "
                                                 "Write it anew, or paste it as plain text."),
            },
            **more,
        )  # fmt: skip
