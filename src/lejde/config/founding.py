"""`lejde setup`: the organisation, its first two key holders, the root and the recovery shares."""

import argparse
import sys

import django
from django.conf import settings

from lejde.kernel.errors import LejdeError


def setup(argv: list[str]) -> int:
    """Founds the organisation once; 2 when it stands already or a name or role is wrong."""
    parser = argparse.ArgumentParser(prog="lejde setup")
    parser.add_argument(
        "holder", nargs=2, metavar="NAME:ROLE", help="first two key holders, as anna:nurse"
    )
    arguments = parser.parse_args(argv)
    from lejde.config import serve

    if not serve.is_ready("setup"):
        return 2
    try:
        holders = [_holder(one) for one in arguments.holder]
        told = found(holders)
    except LejdeError as error:
        print(f"lejde setup: {error.message or error.code}", file=sys.stderr)
        return 2
    from lejde.booking import starters

    starters.add()
    print("\n".join(told))
    return 0


def _holder(told: str) -> tuple[str, str]:
    from lejde.identity.roles import ROLES
    from lejde.kernel.errors import BadInput

    name, _, role = told.partition(":")
    if role not in ROLES or not ROLES[role].purposes:
        having = ", ".join(code for code in ROLES if ROLES[code].purposes)
        raise BadInput(f"{told}: expected NAME:ROLE with one of the roles {having}")
    return name, role


def found(holders: list[tuple[str, str]]) -> list[str]:
    """Makes both people and the root; the lines to write down, shown only now."""
    from lejde.identity.models import Staff
    from lejde.identity.roles import ROLES
    from lejde.kernel.errors import Conflict
    from lejde.vault import staff as vault
    from lejde.vault.root import NEEDED, SHARES, make_root

    if Staff.objects.exists():
        raise Conflict("the organisation stands already; people join by invitation")
    root = make_root()
    settings.LEJDE_ROOT_KEY = root.public
    django.setup()
    lines, numbers = [], []
    for name, role in holders:
        number, passphrase = vault.enroll(ROLES[role].purposes)
        numbers.append(number)
        Staff.objects.create(username=name, role=role, key=number, plissit=ROLES[role].plissit)
        lines.append(f"{name} ({role}), passphrase: {passphrase}")
    root.found(numbers)
    return [
        f"LEJDE_ROOT_KEY={root.public}",
        "Put this line into the settings before you start the service.",
        *lines,
        "Each signs in at /desk/ and sets up a second factor at once; then both vouch for each",
        "other under People, so that two hold each key.",
        f"Recovery: {SHARES} shares, any {NEEDED} open everything. One each to people outside:",
        *root.shares(),
    ]
