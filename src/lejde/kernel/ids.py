"""Random identifiers. Never sequential: order tells who came when."""

import secrets

ROW_ID_BITS = 63


def new_row_id() -> int:
    """A random 63-bit primary key; on SQLite it is also the row's place in the file."""
    return secrets.randbits(ROW_ID_BITS) or 1


def new_public_id() -> str:
    """A random 128-bit id in lower-case hex for what is named outside the database."""
    return secrets.token_hex(16)
