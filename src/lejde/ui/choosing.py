"""What can be chosen in a form, known only when it is drawn."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Lets a field of choices offer these, value and label."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)
