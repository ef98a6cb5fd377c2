"""What must be destroyed to end anything. Never in the main database, never in its backup."""

from typing import ClassVar

from django.db import models

from lejde.vault.fields import RandomIdField


class Half(models.Model):
    """32 random bytes without which a folder or a wrap is noise."""

    classification: ClassVar = {"id": "open", "value": "key", "end_month": "open"}

    id = RandomIdField()
    value = models.BinaryField(max_length=32)
    end_month = models.CharField(max_length=7)


class Session(models.Model):
    """Found by a hash of the token; holds the unlocked key, sealed under the token."""

    classification: ClassVar = {
        "id": "open",
        "token_hash": "key",
        "sealed": "key",
        "expires_at": "passing",
    }

    id = RandomIdField()
    token_hash = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    expires_at = models.DateTimeField()
