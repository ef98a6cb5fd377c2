"""Where allauth asks the house: no sign-up, no mail, second factors sealed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from lejde.vault import house

PLACE = "second factor"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Staff are invited; nothing is ever sent to an address."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, values: dict[str, Any]) -> None:
        """Nobody has an address here."""

    def is_reauthentication_required(self, app: str) -> bool:
        """Always, but for somebody who sets up their first second factor just after signing in."""
        request = context.request
        return bool(is_mfa_enabled(request.user))

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say themselves what was done."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/desk/"

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and str(url).startswith("/desk/")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's own `encrypt` gives back its input: codes would lie in clear in every backup."""

    def encrypt(self, text: str) -> str:
        return house.seal_text(text, PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return house.open_text(encrypted_text, PLACE)

    def get_totp_issuer(self) -> str:
        return settings.LEJDE_CLINIC_NAME

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays: the second factor is mandatory."""
        mine = Authenticator.objects.filter(user_id=authenticator.user_id)
        return bool(mine.count() > 1)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nobody has an address here."""
