"""Django for other programs: the same addresses, with less around them."""

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler


class Programs(WSGIHandler):
    """What stands around pages (cookies, forms, signing in) took as long as many a call itself."""

    def load_middleware(self, is_async: bool = False) -> None:
        # Django names only one list; read once, at the start, before anybody is answered.
        of_pages = settings.MIDDLEWARE
        settings.MIDDLEWARE = settings.PROGRAMS_MIDDLEWARE
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = of_pages
