"""Small secrets that the server opens alone, sealed under the pepper: second factors, demo keys."""

import base64
import hmac

from django.conf import settings
from shamir_mnemonic.wordlist import WORDLIST

from lejde.vault._envelope import context, derive, seal, unseal

BUCKET = 128


def seal_text(text: str, place: str) -> str:
    """Sealed text as base64, for a column of text."""
    key = derive(settings.LEJDE_PEPPER, "house")
    return base64.b64encode(seal(key, text.encode(), context(place), bucket=BUCKET)).decode()


def open_text(sealed: str, place: str) -> str:
    """Opens it; raises CannotOpen."""
    key = derive(settings.LEJDE_PEPPER, "house")
    return unseal(key, base64.b64decode(sealed), context(place)).decode()


def fingerprint_of(token: str, place: str) -> str:
    """A keyed hash by which a token is found again without being kept; 64 hexadecimal digits."""
    key = derive(settings.LEJDE_PEPPER, f"tokens/{place}")
    return hmac.new(key, token.encode(), "sha256").hexdigest()


def words(digest: bytes, count: int) -> str:
    """The first bits of a digest as words, ten bits each, to be read aloud or typed."""
    number = int.from_bytes(digest, "big")
    return " ".join(WORDLIST[(number >> (10 * place)) & 1023] for place in range(count))
