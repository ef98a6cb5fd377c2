"""The language guard: words in a text that judge somebody. Only a hint. No Django.

Whole words only, in any case, in the forms the data lists. What somebody else said, in quotation
marks or on a line that begins with >, is theirs and is left alone.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from lejde.packs.wordbook import Guard, Judging

_QUOTED = re.compile(
    r"«[^«»]*»|»[^«»]*«|“[^“”]*”|„[^„“”]*[“”]|\"[^\"\n]*\""
    r"|‘(?:[^‘’]|(?<=\w)’(?=\w))*’(?!\w)|^[ \t]*>.*$", re.MULTILINE,
)  # fmt: skip
# No letter, and no space either: a phrase must not be read across what was taken out.
_GONE = "\N{BULLET}"


@dataclass(frozen=True)
class Hint:
    """A word as it was written, and what the guard knows about it."""

    written: str
    about: Judging


class Listener:
    """What the guard knows of one language."""

    def __init__(self, guard: Guard, language: str) -> None:
        self._known = {
            _bare(form): one for one in guard.judging for form in one.forms.get(language, [])
        }
        self._judging = _any_of(self._known)
        self._left_alone = _any_of(_bare(one) for one in guard.left_alone.get(language, []))

    def hints(self, text: str) -> list[Hint]:
        """In the order of the text, each word once."""
        heard = _plain(_QUOTED.sub(_GONE, text))
        heard = self._left_alone.sub(_GONE, heard)
        found: dict[str, Hint] = {}
        for match in self._judging.finditer(heard):
            found.setdefault(_bare(match[0]), Hint(match[0], self._known[_bare(match[0])]))
        return list(found.values())


def _plain(text: str) -> str:
    """One sign for each letter, and one kind of apostrophe, however it was typed."""
    return unicodedata.normalize("NFC", text).replace("’", "'")


def _bare(form: str) -> str:
    return " ".join(_plain(form).casefold().split())


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    """Any of some words or phrases, the longest first; one that matches nothing for none."""
    listed = "|".join(
        r"\s+".join(map(re.escape, form.split()))
        for form in sorted(forms, key=lambda form: (-len(form), form))
    )
    return re.compile(
        rf"(?<!\w)(?<!\w-)(?:{listed})(?!\w)(?!-\w)" if listed else r"(?!)", re.IGNORECASE
    )
