"""Django's sessions for staff: found by a hash of the cookie, sealed under it, in `keys`.

The unlocked staff key lies in them; neither the cookie nor the row opens anything alone.
"""

from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError

from lejde.kernel.clock import now
from lejde.vault import _sessions

LONGEST = timedelta(hours=8)
KIND = "staff"


class SessionStore(SessionBase):
    """At most eight hours from its beginning, however busy."""

    def exists(self, session_key: str | None) -> bool:
        return bool(session_key) and _sessions.get(KIND, str(session_key)) is not None

    def create(self) -> None:
        self._session_key = _sessions.new_token()
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        end = now() + LONGEST if must_create else None
        if not _sessions.put(KIND, self.session_key, data, end):
            raise CreateError if must_create else UpdateError

    def load(self) -> dict[str, Any]:
        data = _sessions.get(KIND, self.session_key) if self.session_key else None
        if data is None:
            self._session_key = None
            return {}
        return data

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            _sessions.end(KIND, key)

    def cycle_key(self) -> None:
        """A new cookie after signing in; the eight hours begin anew only then."""
        data = self._get_session()  # type: ignore[attr-defined]
        old = self.session_key
        self.create()
        self._session_cache = data
        self.save()
        if old:
            self.delete(old)

    @classmethod
    def clear_expired(cls) -> None:
        """The nightly sweep does it."""
