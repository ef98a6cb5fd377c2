"""What compartments may open, and what the server must open alone."""

from typing import ClassVar

from django.db import models

from lejde.vault.fields import RandomIdField
from lejde.vault.models.staff import Epoch
from lejde.vault.models.visitors import Folder


class Share(models.Model):
    """One part's key, wrapped to a compartment.

    With the owner's consent (a signature), or, when `name` is empty, a part of the staff's own.
    `name` is the part's name, sealed for the owner; `until` is the last day.
    """

    classification: ClassVar = {
        "id": "open",
        "folder": "open",
        "part": "open",
        "epoch": "open",
        "until": "open",
        "half": "open",
        "wrapped": "key",
        "name": "sealed",
        "signer": "open",
        "signature": "open",
    }

    id = RandomIdField()
    folder = models.ForeignKey(Folder, on_delete=models.CASCADE, related_name="shares")
    part = models.CharField(max_length=16)
    epoch = models.ForeignKey(Epoch, on_delete=models.PROTECT, related_name="+")
    until = models.DateField()
    half = models.BigIntegerField()
    wrapped = models.BinaryField()
    name = models.BinaryField(default=b"")
    signer = models.BigIntegerField(default=0)
    signature = models.BinaryField()


class Deposit(models.Model):
    """Something sealed to a compartment that lies in no folder: a fact, a card of a due list."""

    classification: ClassVar = {
        "id": "open",
        "box": "open",
        "epoch": "open",
        "day": "open",
        "half": "open",
        "wrapped": "sealed",
    }

    id = RandomIdField()
    box = models.CharField(max_length=20)
    epoch = models.ForeignKey(Epoch, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(null=True)
    half = models.BigIntegerField()
    wrapped = models.BinaryField()


class Errand(models.Model):
    """What the server must open alone; gone when done."""

    classification: ClassVar = {"id": "open", "half": "open", "sealed": "sealed"}

    id = RandomIdField()
    half = models.BigIntegerField()
    sealed = models.BinaryField()
