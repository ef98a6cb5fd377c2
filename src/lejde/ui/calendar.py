"""Weekdays, and the fields in which a day and a time of day are given."""

from django import forms
from django.utils.translation import gettext_lazy as _

# Monday is 0.
WEEKDAYS = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
    _("Sunday"),
)  # fmt: skip
CLOCK = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
CALENDAR = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
