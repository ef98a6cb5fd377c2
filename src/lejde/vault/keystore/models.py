"""What must be destroyed to end anything. Never in the main database, never in its backup."""

from typing import ClassVar

from django.db import models

from lejde.vault.fields import RandomIdField


class Half(models.Model):
    """32 random bytes without which a folder or a wrap is noise.

    `end_month` is the last month it lives, or empty; `end_day` the last day, where a month is too
    coarse; `lost_since` the day on which a sweep first found no row that needs it.
    """

    classification: ClassVar = {
        "id": "open",
        "value": "key",
        "end_month": "open",
        "end_day": "open",
        "lost_since": "passing",
    }

    id = RandomIdField()
    value = models.BinaryField(max_length=32)
    end_month = models.CharField(max_length=7)
    end_day = models.DateField(null=True, default=None)
    lost_since = models.DateField(null=True, default=None)


class Erased(models.Model):
    """A half that was destroyed in the last eight days: a restored backup erases it again."""

    classification: ClassVar = {"id": "open", "day": "passing"}

    id = RandomIdField()
    day = models.DateField()


class Session(models.Model):
    """Found by a hash of the token; holds the unlocked key, sealed under the token."""

    classification: ClassVar = {
        "id": "open",
        "kind": "open",
        "token_hash": "key",
        "sealed": "key",
        "expires_at": "passing",
    }

    id = RandomIdField()
    kind = models.CharField(max_length=10)
    token_hash = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    expires_at = models.DateTimeField()
