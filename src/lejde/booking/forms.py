"""Forms of booking; every text a person types is optional."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lejde.booking import reminders
from lejde.booking.models import Service
from lejde.kernel.errors import BadInput
from lejde.ui.choosing import offer

FOR_WHOM = {
    "self": _("For me"),
    "with_partner": _("For me and my partner together"),
    "for_partner": _("For my partner"),
}


class ServiceForm(forms.Form):
    """What to book, and for whom."""

    service = forms.ChoiceField(label=_("What would you like?"), widget=forms.RadioSelect)
    for_whom = forms.ChoiceField(
        label=_("For whom?"), choices=list(FOR_WHOM.items()), widget=forms.RadioSelect,
        required=False, initial="self",
    )  # fmt: skip

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.services = {one.code: one for one in Service.objects.filter(is_open=True)}
        chosen = sorted(self.services.values(), key=lambda one: (one.order, one.code))
        offer(self, "service", [(one.code, _label(one)) for one in chosen])

    def clean_for_whom(self) -> str:
        return self.cleaned_data.get("for_whom") or "self"


def _label(service: Service) -> str:
    return f"{service.name} – {service.about}" if service.about else service.name


class ReminderForm(forms.Form):
    """An address for one neutral reminder, or nothing."""

    address = forms.CharField(
        label=_("E-mail or phone, if you would like a reminder"),
        help_text=_(
            "You can leave this empty. The message says only the day and the hour. The address is "
            "sealed and gone when it is sent; until then it is the one thing that could point at "
            "you here."
        ),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def clean_address(self) -> str:
        try:
            return reminders.clean(self.cleaned_data.get("address", ""))
        except BadInput as error:
            raise forms.ValidationError(
                _("That is neither an e-mail address nor a phone number.")
            ) from error
