"""From passphrase and second factor to a session that holds the opened keys."""

from typing import Any

from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from allauth.account.signals import authentication_step_completed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lejde.identity.models import Staff
from lejde.kernel.errors import LejdeError, NotSignedIn
from lejde.vault.django_sessions import SessionStore

MOST_WRONG_CODES = 20
KEYS, RENEWED = "k", "r"


def keep_keys(sender: object, request: HttpRequest, user: Staff, method: str, **_: Any) -> None:
    """Signal `authentication_step_completed`: the keys go into the sealed session."""
    both = getattr(user, "opened_keys", None)
    if method == "password" and both is not None:
        request.session[KEYS] = [key.hex() for key in both]


def first_factor_shown(
    sender: object, request: HttpRequest, user: Staff, authenticator: Authenticator, **_: Any
) -> None:
    """Signal `authenticator_added`: whoever set it up has just shown that it works."""
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def connect() -> None:
    """Called once when the house starts."""
    authenticator_added.connect(first_factor_shown, dispatch_uid="lejde.identity.first_factor")
    authentication_step_completed.connect(keep_keys, dispatch_uid="lejde.identity.keep_keys")


def has_second_factor(request: HttpRequest, user: Staff) -> bool:
    """Whether this session was opened, or confirmed since, with a second factor."""
    records = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" for record in records)


def count_code(user: Staff, *, is_right: bool) -> None:
    """Who has the passphrase but guesses codes is stopped; only a colleague opens again.

    Nobody without the passphrase comes this far, so nobody can lock a colleague out.
    """
    user.wrong_codes = 0 if is_right else user.wrong_codes + 1
    user.save(update_fields=["wrong_codes"])


class Stopped(LejdeError):
    """Too many wrong codes in a row."""

    code = "second_factor_stopped"
    status = 403


def sign_in_for_programs(*, username: str, password: str, code: str) -> str:
    """A bearer token for a staff member; raises NotSignedIn, Stopped, TooBusy."""
    user = authenticate(username=username, password=password)
    if not isinstance(user, Staff):
        raise NotSignedIn("this opens nothing")
    if user.wrong_codes >= MOST_WRONG_CODES:
        raise Stopped("ask a colleague for a new invitation")
    codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    is_right = codes is not None and codes.wrap().validate_code(code)
    count_code(user, is_right=is_right)
    if not is_right:
        raise NotSignedIn("this opens nothing")
    store = SessionStore()
    store.create()
    store[KEYS] = [key.hex() for key in user.opened_keys]  # type: ignore[attr-defined]
    store["user"] = user.pk
    store.save()
    return str(store.session_key)


def needs_code(form: Any) -> None:
    """Shared by the forms below: stops at too many wrong codes, counts each."""
    if form.user.wrong_codes >= MOST_WRONG_CODES:
        raise forms.ValidationError(
            _("Too many wrong codes. Ask a colleague for a new invitation."), code="stopped"
        )
