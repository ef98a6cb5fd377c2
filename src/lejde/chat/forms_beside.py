"""What staff write beside a talk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lejde.chat import second
from lejde.chat.beside import HOURS, LEVELS
from lejde.chat.domain import LONGEST_TEXT
from lejde.knowledge import duties
from lejde.ui.writing import LongText

LEVEL_NAMES: dict[str, Any] = {
    "none": _("no longer worried"), "watch": _("keep an eye on"), "worried": _("worried"),
    "acute": _("acute"),
}  # fmt: skip
HOUR_NAMES: dict[int, Any] = {
    2: _("2 hours"), 8: _("8 hours"), 24: _("24 hours"), 72: _("3 days"), 168: _("7 days"),
}  # fmt: skip
OUTCOMES: dict[str, Any] = {
    second.PASS_ON: _("Somebody is told"), second.KEEP: _("Nobody is told"),
}  # fmt: skip


class NoteForm(forms.Form):
    """For colleagues with the same key."""

    # Several forms stand on one page: no two fields may have the same id.
    prefix = "note"
    text = LongText(label=_("A note, for those who answer here"), longest=LONGEST_TEXT)


class RiskForm(forms.Form):
    """How worried one is; gone by itself after so many hours."""

    prefix = "risk"
    level = forms.ChoiceField(
        label=_("How worried are you?"), widget=forms.RadioSelect,
        choices=[(one, LEVEL_NAMES[one]) for one in LEVELS],
    )  # fmt: skip
    hours = forms.TypedChoiceField(
        label=_("For how long?"), coerce=int, initial=HOURS[2],
        choices=[(one, HOUR_NAMES[one]) for one in HOURS],
    )  # fmt: skip
    text = LongText(label=_("Why?"), longest=LONGEST_TEXT)


class AskForm(forms.Form):
    """To colleagues with the same key."""

    prefix = "ask"
    text = LongText(label=_("What do you ask a colleague?"), longest=LONGEST_TEXT)


class OpinionForm(forms.Form):
    """What a colleague thinks."""

    text = LongText(label=_("What you think"), longest=LONGEST_TEXT)


class DecideForm(forms.Form):
    """The second of two who weigh."""

    agrees = forms.TypedChoiceField(
        label=_("Do you stand behind this?"), coerce=lambda told: told == "yes",
        choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect,
    )  # fmt: skip
    text = LongText(label=_("Why?"), longest=LONGEST_TEXT)


def _duties() -> list[tuple[str, str]]:
    return [(text, text) for text in duties.said().must]


class WeighForm(forms.Form):
    """What is weighed before confidentiality is broken; each question has an answer."""

    feared = LongText(label=_("What do you fear will happen, and how do you know?"),
                      longest=LONGEST_TEXT)  # fmt: skip
    endangered = LongText(label=_("Who is in danger?"), longest=LONGEST_TEXT)
    duties = forms.MultipleChoiceField(
        label=_("What does the law say?"),
        required=False,
        choices=_duties,
        widget=forms.CheckboxSelectMultiple,
    )
    law = LongText(label=_("More about the law, or why none of it fits"), longest=LONGEST_TEXT,
                   required=False)  # fmt: skip
    asked = LongText(label=_("What was the person asked, and what did they say?"),
                     longest=LONGEST_TEXT)  # fmt: skip
    alternatives = LongText(label=_("What else could help, and why is it not enough?"),
                            longest=LONGEST_TEXT)  # fmt: skip
    outcome = forms.ChoiceField(
        label=_("What do you propose?"), choices=list(OUTCOMES.items()), widget=forms.RadioSelect
    )
    decision = LongText(label=_("Who is told what, by whom and when – or what is done instead?"),
                        longest=LONGEST_TEXT)  # fmt: skip
    tells = forms.TypedChoiceField(
        label=_("Does the person read of it?"), coerce=lambda told: told == "yes",
        choices=[("yes", _("Yes, in the talk, as soon as two stand behind it")),
                 ("no", _("No, telling would endanger somebody"))], widget=forms.RadioSelect,
    )  # fmt: skip
    text = LongText(label=_("What the person reads – or why telling would endanger somebody"),
                    longest=LONGEST_TEXT)  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The duties that were marked and what was written about them are one text."""
        told = self.cleaned_data
        law = "\n".join([*told.get("duties", []), told.get("law", "")]).strip()
        if not law and "law" not in self.errors:
            self.add_error("law", _("Nothing is written here yet."))
        return {**told, "law": law}
