"""Forms around the return code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lejde.identity.domain import ASKED_BACK, typed_back

CODE_WIDTH = 64
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

    def clean(self) -> dict[str, str]:
        cleaned: dict[str, str] = super().clean() or {}
        typed = {n: cleaned.get(f"group_{n}", "") for n in ASKED_BACK}
        for number in typed_back(cleaned.get("code", ""), typed):
            if typed[number]:
                self.add_error(
                    f"group_{number}", _("That is not what is written above. Look once more.")
                )
        return cleaned
