"""What a manager says of topics, hours, days and the pace."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lejde.chat import texts
from lejde.chat.domain import PURPOSE_OF
from lejde.chat.models import Pace, TopicDay, TopicHours, TopicTerms
from lejde.kernel.hours import overlaps
from lejde.ui.calendar import CALENDAR, CLOCK, WEEKDAYS
from lejde.ui.choosing import offer

TOPICS = [(code, texts.TOPICS[code]) for code in PURPOSE_OF]


class HoursForm(forms.Form):
    """The same hours for several topics and weekdays at once."""

    prefix = "hours"
    topics = forms.MultipleChoiceField(
        label=_("About"), choices=TOPICS, widget=forms.CheckboxSelectMultiple
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"), coerce=int, choices=list(enumerate(WEEKDAYS)),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    opens = forms.TimeField(label=_("Opens"), widget=CLOCK)
    closes = forms.TimeField(label=_("Closes (over night if before opening)"), widget=CLOCK)

    def clean(self) -> dict[str, Any]:
        """No hours of a topic lie over each other."""
        told: dict[str, Any] = super().clean() or {}
        if self.errors:
            return told
        times = (told["opens"], told["closes"])
        there = TopicHours.objects.filter(topic__in=told["topics"], weekday__in=told["weekdays"])
        for row in there:
            if overlaps(times, (row.opens, row.closes)):
                said = {"topic": texts.TOPICS[row.topic], "weekday": WEEKDAYS[row.weekday]}
                taken = _("%(topic)s has hours then already, on %(weekday)s.") % said
                raise forms.ValidationError(taken)
        return told

    def save(self) -> None:
        told = self.cleaned_data
        TopicHours.objects.bulk_create([
            TopicHours(topic=topic, weekday=weekday, opens=told["opens"], closes=told["closes"])
            for topic in told["topics"] for weekday in told["weekdays"]
        ])  # fmt: skip


class DayForm(forms.ModelForm):  # type: ignore[type-arg]
    """A day that is closed, or open at other or more hours."""

    prefix = "day"

    class Meta:
        model = TopicDay
        fields = ("topic", "day", "opens", "closes")
        widgets = {"day": CALENDAR, "opens": CLOCK, "closes": CLOCK}
        labels = {
            "topic": _("About"), "day": _("Day"), "opens": _("Opens (leave empty when closed)"),
            "closes": _("Closes (over night if before opening)"),
        }  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "topic", [("", _("every topic")), *TOPICS])

    def clean(self) -> dict[str, Any]:
        """Half an opening is none."""
        told: dict[str, Any] = super().clean() or {}
        if (told.get("opens") is None) != (told.get("closes") is None) and not self.errors:
            raise forms.ValidationError(_("Give both times, or none."))
        return told


class PaceForm(forms.ModelForm):  # type: ignore[type-arg]
    """Pause after a talk, and how many talks one person may take."""

    prefix = "pace"
    pause = forms.IntegerField(
        label=_("Minutes of pause after a talk"), min_value=0, max_value=60,
        help_text=_("Whoever has just ended a talk is not counted as free so long, unless they "
                    "say that they are ready."),
    )  # fmt: skip
    most = forms.IntegerField(
        label=_("Talks at a time for one person, at most"), min_value=1, max_value=20
    )

    class Meta:
        model = Pace
        fields = ("pause", "most")


class TopicForm(forms.ModelForm):  # type: ignore[type-arg]
    """One topic: on or off, how many may wait, when a letter is answered."""

    longest_queue = forms.IntegerField(
        label=_("How many may wait at a time"), min_value=0, max_value=200,
        help_text=_("Whoever comes when so many wait is told so, and writes a letter."),
    )  # fmt: skip
    answer_days = forms.IntegerField(
        label=_("Working days within which a letter is answered"),
        min_value=1,
        max_value=30,
        help_text=_("Visitors are told this. Late letters stand first on the desk."),
    )

    class Meta:
        model = TopicTerms
        fields = ("is_on", "longest_queue", "answer_days", "on_holidays")
        labels = {
            "is_on": _("Offered to visitors"),
            "on_holidays": _("Open on public holidays too"),
        }
