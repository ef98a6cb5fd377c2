"""Django's settings, all from the environment. Nothing here is a secret."""

import hashlib
from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from lejde.config.environment import read_environment

ENVIRONMENT = read_environment()

LEJDE_HOME = ENVIRONMENT.home
LEJDE_PEPPER = ENVIRONMENT.pepper
LEJDE_ROOT_KEY = ENVIRONMENT.root_key
LEJDE_CLINIC_NAME = ENVIRONMENT.clinic_name
LEJDE_EXIT_URL = ENVIRONMENT.exit_url
LEJDE_DEMO = ENVIRONMENT.is_demo
LEJDE_COUNTRY = ENVIRONMENT.country
LEJDE_REMINDERS_URL = ENVIRONMENT.reminders_url
LEJDE_BUS_URL = ENVIRONMENT.bus_url
LEJDE_TRANSLATE_URL = ENVIRONMENT.translate_url
LEJDE_FAST_HASHING = False

DEBUG = False
SECRET_KEY = hashlib.blake2b(LEJDE_PEPPER or b"no pepper", person=b"lejde-django").hexdigest()
ALLOWED_HOSTS = ENVIRONMENT.hosts

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "lejde.ui",
    "django.forms",
    "lejde.vault",
    "lejde.vault.keystore",
    "lejde.audit",
    "lejde.identity",
    "lejde.knowledge",
    "lejde.selfcheck",
    "lejde.booking",
    "lejde.chat",
    "lejde.counselling",
    "lejde.clinic",
    "lejde.statistics",
    "lejde.config",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "lejde.ui.middleware.BodyLimit",
    "lejde.ui.middleware.Crowd",
    "lejde.ui.middleware.SpokenLanguage",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lejde.ui.middleware.PrivatePages",
    "lejde.ui.middleware.LejdeErrorMiddleware",
]
ROOT_URLCONF = "lejde.config.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "lejde.ui.context.site",
                "lejde.identity.context.at_work",
                "lejde.identity.context.new_code",
                "lejde.chat.context.way_back",
            ],
        },
    }
]

FORM_RENDERER = "lejde.ui.fields.FieldRenderer"

DATABASES = {"default": ENVIRONMENT.database, "keys": ENVIRONMENT.keys_database}
DATABASE_ROUTERS = ["lejde.config.routers.KeysApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = ENVIRONMENT.zone
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Norwegian")), ("da", _("Danish")), ("en", _("English"))]
FORMAT_MODULE_PATH = "lejde.ui.formats"
LANGUAGE_COOKIE_NAME = "l"
LANGUAGE_COOKIE_AGE = None
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [str(Path(__file__).parent.parent / "locale")]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# A year-old cookie with a telling name is a trace on a shared phone.
CSRF_COOKIE_NAME = "c"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = not LEJDE_DEMO
SESSION_COOKIE_SECURE = not LEJDE_DEMO
CSRF_FAILURE_VIEW = "lejde.ui.views.csrf_failure"

AUTH_USER_MODEL = "identity.Staff"
AUTHENTICATION_BACKENDS = ["lejde.identity.backend.VaultBackend"]
SESSION_ENGINE = "lejde.vault.django_sessions"
SESSION_COOKIE_NAME = "s"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_ADAPTER = "lejde.identity.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Limits by address or user name lock colleagues out behind a proxy: the hashing queue limits, and
# `Staff.wrong_codes` stops who has the passphrase but guesses codes.
ACCOUNT_RATE_LIMITS = False
# Who came in with one click in the demo has no passphrase at hand.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 8 * 60 * 60 if LEJDE_DEMO else 5 * 60
ACCOUNT_FORMS = {
    "login": "lejde.identity.forms_desk.SignInForm",
    "reauthenticate": "lejde.identity.forms_desk.PassphraseAgainForm",
}
MFA_ADAPTER = "lejde.identity.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TRUST_ENABLED = False
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "lejde.identity.forms_desk.CodeForm",
    "reauthenticate": "lejde.identity.forms_desk.CodeAgain",
    "activate_totp": "lejde.identity.forms_desk.FirstCodeForm",
    "deactivate_totp": "lejde.identity.forms_desk.NoMoreAppForm",
    "add_webauthn": "lejde.identity.forms_passkey.PasskeyForm",
    "authenticate_webauthn": "lejde.identity.forms_passkey.PasskeySignInForm",
    "reauthenticate_webauthn": "lejde.identity.forms_passkey.PasskeyAgainForm",
}

# `no-referrer` makes browsers send `Origin: null` with forms, which the CSRF check must refuse.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# Bigger bodies would go to a temporary file in clear; the longest form here is far below.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS: list[str] = ["lejde.ui.uploads.InMemory"]
# The only addresses that a larger body may be sent to.
LEJDE_UPLOADS = r"/talk/[\w-]+/picture/|/api/v1/conversations/\w+/attachments"

# Error pages and mails would show posted text and local variables; only the fact is logged.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {"plain": {"()": "lejde.config.log.FactFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.server": {"level": "ERROR"}},
}
