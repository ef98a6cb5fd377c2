"""The cases of a pack, as a clinician reads them: a name in words, facts, what is expected."""

from functools import cache
from typing import Any

from lejde.packs.reading import home, plain


@cache
def cases(iso: str) -> list[dict[str, Any]]:
    """Every case in the order of the files; what cannot be read is told by `packs check`."""
    folder = home() / iso / "cases"
    files = sorted(folder.iterdir(), key=lambda file: file.name) if folder.is_dir() else []
    return [case for file in files for case in plain(file, []) or []]
