"""Staff members. Visitors have no row here: they are whoever holds their code."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from lejde.identity.roles import ROLES, Role
from lejde.vault.fields import RandomIdField


class StaffManager(BaseUserManager["Staff"]):
    """Found by user name."""


class Staff(AbstractBaseUser):
    """A staff member; `key` is their number in the vault, 0 until they have made their keys.

    No password column and no time of last signing in: the vault's one Argon2 pass is the check,
    and a weaker hash beside it would be the shorter way to the same passphrase.
    """

    classification: ClassVar = {
        "id": "open",
        "username": "open",
        "role": "open",
        "plissit": "open",
        "key": "open",
        "invitation": "key",
        "invited_until": "passing",
        "wrong_codes": "passing",
        "left_on": "open",
    }

    password = None  # type: ignore[assignment]
    last_login = None

    id = RandomIdField()
    username = models.CharField(max_length=40, unique=True)
    role = models.CharField(max_length=20)
    plissit = models.PositiveSmallIntegerField(default=0)
    key = models.BigIntegerField(default=0)
    invitation = models.CharField(max_length=64, default="")
    invited_until = models.DateField(null=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    left_on = models.DateField(null=True)

    USERNAME_FIELD = "username"
    objects = StaffManager()

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.left_on is None

    @property
    def is_staff(self) -> bool:
        return False

    def as_role(self) -> Role:
        """The role's data."""
        return ROLES[self.role]

    def has_usable_password(self) -> bool:
        return bool(self.key)

    def get_session_auth_hash(self) -> str:
        """A new key ends the sessions that the old one opened."""
        return f"{self.key:x}"

    def get_session_auth_fallback_hash(self) -> "list[str]":
        return []
