"""What search looks through: made anew from the pack whenever the house starts."""

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
