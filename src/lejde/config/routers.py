"""Halves and sessions live in a database of their own; nothing else does."""

from typing import Any

KEYS_APP = "keystore"


class KeysApart:
    """Sends the app `keystore` to the database `keys`, all else to `default`."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return "keys" if model._meta.app_label == KEYS_APP else "default"

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return self.db_for_read(one) == self.db_for_read(other)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (db == "keys") == (app_label == KEYS_APP)
