"""One form a question, made from the domain's list; every field may be left empty."""

from datetime import date, time, timedelta
from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lejde.kernel import clock
from lejde.selfcheck import domain, texts
from lejde.selfcheck.vocabulary import ELSEWHERE, MUST_TELL, NOTHING, ONE, READ

OLDEST_YEARS = 100
HOMES = {"NO": _("In Norway"), "DK": _("In Denmark")}


class QuestionForm(forms.Form):
    """The page of one step. `value` gives what the answers keep, None for nothing told."""

    def __init__(
        self, *args: Any, step: domain.Step, answers: domain.Answers,
        offered: list[str] | None = None, **kw: Any,
    ) -> None:  # fmt: skip
        """`offered` leaves out what would change nothing; every answer of the question is taken."""
        self.step = step
        self.day = answers["x"][step.occasion].get("when") if step.occasion is not None else None
        question = step.question
        value = domain.value_at(answers, step)
        super().__init__(*args, **kw)
        if question == "condom":
            acts = domain.protectable(answers["x"][step.occasion or 0])
            self.fields.update({act: _one(texts.ACTS[act], texts.CONDOMS) for act in acts})
            self.initial = dict(value or {})
        elif question == "where":
            self.fields.update(_where_fields())
            self.initial = _where_initial(value)
        elif question != MUST_TELL:
            self.fields["answer"] = _field(question, offered)
            self.initial = {"answer": value}

        # The page's heading says it already; for a screen reader the field keeps its name.
        for name in ("answer", "place"):
            if name in self.fields:
                self.fields[name].label_is_heading = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        answer = cleaned.get("answer")
        if self.step.question == "part" and answer and NOTHING in answer and answer[1:]:
            self.add_error("answer", _("You ticked “None of these” and something else."))
        if self.step.question == "hour" and answer and self._is_to_come(answer):
            self.add_error("answer", _("Give a time that has been, not one to come."))
        return cleaned

    def _is_to_come(self, hour: time) -> bool:
        now = timezone.localtime(clock.now())
        return f"{self.day}T{hour:%H:%M}" > f"{now:%Y-%m-%dT%H:%M}"

    def value(self) -> Any:
        cleaned = self.cleaned_data
        if self.step.question == MUST_TELL:
            return READ
        if self.step.question == "condom":
            uses = {act: use or None for act, use in cleaned.items()}
            return uses if any(uses.values()) else None
        if self.step.question == "where":
            if cleaned["place"] == ELSEWHERE:
                return cleaned["country"] or ELSEWHERE
            return cleaned["place"] or None
        answer = cleaned["answer"]
        if isinstance(answer, time):
            return f"{answer:%H:%M}"
        return answer.isoformat() if isinstance(answer, date) else answer or None


def _field(question: str, offered: list[str] | None) -> forms.Field:
    title, help_text = texts.TITLES[question], texts.HELPS.get(question, "")
    if question == "when":
        return _DayField(label=title, help_text=help_text)
    if question == "hour":
        return _hour_field(title, help_text)
    choices = texts.choices(question)
    if offered is not None:
        choices = {code: choices[code] for code in offered}
    if question in ONE:
        return _one(title, choices, help_text)
    return forms.MultipleChoiceField(
        label=title,
        help_text=help_text,
        required=False,
        choices=list(choices.items()),
        widget=forms.CheckboxSelectMultiple,
    )


def _one(label: Any, choices: dict[str, Any], help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        choices=list(choices.items()),
        widget=forms.RadioSelect,
    )


class _DayField(forms.DateField):
    """A day that has been, in the form every browser sends."""

    def __init__(self, **kw: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"})
        super().__init__(
            required=False, input_formats=["%Y-%m-%d", "%d.%m.%Y"], widget=widget, **kw
        )

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        today = clock.today()
        if day and not today - timedelta(days=366 * OLDEST_YEARS) <= day <= today:
            raise forms.ValidationError(_("Give a day that has been, not one to come."))
        return day


def _hour_field(label: Any, help_text: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time", "autocomplete": "off"})
    return forms.TimeField(
        label=label, help_text=help_text, required=False, widget=widget,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
    )  # fmt: skip


def _where_fields() -> dict[str, forms.Field]:
    country = forms.ChoiceField(
        label=_("If abroad: which country?"),
        required=False,
        choices=[("", _("I would rather not say")), *_countries()],
    )
    where = _one(texts.TITLES["where"], place_names(), texts.HELPS["where"])
    return {"place": where, "country": country}


def _where_initial(value: str | None) -> dict[str, str]:
    if value is None or value in place_names():
        return {"place": value or ""}
    return {"place": ELSEWHERE, "country": value}


def place_names() -> dict[str, Any]:
    """The house's own country and abroad, in words."""
    home = settings.LEJDE_COUNTRY
    return {home: HOMES.get(home) or country_name(home), ELSEWHERE: _("Abroad")}


def country_name(code: str) -> str:
    """A country's name in the language of the page, its code when there is none."""
    names = Locale.parse(get_language() or "nb", sep="-").territories
    return str(names.get(code, code))


def _countries() -> list[tuple[str, str]]:
    names = Locale.parse(get_language() or "nb", sep="-").territories
    unreal = {settings.LEJDE_COUNTRY, "EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"}
    real = [(c, str(n)) for c, n in names.items() if c.isalpha() and len(c) == 2]
    return sorted((pair for pair in real if pair[0] not in unreal), key=lambda pair: pair[1])
