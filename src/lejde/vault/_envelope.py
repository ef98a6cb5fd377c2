"""Sealed contents: XChaCha20-Poly1305, bound to where they belong, key-committing, padded.

An envelope is version (1) ‖ commitment (32) ‖ nonce (24) ‖ ciphertext. Its associated data are the
canonical, length-prefixed parts of its context, so a row moved elsewhere does not open.
"""

import hmac
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError
from nacl.utils import random

from lejde.kernel.errors import LejdeError

VERSION = 1
KEY_BYTES = 32
NONCE_BYTES = 24
TAG_BYTES = 16
SMALLEST_BUCKET = 256

Part = str | int | bytes


class CannotOpen(LejdeError):
    """Wrong key, wrong place, cut or changed: the same answer for all."""

    code = "cannot_open"
    status = 403


def context(*parts: Part) -> bytes:
    """Canonical associated data: each part with its type and length in front."""
    encoded = bytearray()
    for part in parts:
        kind, raw = _raw(part)
        encoded += kind + len(raw).to_bytes(4, "big") + raw
    return bytes(encoded)


def _raw(part: Part) -> tuple[bytes, bytes]:
    if isinstance(part, bytes):
        return b"b", part
    if isinstance(part, str):
        return b"s", part.encode()
    return b"i", part.to_bytes(8, "big", signed=True)


def derive(key: bytes, purpose: str, *, salt: bytes = b"", size: int = KEY_BYTES) -> bytes:
    """HKDF-SHA256; `purpose` keeps keys of different use apart."""
    kdf = HKDF(
        algorithm=SHA256(), length=size, salt=salt or None, info=b"lejde/1/" + purpose.encode()
    )
    return kdf.derive(key)


def seal(key: bytes, plaintext: bytes, place: bytes, *, bucket: int = SMALLEST_BUCKET) -> bytes:
    """Seals `plaintext` for one `place` (from `context`); the size tells only the bucket."""
    encrypting, committing = _two_keys(key, place)
    nonce = random(NONCE_BYTES)
    padded = _pad(plaintext, bucket)
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(padded, place, nonce, encrypting)
    commitment = hmac.digest(committing, place + nonce, "sha256")
    return bytes([VERSION]) + commitment + nonce + sealed


def unseal(key: bytes, envelope: bytes, place: bytes) -> bytes:
    """Opens an envelope; raises CannotOpen."""
    head = 1 + 32 + NONCE_BYTES
    if len(envelope) < head + TAG_BYTES or envelope[0] != VERSION:
        raise CannotOpen
    commitment, nonce, sealed = envelope[1:33], envelope[33:head], envelope[head:]
    encrypting, committing = _two_keys(key, place)
    # Without commitment one ciphertext can be made to open under two keys.
    if not hmac.compare_digest(commitment, hmac.digest(committing, place + nonce, "sha256")):
        raise CannotOpen
    try:
        padded = crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, place, nonce, encrypting)
    except CryptoError as error:
        raise CannotOpen from error
    return _unpad(padded)


def _two_keys(key: bytes, place: bytes) -> tuple[bytes, bytes]:
    both = derive(key, "envelope", salt=sha256(place).digest(), size=2 * KEY_BYTES)
    return both[:KEY_BYTES], both[KEY_BYTES:]


def _pad(plaintext: bytes, bucket: int) -> bytes:
    size = bucket
    while size < len(plaintext) + 4:
        size *= 2
    return len(plaintext).to_bytes(4, "big") + plaintext.ljust(size - 4, b"\0")


def _unpad(padded: bytes) -> bytes:
    return padded[4 : 4 + int.from_bytes(padded[:4], "big")]
