"""The desk's one form, and the person's two fields. Nothing has to be filled in."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lejde.counselling import texts
from lejde.counselling.domain import (
    FURTHEST,
    LEVELS,
    LONGEST_STEP,
    LONGEST_TEXT,
    READINESS,
    TEXTS,
    THEMES,
    Entry,
    Story,
    Told,
    spoken,
)
from lejde.identity.roles import PLISSIT, Role
from lejde.kernel import clock
from lejde.kernel.ids import new_public_id
from lejde.ui.writing import LongText

LONGEST_KEY = 64


def _chips(label: Any, codes: Any, words: dict[Any, Any]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=[(code, words[code]) for code in codes], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


def _one(label: Any, codes: Any, words: dict[Any, Any], none: Any) -> forms.ChoiceField:
    choices = [*((str(code), words[code]) for code in codes), ("", none)]
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


class TalkForm(forms.Form):
    """One talk. `entry` is drawn with the form: sent twice it is one; `seen` is how many versions
    of it there were. What the person would rather not talk about is not asked.
    """

    entry = forms.CharField(max_length=LONGEST_KEY, widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, max_value=10_000, widget=forms.HiddenInput)

    def __init__(self, data: Any, role: Role, so_far: Story, entry: Entry | None = None) -> None:
        key = entry.key if entry else new_public_id()
        kept = entry.now.told if entry else Told()
        initial = {
            **kept.content(), "level": str(kept.level or ""), "needed": str(kept.needed or ""),
            "closed": [], "opened": [], "entry": key,
            "seen": len(entry.versions) if entry else 0,
        }  # fmt: skip
        super().__init__(data, initial=initial)
        self.kept, self.since = kept, entry.day if entry else clock.today()
        # What was typed is shown whole when it comes back, also where something was closed since.
        self.shut = frozenset() if data else so_far.closed_for(key)
        asked = [code for code in THEMES if code not in self.shut]
        self.fields["themes"] = _chips(_("Talked about"), asked, texts.THEMES)
        if "readiness" not in self.shut:
            self.fields["readiness"] = _one(
                _("Readiness to change"), READINESS, texts.READINESS, _("not asked")
            )
        # Who corrects a colleague's talk must not lower how far it went.
        highest = max(role.plissit, entry.highest) if entry else role.plissit
        own = [level for level in LEVELS if level <= highest]
        self.fields["level"] = _one(_("The talk went to"), own, PLISSIT, _("not said"))
        self.fields["needed"] = _one(_("It calls for"), LEVELS, PLISSIT, _("not said"))
        for name in TEXTS:
            if name not in self.shut:
                self.fields[name] = LongText(
                    label=texts.TEXTS[name], longest=LONGEST_TEXT, required=False
                )
                self.fields[name].widget.attrs["rows"] = 2
        self.fields["next_on"] = forms.DateField(
            label=_("Day of the next time"), required=False, widget=_day(self.since)
        )
        still = [code for code in texts.CLOSABLE if code not in self.shut]
        self.fields["closed"] = _chips(_("“I'd rather not talk about that”"), still, texts.CLOSABLE)
        shut = [code for code in texts.CLOSABLE if data or code in self.shut]
        self.fields["opened"] = _chips(_("The person opens it again"), shut, texts.CLOSABLE)

    def clean_next_on(self) -> date | None:
        """A day from the talk's own to two years on."""
        day: date | None = self.cleaned_data["next_on"]
        if day and not self.since <= day <= self.since + FURTHEST:
            raise forms.ValidationError(_("Choose a day that is still to come, at most two years."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and (both := spoken(self.told(), self.told().closed)):
            names = ", ".join(str(texts.CLOSABLE[code]) for code in both)
            self.add_error(
                "closed", _("Written down as well: %(what)s. Take one of them out.")
                % {"what": names},
            )  # fmt: skip
        return cleaned

    def told(self) -> Told:
        """What was filled in, with what the person closed and opened before in this talk."""
        given = self.cleaned_data
        own, again = set(given.get("closed") or ()), set(given.get("opened") or ())
        closed = own | (set(self.kept.closed) - again)
        opened = again | (set(self.kept.opened) - own)
        day: date | None = given.get("next_on")
        return Told(
            level=int(given.get("level") or 0), needed=int(given.get("needed") or 0),
            readiness=given.get("readiness") or "", themes=tuple(given.get("themes") or ()),
            closed=tuple(code for code in texts.CLOSABLE if code in closed),
            opened=tuple(code for code in texts.CLOSABLE if code in opened),
            next_on=day.isoformat() if day else "",
            **{name: given.get(name) or "" for name in TEXTS},
        )  # fmt: skip

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """What is chosen, what is written, and what is not talked about."""
        chosen = ["themes", "readiness", "level", "needed"]
        closing = ["closed", "opened"] if self.is_bound or self.shut else ["closed"]
        written = [*TEXTS, "next_on"]
        return [
            (name, [self[each] for each in some if each in self.fields])
            for name, some in (("chosen", chosen), ("written", written), ("closing", closing))
        ]


def _day(since: date) -> forms.DateInput:
    last = since + FURTHEST
    attrs = {"type": "date", "min": since.isoformat(), "max": last.isoformat()}
    return forms.DateInput(format="%Y-%m-%d", attrs=attrs)


class GoalForm(forms.Form):
    """What the person wants, in their own words; empty takes it away."""

    text = LongText(
        label=_("What would you like?"), longest=LONGEST_TEXT, required=False,
        help_text=_("In your own words. It can be small, and you can change it at any time."),
    )  # fmt: skip


class StepForm(forms.Form):
    """A small step. `step` is drawn with the form: sent twice it is one."""

    text = LongText(label=_("A small step"), longest=LONGEST_STEP)
    step = forms.CharField(required=False, max_length=LONGEST_KEY, widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"step": new_public_id()})
        self.fields["text"].widget.attrs["rows"] = 2

    def clean_step(self) -> str:
        """What was drawn with the form; without it the step is one by itself."""
        return self.cleaned_data["step"] or new_public_id()
