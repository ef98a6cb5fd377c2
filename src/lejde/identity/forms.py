"""Forms around the return code."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lejde.identity.domain import ASKED_BACK, typed_back
from lejde.ui.choosing import offer
from lejde.vault.guests import MOST_DAYS

CODE_WIDTH = 64
DAYS = {
    3: _("Three days"),
    7: _("A week"),
    14: _("Two weeks"),
    30: _("A month"),
    MOST_DAYS: _("Three months"),
}
USUAL_DAYS = 7
PLAIN_TYPING = {
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "autocorrect": "off",
}


class CodeForm(forms.Form):
    """The whole code, as somebody comes back."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Four groups of five characters. Capitals, spaces and dashes do not matter."),
        max_length=CODE_WIDTH,
        widget=forms.TextInput(attrs=PLAIN_TYPING),
    )


class TypedBackForm(forms.Form):
    """Two groups typed back, so that nobody clicks past a code that is not kept."""

    code = forms.CharField(max_length=CODE_WIDTH, widget=forms.HiddenInput)
    group_2 = forms.CharField(
        label=_("Group 2"), max_length=12, widget=forms.TextInput(attrs=PLAIN_TYPING)
    )
    group_4 = forms.CharField(
        label=_("Group 4"), max_length=12, widget=forms.TextInput(attrs=PLAIN_TYPING)
    )

    @staticmethod
    def is_in(posted: Mapping[str, Any]) -> bool:
        """Whether it is this form that was posted."""
        return "group_2" in posted

    def clean(self) -> dict[str, str]:
        cleaned: dict[str, str] = super().clean() or {}
        typed = {n: cleaned.get(f"group_{n}", "") for n in ASKED_BACK}
        for number in typed_back(cleaned.get("code", ""), typed):
            if typed[number]:
                self.add_error(
                    f"group_{number}", _("That is not what is written above. Look once more.")
                )
        return cleaned


class ReadAlongForm(forms.Form):
    """What somebody may read, until when, and the visitor's own word for whom."""

    parts = forms.MultipleChoiceField(
        label=_("What may they read?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    days = forms.ChoiceField(
        label=_("For how long?"),
        choices=list(DAYS.items()),
        initial=USUAL_DAYS,
        widget=forms.RadioSelect,
    )
    called = forms.CharField(
        label=_("What do you call them?"),
        help_text=_("Only you see it, so that you know whose code it is. You can leave it empty."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self, "parts", choices)
