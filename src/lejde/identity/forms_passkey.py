"""allauth's forms of passkeys in the house's words. What the browser sends is never shown."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

CREDENTIAL = "credential"
# What fido2 raises at an answer that no browser would send.
BROKEN = (forms.ValidationError, ValueError, TypeError, KeyError, AttributeError)


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A name for a passkey or security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for this key, for yourself")
        self.fields["name"].max_length = 60
        self.initial["name"] = ""

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"])[:60] or str(_("Passkey"))

    def clean(self) -> Any:
        self.errors.pop(CREDENTIAL, None)
        if not self.cleaned_data.get(CREDENTIAL):
            raise forms.ValidationError(_("No passkey was shown. Try once more."))
        return _read(super().clean)


class PasskeySignInForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the passphrase."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.WEBAUTHN)
        self.has_passkey = mine.exists()

    def clean_credential(self) -> Any:
        return _read(super().clean_credential)

    def clean(self) -> None:
        _said(self)


class PasskeyAgainForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """The same, before something that cannot be undone."""

    def clean_credential(self) -> Any:
        return _read(super().clean_credential)

    def clean(self) -> None:
        _said(self)


NOT_MINE = _("This passkey opens nothing here.")


def _read(check: Callable[[], Any]) -> Any:
    try:
        return check()
    except BROKEN as error:
        raise forms.ValidationError(NOT_MINE) from error


def _said(form: forms.Form) -> None:
    """The fault of a hidden field, as one of the form: without the field's name."""
    if form.errors.pop(CREDENTIAL, None):
        form.add_error(None, NOT_MINE)
