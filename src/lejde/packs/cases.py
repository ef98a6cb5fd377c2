"""The cases of a pack, as a clinician reads them: somebody in words, and what they told."""

from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from lejde.packs.checking import cases_in
from lejde.packs.reading import home


@dataclass(frozen=True)
class Case:
    """`group` is the name of the file it stands in, `name` is in each language; `facts` as the
    contract has them.
    """

    group: str
    name: dict[str, str]
    facts: dict[str, Any]


@cache
def cases(iso: str) -> list[Case]:
    """Every case in the order of the files; what cannot be read is told by `packs check`."""
    return [
        Case(PurePosixPath(sheet.name).stem, case["name"], case["facts"])
        for sheet, _, case in cases_in(home() / iso)
        if isinstance(case, dict) and "facts" in case and isinstance(case.get("name"), dict)
    ]
