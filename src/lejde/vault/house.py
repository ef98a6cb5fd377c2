"""Small secrets that the server opens alone, sealed under the pepper: second factors, demo keys,
and what a browser carries for some minutes.
"""

import base64
import binascii
import hmac
import zlib
from datetime import timedelta

from django.conf import settings
from shamir_mnemonic.wordlist import WORDLIST

from lejde.kernel import clock
from lejde.vault._envelope import CannotOpen, context, derive, seal, unseal

BUCKET = 128
EPOCH_BYTES = 8


def seal_text(text: str, place: str) -> str:
    """Sealed text as base64, for a column of text."""
    key = derive(settings.LEJDE_PEPPER, "house")
    return base64.b64encode(seal(key, text.encode(), context(place), bucket=BUCKET)).decode()


def open_text(sealed: str, place: str) -> str:
    """Opens it; raises CannotOpen."""
    key = derive(settings.LEJDE_PEPPER, "house")
    return unseal(key, base64.b64decode(sealed), context(place)).decode()


def seal_passing(text: str, purpose: str) -> str:
    """Text that a browser carries for some minutes and only the house can read, safe in a cookie.

    The hour of sealing is inside, so that an old copy is known as such whatever the browser says.
    """
    moment = int(clock.now().timestamp()).to_bytes(EPOCH_BYTES, "big")
    # Compressed length tells of the text; the buckets of the envelope hide all but the rough size.
    body = moment + zlib.compress(text.encode(), 9)
    sealed = seal(_passing_key(purpose), body, context("passing", purpose))
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def open_passing(sealed: str, purpose: str, longest: timedelta) -> str:
    """Opens it; raises CannotOpen when forged, of another purpose or older than `longest`."""
    try:
        envelope = base64.b64decode(sealed + "=" * (-len(sealed) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise CannotOpen from error
    body = unseal(_passing_key(purpose), envelope, context("passing", purpose))
    age = clock.now().timestamp() - int.from_bytes(body[:EPOCH_BYTES], "big")
    if age > longest.total_seconds():
        raise CannotOpen
    return zlib.decompress(body[EPOCH_BYTES:]).decode()


def _passing_key(purpose: str) -> bytes:
    return derive(settings.LEJDE_PEPPER, f"passing/{purpose}")


def fingerprint_of(token: str, place: str) -> str:
    """A keyed hash by which a token is found again without being kept; 64 hexadecimal digits."""
    key = derive(settings.LEJDE_PEPPER, f"tokens/{place}")
    return hmac.new(key, token.encode(), "sha256").hexdigest()


def words(digest: bytes, count: int) -> str:
    """The first bits of a digest as words, ten bits each, to be read aloud or typed."""
    number = int.from_bytes(digest, "big")
    return " ".join(WORDLIST[(number >> (10 * place)) & 1023] for place in range(count))
