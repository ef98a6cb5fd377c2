"""Staff members' own keys: made, locked under a passphrase, certified, closed."""

import hmac
import secrets
from hashlib import sha256

from django.db import transaction
from nacl.signing import SigningKey
from nacl.utils import random
from shamir_mnemonic.wordlist import WORDLIST

from lejde.kernel.errors import NotSignedIn
from lejde.kernel.ids import new_row_id
from lejde.vault._boxes import make_box
from lejde.vault._chain import sign, staff_statement
from lejde.vault._envelope import CannotOpen, context, derive, seal, unseal
from lejde.vault._halves import destroy_halves, half_of, make_half
from lejde.vault._hashing import staff_root
from lejde.vault.house import words
from lejde.vault.models import StaffKey

PASSPHRASE_WORDS = 6
FINGERPRINT_WORDS = 8
SALT_BYTES = 16
BUCKET = 128


def make_passphrase() -> str:
    """Six words of a list of 1024: 60 random bits, behind Argon2id with 64 MiB and the pepper."""
    return " ".join(secrets.choice(WORDLIST) for _ in range(PASSPHRASE_WORDS))


def enroll(purposes: frozenset[str], passphrase: str = "") -> tuple[StaffKey, str]:
    """A new key, not yet certified, that may come to hold `purposes`; and its passphrase."""
    box_private, box_public = make_box()
    signing = SigningKey.generate()
    passphrase = passphrase or make_passphrase()
    number = new_row_id()
    key = StaffKey.objects.create(
        id=number,
        purposes=" ".join(sorted(purposes)),
        box_public=box_public,
        sign_public=bytes(signing.verify_key),
        **_locked(number, passphrase, box_private + bytes(signing)),
    )
    return key, passphrase


def unlock(number: int | None, passphrase: str) -> tuple[bytes, bytes]:
    """Box and signing private keys; unknown, closed and wrong cost the same: NotSignedIn."""
    key = StaffKey.objects.filter(id=number, closed=False).first() if number else None
    salt = bytes(key.salt) if key else bytes(SALT_BYTES)
    root = staff_root(_plain(passphrase), salt)
    expected = bytes(key.verifier) if key else bytes(32)
    if not hmac.compare_digest(derive(root, "verifier"), expected) or key is None:
        raise NotSignedIn
    half = half_of(key.half)
    if half is None:
        raise NotSignedIn
    try:
        both = unseal(_lock(root, half), bytes(key.wrapped), _place(key.id))
    except CannotOpen as error:
        raise NotSignedIn from error
    return both[:32], both[32:]


def new_passphrase(number: int, box_private: bytes, sign_private: bytes) -> str:
    """A new passphrase; the old wrap's half is destroyed."""
    passphrase = make_passphrase()
    old = StaffKey.objects.values_list("half", flat=True).get(id=number)
    fresh = _locked(number, passphrase, box_private + sign_private)
    StaffKey.objects.filter(id=number).update(**fresh)
    destroy_halves([old])
    return passphrase


def fingerprint(key: StaffKey) -> str:
    """Eight words (80 bits) that two people compare by voice or face before a grant."""
    digest = sha256(context("fingerprint", key.id, bytes(key.box_public), bytes(key.sign_public)))
    return words(digest.digest(), FINGERPRINT_WORDS)


def certify(key: StaffKey, signer: int, sign_private: bytes) -> None:
    """Signs a staff key anew; the certificate it had before is void."""
    old = key.proof
    key.proof, proof = make_half()
    key.signer = signer
    key.signature = sign(sign_private, staff_statement(key, signer, proof))
    key.save(update_fields=["proof", "signer", "signature"])
    if old:
        destroy_halves([old])


def close(key: StaffKey) -> None:
    """The passphrase opens nothing more, and what was granted is noise; no undo."""
    halves = [key.half, *key.grants.values_list("half", flat=True)]
    with transaction.atomic():
        StaffKey.objects.filter(id=key.id).update(closed=True)
        for grant in key.grants.select_related("epoch"):
            type(grant.epoch).objects.filter(purpose=grant.epoch.purpose).update(stale=True)
    destroy_halves(halves)
    key.grants.all().delete()


def _locked(number: int, passphrase: str, both: bytes) -> dict[str, object]:
    salt = random(SALT_BYTES)
    root = staff_root(_plain(passphrase), salt)
    half_id, half = make_half()
    return {
        "salt": salt,
        "verifier": derive(root, "verifier"),
        "half": half_id,
        "wrapped": seal(_lock(root, half), both, _place(number), bucket=BUCKET),
    }


def _plain(passphrase: str) -> str:
    return " ".join(passphrase.lower().replace("-", " ").split())


def _lock(root: bytes, half: bytes) -> bytes:
    return derive(root, "staff", salt=half)


def _place(number: int) -> bytes:
    return context("staff key", number)


def void(key: StaffKey) -> None:
    """A leaver's certificate ends, and with it whatever they might still sign."""
    destroy_halves([key.proof])
    StaffKey.objects.filter(id=key.id).update(proof=0, signature=b"")
