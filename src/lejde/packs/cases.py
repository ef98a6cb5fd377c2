"""The cases of a pack, as a clinician reads them: a name in words, facts, what is expected."""

from functools import cache
from typing import Any

from lejde.packs.checking import cases_in
from lejde.packs.reading import home


@cache
def cases(iso: str) -> list[dict[str, Any]]:
    """Every case in the order of the files; what cannot be read is told by `packs check`."""
    return [case for _, _, case in cases_in(home() / iso)]
