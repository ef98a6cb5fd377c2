"""allauth's forms in the house's words, and the staff's own."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from lejde.identity.models import Staff
from lejde.identity.roles import ROLES
from lejde.identity.sign_in import count_code, needs_code


class SignInForm(LoginForm):  # type: ignore[misc]
    """User name and passphrase."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["password"].label = _("Passphrase")
        self.fields["password"].help_text = _("Six words with spaces between them.")
        _plain(self)

    def clean(self) -> Any:
        try:
            return super().clean()
        except forms.ValidationError as error:
            raise forms.ValidationError(_("This opens nothing. Look at both once more.")) from error


class PassphraseAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """Before something that cannot be undone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Passphrase")
        _plain(self)

    def clean_password(self) -> Any:
        try:
            return super().clean_password()
        except forms.ValidationError as error:
            raise forms.ValidationError(_("This is not your passphrase.")) from error


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """Six digits of the app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from your app")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        mine = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP)
        self.has_app = mine.exists()
        _plain(self)

    def clean_code(self) -> Any:
        return _counted(self, super().clean_code)


class CodeAgain(CodeAgainForm):  # type: ignore[misc]
    """The same, before something that cannot be undone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from your app")
        _plain(self)

    def clean_code(self) -> Any:
        return _counted(self, super().clean_code)


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from your app")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        _plain(self)

    def clean_code(self) -> Any:
        try:
            return super().clean_code()
        except forms.ValidationError as error:
            raise forms.ValidationError(_("This code is not right. Wait for the next.")) from error


class NoMoreAppForm(DeactivateTOTPForm):  # type: ignore[misc]
    """Removes the app, unless it is the only second factor."""

    def clean(self) -> Any:
        try:
            return super().clean()
        except forms.ValidationError as error:
            raise forms.ValidationError(
                _("It is your only second factor, and one must stay. Set up another first.")
            ) from error


class InviteForm(forms.Form):
    """A new colleague."""

    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9.-]{1,38}$",
        label=_("User name"),
        help_text=_("Small letters, digits, dot and dash. It need not be their name."),
        error_messages={"invalid": _("Small letters, digits, dot and dash only.")},
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=lambda: [(r.code, r.label) for r in ROLES.values()]
    )

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if Staff.objects.filter(username=username).exists():
            raise forms.ValidationError(_("Somebody has this user name already."))
        return username


class TypedBackForm(forms.Form):
    """Two words of the new passphrase, so that it is surely written down."""

    second = forms.CharField(label=_("The second word"), max_length=20)
    fifth = forms.CharField(label=_("The fifth word"), max_length=20)


def _counted(form: Any, check: Any) -> Any:
    needs_code(form)
    try:
        code = check()
    except forms.ValidationError as error:
        count_code(form.user, is_right=False)
        raise forms.ValidationError(_("This code is not right. Wait for the next.")) from error
    count_code(form.user, is_right=True)
    return code


def _plain(form: forms.Form) -> None:
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
