"""The packs this house has used, and who signed which rule."""

from typing import ClassVar

from django.db import models

from lejde.vault.fields import RandomIdField


class Edition(models.Model):
    """A pack as this house has used it; the newest sound one serves when the files are broken.

    `content` is the whole pack as JSON, packed; `digest` is over it. Packed, so that whoever
    searches a stolen database for the codes of a visit finds none that a rule happens to hold.
    """

    classification: ClassVar = dict.fromkeys(
        ("id", "pack", "version", "digest", "first_on", "content"), "open"
    )

    id = RandomIdField()
    pack = models.CharField(max_length=2)
    version = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    first_on = models.DateField()
    content = models.BinaryField()


class Signature(models.Model):
    """A worker of a role stands behind one line of a pack, as it read then (`digest`)."""

    classification: ClassVar = dict.fromkeys(
        ("id", "line", "digest", "role", "worker", "day"), "open"
    )

    id = RandomIdField()
    line = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    role = models.CharField(max_length=20)
    worker = models.BigIntegerField()
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "digest", "role"], name="one_signature_a_role")
        ]
