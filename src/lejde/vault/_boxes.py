"""Wrapping to a public key: HPKE (RFC 9180) outside, the wrap's own half inside.

A wrap opens only with the private key, its half and its place; destroying the half ends it.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from lejde.vault._envelope import CannotOpen, derive, seal, unseal

VERSION = 1
KEY_BUCKET = 64
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def make_box(seed: bytes | None = None) -> tuple[bytes, bytes]:
    """A new X25519 pair, private then public; from a seed of 32 bytes when given."""
    private = X25519PrivateKey.from_private_bytes(seed) if seed else X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def wrap(public: bytes, content: bytes, half: bytes, place: bytes, *, bucket: int) -> bytes:
    """Version (1) ‖ encapsulated key (32) ‖ ciphertext; the size tells only the bucket."""
    inner = seal(derive(half, "wrap"), content, place, bucket=bucket)
    receiver = X25519PublicKey.from_public_bytes(public)
    return bytes([VERSION]) + SUITE.encrypt(inner, receiver, info=place)


def unwrap(private: bytes, wrapped: bytes, half: bytes | None, place: bytes) -> bytes:
    """Opens a wrap; raises CannotOpen, without its half too."""
    if half is None or not wrapped or wrapped[0] != VERSION:
        raise CannotOpen
    receiver = X25519PrivateKey.from_private_bytes(private)
    try:
        inner = SUITE.decrypt(wrapped[1:], receiver, info=place)
    except InvalidTag as error:
        raise CannotOpen from error
    return unseal(derive(half, "wrap"), inner, place)
