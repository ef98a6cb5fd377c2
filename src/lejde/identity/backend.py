"""Signing in: one Argon2 pass both checks the passphrase and opens the staff member's keys."""

from typing import Any

from django.http import HttpRequest

from lejde.identity.models import Staff
from lejde.kernel.errors import NotSignedIn
from lejde.vault import staff as keys


class VaultBackend:
    """For `AUTHENTICATION_BACKENDS`; leaves the opened keys on the user for this request."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_: Any,
    ) -> Staff | None:
        """The staff member, or None, in the same time for all who may not; raises TooBusy."""
        user = Staff.objects.filter(username=username, left_on=None).first()
        try:
            both = keys.unlock(user.key if user else None, password or "")
        except NotSignedIn:
            return None
        if user is not None:
            user.opened_keys = both  # type: ignore[attr-defined]
        return user

    def get_user(self, user_id: int) -> Staff | None:
        return Staff.objects.filter(pk=user_id, left_on=None).first()
