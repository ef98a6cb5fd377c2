"""Reads about the staff."""

from dataclasses import dataclass

from lejde.identity.models import Staff
from lejde.identity.roles import PURPOSES, ROLES
from lejde.kernel.errors import NotFound
from lejde.vault import staff as vault


@dataclass(frozen=True)
class Member:
    """A line of the list of people. `state`: invited, waiting, at_work, lacking, left."""

    user: Staff
    state: str
    fingerprint: str
    lacking: list[str]


@dataclass(frozen=True)
class Holding:
    """How many people hold a purpose; under two, what was given to it hangs on one passphrase."""

    purpose: str
    holders: int


def people() -> list[Member]:
    """Everybody, those who wait for something first."""
    order = ["waiting", "lacking", "invited", "at_work", "left"]
    members = [_member(user) for user in Staff.objects.order_by("username")]
    return sorted(members, key=lambda member: order.index(member.state))


def find(number: int) -> Staff:
    """A staff member; raises NotFound."""
    user = Staff.objects.filter(pk=number).first()
    if user is None:
        raise NotFound
    return user


def who_open(purpose: str, act: str) -> list[Staff]:
    """Whoever works here, holds a purpose's key and whose role includes an act, by user name."""
    roles = [one.code for one in ROLES.values() if purpose in one.purposes and act in one.may]
    working = Staff.objects.filter(role__in=roles, left_on=None).exclude(key=0)
    return [
        one for one in working.order_by("username")
        if vault.is_certified(one.key) and purpose not in vault.lacking(one.key)
    ]  # fmt: skip


def holdings() -> list[Holding]:
    """Each purpose, with how many hold it."""
    return [Holding(purpose, vault.holders(purpose)) for purpose in PURPOSES]


def role_of(worker: int) -> str:
    """The role of a staff id, for the audit; empty when unknown."""
    return Staff.objects.filter(pk=worker).values_list("role", flat=True).first() or ""


def _member(user: Staff) -> Member:
    if user.left_on is not None:
        return Member(user, "left", "", [])
    if not user.key:
        return Member(user, "invited", "", [])
    if not vault.is_certified(user.key):
        return Member(user, "waiting", vault.fingerprint(user.key), [])
    lacking = sorted(vault.lacking(user.key))
    return Member(user, "lacking" if lacking else "at_work", vault.fingerprint(user.key), lacking)
