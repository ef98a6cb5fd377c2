"""What stands beside a talk at the desk: hints about one's own words, passages of the pages to
send, the guide. It reads what is typed and sends nothing; nothing of it is kept.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from lejde.chat.domain import LONGEST_TEXT
from lejde.chat.models import Conversation
from lejde.identity.staffing import Worker
from lejde.kernel.errors import NotFound
from lejde.knowledge import guiding, passages, wording
from lejde.knowledge.guiding import Chapter, Line

# The button's name, and what its value begins with: look again, put in a passage, put in a line.
ASKED = "at_hand"
LOOK, PAGE, LINE = "look", "page:", "line:"
LONGEST_WORDS = 100


@dataclass(frozen=True)
class Typed:
    """What a worker has typed and not sent: the message, and words to search the pages for."""

    text: str = ""
    words: str = ""

    @classmethod
    def of(cls, posted: Any) -> "Typed":
        """From a posted form; longer than a message may be is not looked at further."""
        text = posted.get("text", "")[: LONGEST_TEXT * 2]
        return cls(text, posted.get("words", "")[:LONGEST_WORDS].strip())


def is_asked(posted: Any) -> bool:
    """Whether a posted message is not to be sent, only to be looked at or added to."""
    return ASKED in posted


def added_to(typed: Typed, asked: str, row: Conversation, worker: Worker) -> Typed:
    """The message with a passage or a line of the guide behind it, in the visitor's language;
    unchanged where there is none.
    """
    more = _to_put(typed, asked, row, worker)
    if not more:
        return typed
    before = typed.text.rstrip()
    return Typed(f"{before}\n\n{more}" if before else more, typed.words)


def _to_put(typed: Typed, asked: str, row: Conversation, worker: Worker) -> str:
    if asked.startswith(PAGE):
        found = passages.passage(asked.removeprefix(PAGE), typed.words, row.language)
        return with_address(found) if found else ""
    if asked.startswith(LINE):
        try:
            return guiding.line(asked.removeprefix(LINE), row.language, worker.user.plissit)
        except NotFound:
            return ""
    return ""


def with_address(passage: passages.Passage) -> str:
    """A passage as it is sent: its words, then the page it stands on."""
    return f"{passage.text}\n{passage.address}"


def looked_at(typed: Typed, row: Conversation) -> dict[str, Any]:
    """Hints and passages for what is typed; `is_clear` when a text was looked at and holds none."""
    reader = get_language() or row.language
    hints = wording.advice(typed.text, row.language, reader)
    found = passages.passages(typed.words, row.language) if typed.words else []
    return {
        "hints": hints, "is_clear": bool(typed.text.strip()) and not hints,
        "found": [(one, with_address(one)) for one in found], "words": typed.words,
        "in_language": row.language,
    }  # fmt: skip


def stands(row: Conversation, worker: Worker, typed: Typed | None, asked: str) -> dict[str, Any]:
    """Everything beside a talk; `opened` is the chapter that a line was just taken from."""
    opened = asked.removeprefix(LINE) if asked.startswith(LINE) else ""
    return {
        **looked_at(typed or Typed(), row), "guide": _guide(row, worker), "opened": opened,
        "number": row.pk,
    }  # fmt: skip


def _guide(row: Conversation, worker: Worker) -> dict[str, Any] | None:
    """The guide with each line also in the visitor's language; None when it cannot be read."""
    level = worker.user.plissit
    try:
        shown = guiding.guide(get_language() or row.language, level)
        chapters = [_in_both(chapter, row.language, level) for chapter in shown.chapters]
        hand_over = _both(shown.hand_over, row.language, level)
    except NotFound:
        return None
    return {"heads": shown.heads, "chapters": chapters, "hand_over": hand_over}


def _in_both(
    chapter: Chapter, language: str, level: int
) -> tuple[Chapter, list[tuple[Line, str, bool]]]:
    return chapter, [_both(line, language, level) for line in chapter.lines]


def _both(line: Line, language: str, level: int) -> tuple[Line, str, bool]:
    """A line, what is put into the message, and whether the two read alike."""
    theirs = guiding.line(line.key, language, level)
    return line, theirs, theirs == line.said.text
