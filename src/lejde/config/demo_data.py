"""What the demo starts with: a fictional clinic with open times, and two visitors' codes."""

import json
import os
from pathlib import Path

VISITORS = 2


def load(home: Path) -> list[str]:
    """Fills what is missing and gives the demo visitors' codes; the same ones at each start."""
    from lejde.booking.demo import load_demo
    from lejde.vault import visitors

    load_demo()
    kept = home / "return_codes.json"
    if kept.exists():
        codes: list[str] = json.loads(kept.read_text())
        return codes
    codes = [visitors.make_visitor().return_code for _ in range(VISITORS)]
    _write_private(kept, codes)
    return codes


def write_credentials(path: Path, *, home: Path, base: str, codes: list[str]) -> str | None:
    """Writes the demo's codes for other programs; gives a fault instead of writing into the home.

    Inside the home they would be part of what a thief of the home is tested to find nothing in.
    """
    target = path.resolve()
    if target.is_relative_to(home):
        return f"--credentials: {target} lies inside the home; name a place outside it"
    content = {"base": base, "pid": os.getpid(), "staff": [], "return_codes": codes}
    _write_private(target, content)
    return None


def _write_private(path: Path, content: object) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        os.fchmod(descriptor, 0o600)
        json.dump(content, file)
