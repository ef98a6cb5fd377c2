"""What changes who belongs to the staff and what they can open."""

import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from lejde.identity.models import Staff
from lejde.identity.roles import CLOSE, INVITE, ROLES
from lejde.identity.staffing import Worker
from lejde.kernel.clock import today
from lejde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from lejde.vault import house
from lejde.vault import staff as vault

INVITATION_DAYS = 7
PLACE = "invitation"


class UserNameTaken(Conflict):
    """Somebody has this user name already."""

    code = "user_name_taken"


def invite(worker: Worker, *, username: str, role: str) -> str:
    """A colleague to be; the token of the invitation, shown once and handed over in person."""
    if not worker.may(INVITE):
        raise NotAllowed
    if role not in ROLES:
        raise BadInput("role", keys=["role"])
    token = secrets.token_urlsafe(24)
    try:
        with transaction.atomic():
            Staff.objects.create(
                username=username,
                role=role,
                plissit=ROLES[role].plissit,
                invitation=house.fingerprint_of(token, PLACE),
                invited_until=today() + timedelta(days=INVITATION_DAYS),
            )
    except IntegrityError as error:
        raise UserNameTaken from error
    worker.note("invited")
    return token


def find_invited(token: str) -> Staff:
    """Who an invitation is for; raises NotFound when it is used, run out or wrong."""
    user = Staff.objects.filter(
        invitation=house.fingerprint_of(token, PLACE), invited_until__gte=today()
    ).first()
    if user is None or user.left_on is not None:
        raise NotFound("this invitation is used or has run out")
    return user


def accept(token: str) -> tuple[Staff, str]:
    """Makes the newcomer's keys; the passphrase, shown once. The invitation is used up."""
    user = find_invited(token)
    taken = Staff.objects.filter(pk=user.pk, invitation=user.invitation)
    if not taken.update(invitation="", invited_until=None):
        raise NotFound("this invitation is used or has run out")
    user.key, passphrase = vault.enroll(user.as_role().purposes)
    user.invitation, user.invited_until = "", None
    user.save(update_fields=["key", "invitation", "invited_until"])
    return user, passphrase


def grant(worker: Worker, *, newcomer: Staff) -> frozenset[str]:
    """Vouches for a colleague whose fingerprint was compared; the purposes they now hold."""
    given = worker.keys.grant(newcomer.key)
    worker.note("granted")
    return given


def leave(worker: Worker, *, member: Staff) -> None:
    """Ends a colleague's keys and sessions; raises LastHolder."""
    if not worker.may(CLOSE) and worker.user.pk != member.pk:
        raise NotAllowed
    if member.key:
        vault.leave(member.key)
    member.left_on = today()
    member.invitation = ""
    member.save(update_fields=["left_on", "invitation"])
    Authenticator.objects.filter(user=member).delete()
    worker.note("ended_access")


def invite_again(worker: Worker, *, member: Staff) -> str:
    """For a lost passphrase or second factor: the old keys end, a colleague grants anew."""
    if not worker.may(INVITE) or member.left_on is not None:
        raise NotAllowed
    if member.pk == worker.user.pk:
        raise NotAllowed
    if member.key:
        vault.leave(member.key)
    token = secrets.token_urlsafe(24)
    member.key, member.wrong_codes = 0, 0
    member.invitation = house.fingerprint_of(token, PLACE)
    member.invited_until = today() + timedelta(days=INVITATION_DAYS)
    member.save()
    Authenticator.objects.filter(user=member).delete()
    worker.note("invited")
    return token
