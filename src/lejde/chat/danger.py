"""Words that may mean danger. They raise a flag, so that people look, and show the numbers to call
to whoever wrote them; nothing is ever decided by them.

The server may read a text only for whoever sends or opens it. So the flag is raised while a message
is stored, as one open bit that says neither which word nor what kind, and it is gone once somebody
reads the talk; the kinds beside a talk are found anew, each time it is opened.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import get_args

import yaml
from django.utils.translation import get_language

from lejde.chat import threads
from lejde.chat.domain import VISITOR, Message
from lejde.chat.models import Conversation
from lejde.guidelines import codes, words
from lejde.knowledge.editions import in_force

KINDS: tuple[str, ...] = get_args(codes.Danger)
# Whoever writes only this asks to be written nothing until they write again.
PAUSE = "pause"
_YOUNG = r"(?:[89]|1[0-7])"


@dataclass(frozen=True)
class Found:
    """What one message may mean: its sequence, and kinds in the order of need."""

    sequence: int
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class ToCall:
    """A number to call, in the reader's language."""

    number: str
    name: str
    who: str
    hours: str


def kinds_in(text: str) -> tuple[str, ...]:
    """What a text may mean, whichever language it is in, in the order of need."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("’", "'")
    return tuple(kind for kind, pattern in _patterns().items() if pattern.search(plain))


def found_in(messages: Iterable[Message], after: int = 0) -> list[Found]:
    """The visitor's messages after one in which there is such a word."""
    own = (one for one in messages if one.sender == VISITOR and one.sequence > after)
    told = (Found(one.sequence, kinds_in(one.text)) for one in own)
    return [one for one in told if one.kinds]


def is_pause(text: str) -> bool:
    """Whether this is the word that asks to be written nothing."""
    return text.strip().strip(".!").casefold() == PAUSE


def is_paused(messages: list[Message]) -> bool:
    """Whether the visitor's last word asks to be written nothing."""
    own = [one for one in messages if one.sender == VISITOR]
    return bool(own) and is_pause(own[-1].text)


def raise_flag(number: int, text: str) -> None:
    """Within the transaction that stores what was written."""
    if kinds_in(text):
        threads.change(number, _flagged)


def seen(row: Conversation) -> None:
    """Somebody of the staff reads the talk: what the flag was for is before their eyes."""
    if row.is_flagged:
        Conversation.objects.filter(pk=row.pk).update(is_flagged=False)


def to_call(kinds: Iterable[str]) -> list[ToCall]:
    """Whom to call, of the pack in force, each once."""
    wanted, language = set(kinds), words.nearest(get_language() or "nb")
    return [
        ToCall(one.number, one.name[language], one.who[language], one.hours[language])
        for one in in_force().numbers
        if wanted.intersection(one.danger)
    ]


def _flagged(row: Conversation) -> None:
    row.is_flagged = True


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """One pattern a kind, over all languages: people write in another than the page's."""
    listed: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for language in codes.LANGUAGES:
        file = resources.files("lejde.chat") / "danger_words" / f"{language}.yaml"
        for kind, lines in yaml.safe_load(file.read_text()).items():
            listed[kind] += [_pattern(line) for line in lines]
    return {
        kind: re.compile(rf"(?<!\w)(?:{'|'.join(lines)})(?!\w)") for kind, lines in listed.items()
    }


def _pattern(line: str) -> str:
    told = line.replace("*", r"\w*").replace("{young}", _YOUNG)
    return re.sub(" +", r"\\s+", told)
