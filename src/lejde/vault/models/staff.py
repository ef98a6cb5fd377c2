"""Key pairs of staff members and compartments, and who holds what. Private keys are wrapped."""

from typing import ClassVar

from django.db import models

from lejde.vault.fields import RandomIdField


class StaffKey(models.Model):
    """A staff member's key pairs, opened by a passphrase; certified when `signature` is there.

    `signer` is another staff key's number, or 0 for the root. `proof` is the half under which the
    signature stands: destroyed, the certificate is void.
    """

    classification: ClassVar = {
        "id": "open",
        "purposes": "open",
        "box_public": "open",
        "sign_public": "open",
        "salt": "open",
        "verifier": "key",
        "half": "open",
        "wrapped": "key",
        "signer": "open",
        "proof": "open",
        "signature": "open",
        "closed": "open",
    }

    id = RandomIdField()
    purposes = models.CharField(max_length=120)
    box_public = models.BinaryField(max_length=32)
    sign_public = models.BinaryField(max_length=32)
    salt = models.BinaryField(max_length=16)
    verifier = models.BinaryField(max_length=32)
    half = models.BigIntegerField()
    wrapped = models.BinaryField()
    signer = models.BigIntegerField(default=0)
    proof = models.BigIntegerField(default=0)
    signature = models.BinaryField(default=b"")
    closed = models.BooleanField(default=False)


class Epoch(models.Model):
    """One key pair of a compartment; `before` is the previous pair's private key, wrapped to it."""

    classification: ClassVar = {
        "id": "open",
        "purpose": "open",
        "number": "open",
        "quarter": "open",
        "stale": "open",
        "box_public": "open",
        "half": "open",
        "before": "key",
        "recovery": "key",
        "signer": "open",
        "proof": "open",
        "signature": "open",
    }

    id = RandomIdField()
    purpose = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    quarter = models.CharField(max_length=6)
    stale = models.BooleanField(default=False)
    box_public = models.BinaryField(max_length=32)
    half = models.BigIntegerField()
    before = models.BinaryField(default=b"")
    recovery = models.BinaryField(default=b"")
    signer = models.BigIntegerField()
    proof = models.BigIntegerField()
    signature = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purpose", "number"], name="one_per_epoch"),
        ]


class Grant(models.Model):
    """A compartment's private key, wrapped to one staff member."""

    classification: ClassVar = {
        "id": "open",
        "epoch": "open",
        "member": "open",
        "half": "open",
        "wrapped": "key",
    }

    id = RandomIdField()
    epoch = models.ForeignKey(Epoch, on_delete=models.CASCADE, related_name="grants")
    member = models.ForeignKey(StaffKey, on_delete=models.CASCADE, related_name="grants")
    half = models.BigIntegerField()
    wrapped = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["epoch", "member"], name="one_grant_each"),
        ]


class Recovery(models.Model):
    """The recovery key's public half, signed by the root; the private one is on paper."""

    classification: ClassVar = {"id": "open", "box_public": "open", "signature": "open"}

    id = RandomIdField()
    box_public = models.BinaryField(max_length=32)
    signature = models.BinaryField()
