"""The record as one page: everything a key press away, nothing that must be filled in."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from lejde.booking import hours
from lejde.clinic import codebook, texts
from lejde.clinic.codebook import Variable
from lejde.clinic.domain import first_exposure_day, last_due_day
from lejde.kernel.ids import new_public_id
from lejde.ui.writing import LongText

LONGEST = 4000
ONCE = re.compile(r"[0-9a-f]{32}")


class PopulationForm(forms.Form):
    """First who it is, as that decides what is asked at all."""

    population = forms.ChoiceField(
        label=_("Who is here?"), choices=list(texts.POPULATIONS.items()), widget=forms.RadioSelect
    )


class RecordForm(forms.Form):
    """The variables asked of a population. Nothing chosen is "not asked"."""

    def __init__(
        self, *args: Any, population: str, closed: frozenset[str],
        kept: dict[str, list[str]], exposed_on: str = "", **kw: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kw)
        self.population = population
        self.asked = codebook.asked(population, closed)
        for variable in self.asked:
            self.fields[variable.code] = _field(variable)
            told = kept.get(variable.code) or []
            self.initial[variable.code] = told if variable.several else (told or [""])[0]
        today = hours.today()
        self.fields["exposed_on"] = _day(
            _("Latest day that matters for the tests"), first_exposure_day(today), today,
            required=False, initial=exposed_on,
        )  # fmt: skip
        self.fields["note"] = forms.CharField(
            label=_("Note"), required=False, max_length=4000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )  # fmt: skip

    def told(self) -> dict[str, list[str]]:
        """Code and chosen values of what was answered."""
        found: dict[str, list[str]] = {}
        for variable in self.asked:
            value = self.cleaned_data.get(variable.code)
            if value:
                found[variable.code] = list(value) if variable.several else [value]
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            for code in codebook.faults_of(self.population, self.told()):
                self.add_error(code, _("These do not go together."))
        return cleaned

    def topics(self) -> list[tuple[str, Any, list[Any]]]:
        """Topic, its heading and its fields, in the order of the codebook."""
        return [
            (topic, texts.TOPICS[topic], [self[v.code] for v in self.asked if v.topic == topic])
            for topic in codebook.TOPICS
            if any(v.topic == topic for v in self.asked)
        ]


def _day(label: Any, first: date, last: date, **told: Any) -> forms.DateField:
    """A day from `first` to `last`, both included."""
    between = _("Choose a day from %(first)s to %(last)s.") % {
        "first": date_format(first), "last": date_format(last),
    }  # fmt: skip
    attrs = {"type": "date", "min": first.isoformat(), "max": last.isoformat()}
    return forms.DateField(
        label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs=attrs),
        validators=[MinValueValidator(first, between), MaxValueValidator(last, between)], **told,
    )  # fmt: skip


def _field(variable: Variable) -> forms.Field:
    label = texts.VARIABLES[variable.code]
    known = [(code, texts.OPTIONS[code]) for code in variable.options]
    missing = [(code, texts.MISSING[code]) for code in texts.MISSING]
    if variable.several:
        return forms.MultipleChoiceField(
            label=label, choices=[*known, *missing], required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
    # What was chosen by mistake can be taken back to not asked, also without JavaScript.
    choices = [*known, ("", _("not asked")), *missing]
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


class IdentityForm(forms.Form):
    """Who the laboratory is told it is; only when the person agreed."""

    name = forms.CharField(label=_("Name"), max_length=120)
    born = forms.CharField(label=_("Born, or national number"), max_length=20)


class DueForm(forms.Form):
    """Something to come back to: what, and when."""

    what = forms.ChoiceField(label=_("What"), choices=list(texts.DUE.items()))

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        today = hours.today()
        self.fields["day"] = _day(_("Day"), today, last_due_day(today))


class QuestionForm(forms.Form):
    """A question, or what is answered. `once` is drawn with the form: sent twice it is one act."""

    text = LongText(label=_("Your question"), longest=LONGEST)
    once = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"once": new_public_id()})

    def clean_once(self) -> str:
        """What was drawn with the form; anything else must never stop a text."""
        told = str(self.cleaned_data["once"] or "")
        return told if ONCE.fullmatch(told) else new_public_id()
