"""The return code: 20 characters in Crockford base32, four groups of five.

Five characters find the row (no secret), fourteen are the secret (70 bits), one is a check that
is tested before any hashing is paid for.
"""

import secrets
from dataclasses import dataclass, field

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOCATOR, SECRET, LENGTH = 5, 14, 20
FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True)
class ReturnCode:
    """A code taken apart; neither half shows in a traceback."""

    locator: str
    secret: str = field(repr=False)

    def shown(self) -> str:
        """As a person sees it: `ABCDE-FGHJK-MNPQR-STVWX`."""
        body = self.locator + self.secret
        whole = body + _check(body)
        return "-".join(whole[i : i + 5] for i in range(0, LENGTH, 5))


def make_code() -> ReturnCode:
    """A new random code."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LOCATOR + SECRET))
    return ReturnCode(drawn[:LOCATOR], drawn[LOCATOR:])


def read_code(typed: str) -> ReturnCode | None:
    """What a person typed, forgiving case, spaces, dashes and O/I/L; None when it is no code."""
    plain = "".join(c for c in typed.upper() if c not in " -\t\r\n").translate(FORGIVEN)
    if len(plain) != LENGTH or any(c not in ALPHABET for c in plain):
        return None
    body, check = plain[:-1], plain[-1]
    if _check(body) != check:
        return None
    return ReturnCode(body[:LOCATOR], body[LOCATOR:])


def _check(body: str) -> str:
    """A polynomial over GF(32): finds every single wrong character and every swap of neighbours."""
    total = 0
    for character in body:
        total = _times_x(total ^ ALPHABET.index(character))
    return ALPHABET[total]


def _times_x(value: int) -> int:
    shifted = value << 1
    return shifted ^ 0b100101 if shifted & 0b100000 else shifted
