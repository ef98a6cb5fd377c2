"""Compartments (organisation × purpose): a key pair per epoch, each opening the one before."""

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from lejde.kernel.clock import quarter_of, today
from lejde.kernel.errors import NotAllowed, NotFound
from lejde.vault import _statements
from lejde.vault._boxes import make_box, unwrap, wrap
from lejde.vault._chain import (
    check_epoch,
    check_staff,
    epoch_statement,
    organisation,
    recovery_public,
    sign,
)
from lejde.vault._envelope import context
from lejde.vault._halves import destroy_halves, half_of, make_half
from lejde.vault._statements import Given
from lejde.vault.models import Epoch, Grant, StaffKey

KEY_BUCKET = 64


class NotOffered(NotFound):
    """Nobody holds this purpose here; nothing can be given to it."""

    code = "not_offered"


@dataclass(frozen=True)
class OpenEpoch:
    """An epoch with its private key; lives for one request."""

    row: Epoch
    private: bytes = field(repr=False)


def newest(purpose: str) -> Epoch:
    """The epoch that things are wrapped to now; raises NotOffered or BrokenChain."""
    epoch = Epoch.objects.filter(purpose=purpose).order_by("-number").first()
    if epoch is None:
        raise NotOffered(purpose)
    check_epoch(epoch)
    return epoch


def is_due(epoch: Epoch) -> bool:
    """A new pair each quarter, and when somebody has left."""
    return epoch.stale or epoch.quarter != quarter_of(today())


def make_epoch(
    purpose: str, signer: StaffKey, sign_private: bytes, before: OpenEpoch | None
) -> bool:
    """The next epoch, granted to all who held the one before; False when another was faster."""
    private, public = make_box()
    half_id, half = make_half()
    proof_id, proof = make_half()
    number = before.row.number + 1 if before else 1
    epoch = Epoch(purpose=purpose, number=number, quarter=quarter_of(today()))
    epoch.box_public, epoch.half = public, half_id
    epoch.signer, epoch.proof = signer.id, proof_id
    epoch.signature = sign(sign_private, epoch_statement(epoch, signer.id, proof))
    if before:
        epoch.before = wrap(
            public, before.private, half, _place(epoch, "before"), bucket=KEY_BUCKET
        )
    if recovery := recovery_public():
        place = _place(epoch, "recovery")
        epoch.recovery = wrap(recovery, private, half, place, bucket=KEY_BUCKET)
    receivers = _receivers(before.row) if before else [signer]
    grants = [_granted(OpenEpoch(epoch, private), member) for member in receivers]
    try:
        with transaction.atomic():
            epoch.save(force_insert=True)
            Grant.objects.bulk_create(grants)
    except IntegrityError:
        destroy_halves([half_id, proof_id, *(grant.half for grant in grants)])
        return False
    if before:
        _retire(before.row)
    return True


def _receivers(before: Epoch) -> list[StaffKey]:
    return list(StaffKey.objects.filter(grants__epoch=before, closed=False))


def _retire(epoch: Epoch) -> None:
    """Older grants end: who holds the newest epoch opens the old ones through it."""
    halves = list(epoch.grants.values_list("half", flat=True))
    destroy_halves(halves)
    epoch.grants.all().delete()


def grant(epoch: OpenEpoch, member: StaffKey) -> None:
    """Wraps the epoch to one more certified member who may hold the purpose."""
    check_staff(member)
    if member.closed or epoch.row.purpose not in member.purposes.split():
        raise NotAllowed
    given = _granted(epoch, member)
    try:
        given.save(force_insert=True)
    except IntegrityError:
        destroy_halves([given.half])


def _granted(epoch: OpenEpoch, member: StaffKey) -> Grant:
    half_id, half = make_half()
    place = _grant_place(epoch.row, member.id, bytes(member.box_public))
    wrapped = wrap(bytes(member.box_public), epoch.private, half, place, bucket=KEY_BUCKET)
    return Grant(epoch=epoch.row, member=member, half=half_id, wrapped=wrapped)


def newest_given(member: int, purpose: str) -> Given:
    """The newest epoch this member was granted; raises NotAllowed when there is none."""
    given = _statements.newest_grant(member, purpose)
    if given is None:
        raise NotAllowed
    return given


def open_given(given: Given, member: int, box_private: bytes, half: bytes | None) -> OpenEpoch:
    """What was granted, opened; raises CannotOpen."""
    place = _grant_place(given.epoch, member, given.receiver)
    return OpenEpoch(given.epoch, unwrap(box_private, given.wrapped, half, place))


def open_before(epoch: OpenEpoch) -> OpenEpoch:
    """One step down the chain; raises CannotOpen at its end."""
    older = Epoch.objects.filter(purpose=epoch.row.purpose, number=epoch.row.number - 1).first()
    if older is None:
        raise NotFound
    half = half_of(epoch.row.half)
    private = unwrap(epoch.private, bytes(epoch.row.before), half, _place(epoch.row, "before"))
    return OpenEpoch(older, private)


def recover(epoch: Epoch, recovery_private: bytes) -> OpenEpoch:
    """The epoch opened with the recovery key."""
    half = half_of(epoch.half)
    place = _place(epoch, "recovery")
    return OpenEpoch(epoch, unwrap(recovery_private, bytes(epoch.recovery), half, place))


def _place(epoch: Epoch, what: str) -> bytes:
    return context(what, organisation(), epoch.purpose, epoch.number, bytes(epoch.box_public))


def _grant_place(epoch: Epoch, member: int, receiver: bytes) -> bytes:
    return context("grant", organisation(), epoch.purpose, epoch.number, member, receiver)


def sign_anew(epoch: Epoch, signer: StaffKey, sign_private: bytes) -> None:
    """Another holder vouches for an epoch whose signer has left; raises BrokenChain."""
    check_epoch(epoch)
    old = epoch.proof
    epoch.proof, proof = make_half()
    epoch.signer = signer.id
    epoch.signature = sign(sign_private, epoch_statement(epoch, signer.id, proof))
    epoch.save(update_fields=["proof", "signer", "signature"])
    destroy_halves([old])
