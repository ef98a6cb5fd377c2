"""What the demo fills its house with, once."""

import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings

from lejde.config import demo_hours, demo_people, demo_visitors, demo_year
from lejde.identity.models import Staff
from lejde.vault import house
from lejde.vault.root import make_root

CODES = "codes"
PLACE = "demo codes"


def fill(home: Path) -> None:
    """Makes the organisation and its people when they are not there yet."""
    public = home / "root.public"
    if Staff.objects.exists():
        settings.LEJDE_ROOT_KEY = public.read_text().strip()
        demo_hours.fill()
        return
    root = make_root()
    public.write_text(root.public + "\n")
    settings.LEJDE_ROOT_KEY = root.public
    demo_people.make_people(root)
    demo_hours.fill()
    demo_year.fill()
    codes = demo_visitors.fill()
    (home / CODES).write_text(house.seal_text(" ".join(codes), PLACE))


def codes() -> list[str]:
    """The codes of two made-up visitors."""
    kept = settings.LEJDE_HOME / CODES
    return house.open_text(kept.read_text(), PLACE).split() if kept.exists() else []


def write_credentials(file: Path, base: str) -> None:
    """Logins, second factors and codes as JSON, readable by the owner only."""
    told: dict[str, Any] = {
        "base": base,
        "pid": os.getpid(),
        "staff": [
            {"username": p.username, "password": p.passphrase, "totp": p.totp, "role": p.role}
            for p in demo_people.people()
        ],
        "return_codes": codes(),
    }
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        json.dump(told, out, indent=1)
