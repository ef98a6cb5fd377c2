"""The server's entry: Django in synchronous form on eight threads."""

import os

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lejde.config.settings")

THREADS = 8

application = WSGIMiddleware(get_wsgi_application(), workers=THREADS)  # type: ignore[arg-type]
