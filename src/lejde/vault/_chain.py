"""Every public key that anything is wrapped to is signed, up to a root that is a setting.

Who only writes rows cannot slip in a key of their own: the root's public half is no row. It is
also the organisation's name in every context, so nothing moves between two installations.
"""

from django.conf import settings
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from lejde.kernel.errors import Unavailable
from lejde.vault._envelope import context
from lejde.vault._halves import half_of
from lejde.vault.models import Epoch, Recovery, StaffKey

LONGEST_CHAIN = 50
ROOT = 0


class BrokenChain(Unavailable):
    """A public key that no chain of signatures joins to the root."""

    code = "broken_chain"


def organisation() -> bytes:
    """The root's public half; raises BrokenChain when there is none yet."""
    if not settings.LEJDE_ROOT_KEY:
        raise BrokenChain("no root key: LEJDE_ROOT_KEY, from `lejde setup`")
    return bytes.fromhex(settings.LEJDE_ROOT_KEY)


def sign(private: bytes, statement: bytes) -> bytes:
    """Ed25519 signature, 64 bytes."""
    return SigningKey(private).sign(statement).signature


def is_signed(public: bytes, statement: bytes, signature: bytes) -> bool:
    """Whether `public` signed `statement`."""
    try:
        VerifyKey(public).verify(statement, bytes(signature))
    except (BadSignatureError, ValueError):
        return False
    return True


def staff_statement(key: StaffKey, signer: int, proof: bytes) -> bytes:
    """What a signer says of a staff key: the purposes it may hold, and both public halves."""
    publics = bytes(key.box_public), bytes(key.sign_public)
    return context("staff", organisation(), key.id, key.purposes, *publics, signer, proof)


def epoch_statement(epoch: Epoch, signer: int, proof: bytes) -> bytes:
    """What a signer says of a compartment's public key."""
    place = epoch.purpose, epoch.number, bytes(epoch.box_public)
    return context("epoch", organisation(), *place, signer, proof)


def recovery_statement(box_public: bytes) -> bytes:
    """What the root says of the recovery key."""
    return context("recovery", organisation(), box_public)


def check_staff(key: StaffKey, depth: int = 0) -> None:
    """Raises BrokenChain unless the key is certified by the root or a certified key holder."""
    proof = half_of(key.proof) if key.proof else None
    if proof is None or depth > LONGEST_CHAIN:
        raise BrokenChain
    public = _signer(key.signer, "", depth)
    if not is_signed(public, staff_statement(key, key.signer, proof), bytes(key.signature)):
        raise BrokenChain


def check_epoch(epoch: Epoch) -> None:
    """Raises BrokenChain unless somebody who may hold this purpose signed the epoch."""
    proof = half_of(epoch.proof)
    if proof is None:
        raise BrokenChain
    public = _signer(epoch.signer, epoch.purpose, 0)
    if not is_signed(public, epoch_statement(epoch, epoch.signer, proof), bytes(epoch.signature)):
        raise BrokenChain


def _signer(number: int, purpose: str, depth: int) -> bytes:
    """The signing key of somebody who may sign; who holds no purpose certifies nobody."""
    if number == ROOT:
        return organisation()
    signer = StaffKey.objects.filter(id=number).first()
    if signer is None or not signer.purposes:
        raise BrokenChain
    if purpose and purpose not in signer.purposes.split():
        raise BrokenChain
    check_staff(signer, depth + 1)
    return bytes(signer.sign_public)


def rests_on(key: StaffKey, number: int) -> bool:
    """Whether the chain from this key to the root passes through another one."""
    for _ in range(LONGEST_CHAIN):
        if number in (key.id, key.signer):
            return True
        above = StaffKey.objects.filter(id=key.signer).first()
        if above is None:
            return False
        key = above
    raise BrokenChain


def recovery_public() -> bytes | None:
    """The recovery key's public half, when there is one; raises BrokenChain when it is forged."""
    row = Recovery.objects.first()
    if row is None:
        return None
    public = bytes(row.box_public)
    if not is_signed(organisation(), recovery_statement(public), bytes(row.signature)):
        raise BrokenChain
    return public
