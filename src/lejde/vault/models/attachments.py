"""What somebody sends beside their words."""

from typing import ClassVar

from django.db import models

from lejde.vault.fields import RandomIdField


class Attachment(models.Model):
    """Sealed under a key that lies inside the message it came with, and a half that ends first.

    Nothing here says which message, or whose.
    """

    classification: ClassVar = {"id": "open", "half": "open", "sealed": "sealed"}

    id = RandomIdField()
    half = models.BigIntegerField()
    sealed = models.BinaryField()
