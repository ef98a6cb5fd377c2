"""What is written in the chat, and what it is about."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lejde.chat import telling
from lejde.chat.domain import LONGEST_ID, LONGEST_TEXT
from lejde.kernel.ids import new_public_id
from lejde.ui.writing import LongText


class MessageForm(forms.Form):
    """A message. `client_id` is drawn with the form: sent twice it is one."""

    text = LongText(label=_("Your message"), longest=LONGEST_TEXT, strip=False)
    client_id = forms.CharField(
        required=False, max_length=LONGEST_ID, widget=forms.HiddenInput
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"client_id": new_public_id()})

    def clean_text(self) -> str:
        """Blanks alone are nothing."""
        told: str = self.cleaned_data["text"]
        if not told.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        return told

    def clean_client_id(self) -> str:
        """What was drawn with the form; without it the message is one by itself."""
        return self.cleaned_data["client_id"] or new_public_id()


class BeginForm(forms.Form):
    """What a talk is about, of what somebody here has a key for."""

    # Asked anew for each form: who is here changes while the house runs.
    topic = forms.ChoiceField(
        label=_("What is it about?"), choices=telling.topics, widget=forms.RadioSelect
    )
    client_id = forms.CharField(required=False, max_length=LONGEST_ID, widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"client_id": new_public_id()})


class PictureForm(MessageForm):
    """A picture, and words beside it if one likes."""

    text = LongText(
        label=_("Words beside it, if you like"), longest=LONGEST_TEXT, strip=False, required=False
    )
    picture = forms.FileField(
        label=_("The picture"), allow_empty_file=True,
        # Macs and iPhones turn what else they have into the first of these by themselves.
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("No picture is chosen yet.")},
    )  # fmt: skip
    field_order = ("text", "picture")

    def __init__(
        self, data: Any = None, files: Any = None, along: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(data, files)
        # What was typed before one thought of a picture, and the id it would have been sent under.
        told = {name: (along or {}).get(name) for name in ("text", "client_id")}
        self.initial = {**(self.initial or {}), **{name: t for name, t in told.items() if t}}

    def clean_text(self) -> str:
        """Blanks alone are nothing, which is enough beside a picture."""
        told: str = self.cleaned_data["text"]
        return told if told.strip() else ""

    def refuse(self, why: Any) -> None:
        """Says of the picture why it was not taken; what was typed stays."""
        self.errors.pop("picture", None)
        self.add_error("picture", why)
