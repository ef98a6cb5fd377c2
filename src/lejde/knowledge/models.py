"""What search looks through, the packs this house has used, and who signed which rule."""

from typing import ClassVar

from django.db import models

from lejde.vault.fields import RandomIdField


class Entry(models.Model):
    """One page in one language; `words` is what else it should be found by."""

    classification: ClassVar = dict.fromkeys(
        ("id", "slug", "language", "title", "words", "body"), "open"
    )

    id = RandomIdField()
    slug = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=80)
    words = models.TextField()
    body = models.TextField()


class Edition(models.Model):
    """A pack as this house has used it; the newest sound one serves when the files are broken.

    `content` is the whole pack as JSON; `digest` is over it.
    """

    classification: ClassVar = dict.fromkeys(
        ("id", "pack", "version", "digest", "first_on", "content"), "open"
    )

    id = RandomIdField()
    pack = models.CharField(max_length=2)
    version = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    first_on = models.DateField()
    content = models.TextField()


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
