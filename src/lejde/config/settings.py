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
LEJDE_FAST_HASHING = False

DEBUG = False
SECRET_KEY = hashlib.blake2b(LEJDE_PEPPER or b"no pepper", person=b"lejde-django").hexdigest()
ALLOWED_HOSTS = ENVIRONMENT.hosts

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "lejde.ui",
    "lejde.vault",
    "lejde.vault.keystore",
    "lejde.identity",
    "lejde.config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "lejde.ui.middleware.BodyLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
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
            ],
        },
    }
]

DATABASES = {"default": ENVIRONMENT.database, "keys": ENVIRONMENT.keys_database}
DATABASE_ROUTERS = ["lejde.config.routers.KeysApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "Europe/Oslo"
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Norwegian")), ("da", _("Danish")), ("en", _("English"))]
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

# `no-referrer` makes browsers send `Origin: null` with forms, which the CSRF check must refuse.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# Bigger bodies would go to a temporary file in clear; the longest form here is far below.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS: list[str] = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# Error pages and mails would show posted text and local variables; only the fact is logged.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {"plain": {"()": "lejde.config.log.FactFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.server": {"level": "ERROR"}},
}
