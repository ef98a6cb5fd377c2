"""System checks: settings under which the second factor or the keys would be worth nothing."""

from typing import Any

from django.conf import settings
from django.core.checks import Error

REFUSED_MIDDLEWARE = {
    "django.middleware.gzip.GZipMiddleware": "compressing private pages leaks their size",
    "django.middleware.http.ConditionalGetMiddleware": "an ETag is a digest of a private page",
}


def _facts() -> list[tuple[bool, str, str]]:
    """Fault, id, and what it would mean."""
    return [*_of_second_factor(), *_of_traces()]


def _of_second_factor() -> list[tuple[bool, str, str]]:
    return [
        (_on("MFA_PASSKEY_LOGIN_ENABLED"), "E001", "a passkey alone opens no keys"),
        (_on("MFA_TRUST_ENABLED"), "E002", "a trusted browser skips the second factor"),
        (_on("MFA_TOTP_INSECURE_BYPASS_CODE"), "E003", "one code would open every account"),
        ("allauth.usersessions" in settings.INSTALLED_APPS, "E004", "it stores addresses"),
        (
            "lejde.identity.backend.VaultBackend" not in settings.AUTHENTICATION_BACKENDS
            or len(settings.AUTHENTICATION_BACKENDS) != 1,
            "E005",
            "another backend would be the weaker way to the same passphrase",
        ),
        (
            settings.MFA_ADAPTER != "lejde.identity.adapters.SecondFactorAdapter",
            "E006",
            "second factors would lie in clear",
        ),
    ]


def _of_traces() -> list[tuple[bool, str, str]]:
    return [
        (
            settings.SESSION_ENGINE != "lejde.vault.django_sessions",
            "E007",
            "opened keys would lie in the database",
        ),
        (settings.CSRF_COOKIE_AGE is not None, "E008", "a cookie that outlives the visit"),
        (
            not settings.SESSION_EXPIRE_AT_BROWSER_CLOSE,
            "E009",
            "a cookie that outlives the visit",
        ),
        (
            any("TemporaryFile" in handler for handler in settings.FILE_UPLOAD_HANDLERS),
            "E010",
            "uploads would lie in clear in a temporary file",
        ),
        (
            any(base.get("ATOMIC_REQUESTS") for base in settings.DATABASES.values()),
            "E011",
            "list and folder in one transaction link a visitor to their folder",
        ),
        *((name in settings.MIDDLEWARE, "E012", why) for name, why in REFUSED_MIDDLEWARE.items()),
    ]


def _on(name: str) -> bool:
    return bool(getattr(settings, name, False))


def check_traps(app_configs: Any, **_: Any) -> list[Error]:
    """Errors of `manage.py check` and of `lejde serve`."""
    return [Error(why, id=f"lejde.{number}") for fault, number, why in _facts() if fault]
