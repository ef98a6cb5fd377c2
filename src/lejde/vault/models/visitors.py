"""Mailboxes and folders. No column links the one to the other, or one folder to another."""

from typing import ClassVar

from django.db import models

from lejde.vault.fields import RandomIdField


class Mailbox(models.Model):
    """A visitor: found by the code's locator, opened by its secret."""

    classification: ClassVar = {
        "id": "open",
        "locator": "open",
        "salt": "open",
        "verifier": "key",
        "half": "open",
        "wrapped": "key",
        "version": "open",
        "folders": "sealed",
        "quarter": "open",
    }

    id = RandomIdField()
    locator = models.CharField(max_length=5, unique=True)
    salt = models.BinaryField(max_length=16)
    verifier = models.BinaryField(max_length=32)
    half = models.BigIntegerField()
    wrapped = models.BinaryField()
    version = models.BigIntegerField()
    folders = models.BinaryField()
    quarter = models.CharField(max_length=6)


class Folder(models.Model):
    """What belongs together over time. Its number is a hash of the owner's public key."""

    classification: ClassVar = {"id": "open", "number": "open", "owner": "open", "half": "open"}

    id = RandomIdField()
    number = models.CharField(max_length=32, unique=True)
    owner = models.BinaryField(max_length=32)
    half = models.BigIntegerField()


class Record(models.Model):
    """One sealed thing in one part of a folder; the part's name is known to its key alone."""

    classification: ClassVar = {
        "id": "open",
        "folder": "open",
        "part": "open",
        "sequence": "open",
        "once": "open",
        "sealed": "sealed",
    }

    id = RandomIdField()
    # The constraint below is an index that begins with the folder.
    folder = models.ForeignKey(
        Folder, on_delete=models.CASCADE, related_name="records", db_index=False
    )
    part = models.CharField(max_length=16)
    sequence = models.PositiveIntegerField()
    # A sender's own id for it under the part's key; empty where nobody gave one.
    once = models.CharField(max_length=32, default="", db_default="")
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["folder", "part", "sequence"], name="one_per_sequence"),
            models.UniqueConstraint(
                fields=["folder", "part", "once"], condition=~models.Q(once=""), name="said_once"
            ),
        ]
