"""The record as one page: everything a key press away, nothing that must be filled in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lejde.clinic import codebook, texts
from lejde.clinic.codebook import Variable


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
        self.fields["exposed_on"] = forms.DateField(
            label=_("Latest day that matters for the tests"), required=False,
            initial=exposed_on,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
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
    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class QuestionForm(forms.Form):
    """A question, or what is answered."""

    text = forms.CharField(
        label=_("Your question"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
