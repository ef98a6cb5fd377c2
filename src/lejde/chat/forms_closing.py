"""What is said when a talk ends, and how long talks are kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lejde.chat import keeping, texts
from lejde.chat.categories import HELPED_BY, THEMES, WENT_ON, Recorded
from lejde.chat.domain import FEWEST_DAYS, MOST_DAYS, PURPOSE_OF


def _category(label: Any, options: dict[str, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=[("", _("not recorded")), *options.items()]
    )


class ClosingForm(forms.Form):
    """What a talk was, for the numbers; each can be left as it is."""

    theme = _category(_("What it was about most"), THEMES)
    helped_by = _category(_("What helped"), HELPED_BY)
    went_on = _category(_("Went on to"), WENT_ON)

    def recorded(self) -> Recorded:
        return Recorded(**self.cleaned_data)


class KeepingForm(forms.Form):
    """Days for each topic."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for topic, days in keeping.of_topics().items():
            self.fields[topic] = forms.IntegerField(
                label=texts.TOPICS[topic], min_value=FEWEST_DAYS, max_value=MOST_DAYS, initial=days
            )

    def save(self) -> None:
        keeping.keep_for({topic: self.cleaned_data[topic] for topic in PURPOSE_OF})
