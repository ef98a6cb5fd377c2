"""What staff write beside a talk, for themselves: notes, how worried they are and until when,
second opinions, what is weighed before confidentiality is broken.

All of it lies in one part of the talk's folder that staff keep: the visitor sees that it is there,
and it goes with the talk. Records are only ever added; who wrote and when lie inside the seal. The
row of the conversation is the lock, so that what was decided by reading is written before anything
else is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from lejde.chat import threads
from lejde.chat.desk_actions import Held, find, opened
from lejde.chat.domain import check_text
from lejde.chat.models import Conversation
from lejde.identity.staffing import Worker
from lejde.kernel import clock
from lejde.kernel.errors import BadInput, NotFound
from lejde.vault.staff import SharedPart

PART = "beside"
NOTE, RISK, AWAY = "note", "risk", "away"
ASK, OPINION = "ask", "opinion"
WEIGH, DECIDED = "weigh", "decided"

# How worried staff are; `none` ends it before its hour.
LEVELS = ("none", "watch", "worried", "acute")
# Hours that a level may hold before it is set anew or is gone by itself.
HOURS = (2, 8, 24, 72, 168)

Record = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """One record, numbered from 1; `content` as it was written."""

    number: int
    content: Record = field(repr=False)

    @property
    def kind(self) -> str:
        return str(self.content["kind"])

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.content["at"])


@dataclass(frozen=True)
class Risk:
    """How worried somebody is, why, and until when."""

    level: str
    reason: str
    until: datetime
    who: str


def entries(held: Held) -> list[Entry]:
    """Everything beside a talk, in order; none when nobody wrote yet."""
    part = _part(held)
    if part is None:
        return []
    held.worker.note("opened", part)
    return _read(held.worker, part)


def risk_in(entries: list[Entry]) -> Risk | None:
    """The level that holds now: the last one that was set, until its hour."""
    for one in reversed(entries):
        if one.kind == RISK:
            told = one.content
            until = datetime.fromisoformat(told["until"])
            if told["level"] == "none" or until <= clock.now():
                return None
            return Risk(told["level"], told["text"], until, told["who"])
    return None


def put_away_until(entries: list[Entry]) -> int:
    """The last message whose words staff have looked at and found to mean no danger."""
    return max((one.content["upto"] for one in entries if one.kind == AWAY), default=0)


def note(worker: Worker, number: int, text: object) -> None:
    """A note for colleagues. Raises NotAllowed, NotFound, BadInput."""
    told = check_text(text)
    append(find(worker, number), {"kind": NOTE, "text": told})


def set_risk(worker: Worker, number: int, level: str, text: object, hours: int) -> None:
    """How worried one is, with a reason, for so many hours. Raises as `note`."""
    if level not in LEVELS or hours not in HOURS:
        raise BadInput("level, hours: expected one of those offered", keys=["level", "hours"])
    until = (clock.now() + timedelta(hours=hours)).isoformat()
    told = {"kind": RISK, "level": level, "text": check_text(text), "until": until}
    append(find(worker, number), told)


def put_away(worker: Worker, number: int, upto: int) -> None:
    """The words flagged up to a message mean no danger; later ones raise a flag again."""
    held = find(worker, number)
    append(held, {"kind": AWAY, "text": "", "upto": min(upto, held.row.last)})


def append(held: Held, content: Record) -> int:
    """Adds one record under the talk's lock; its number."""
    return decide(held, lambda _: content)


def decide(held: Held, choose: Callable[[list[Entry]], Record]) -> int:
    """Adds what follows from all that is written; nobody writes between. Its number."""
    worker = held.worker
    with transaction.atomic():
        threads.locked(held.row.pk)
        part = worker.keys.keep(held.row.purpose, held.row.folder, PART, held.part.until)
        written = _read(worker, part)
        content = {**choose(written), **_signed(worker)}
        number = worker.keys.write(part, content, after=len(written))
    worker.note("wrote", part)
    return number


def reading(worker: Worker, row: Conversation) -> Held:
    """A talk by the purpose's key, whoever holds it; raises NotFound without the key."""
    if row.purpose not in worker.keys.purposes():
        raise NotFound("this is gone")
    return opened(worker, row)


def _signed(worker: Worker) -> Record:
    return {
        "who": worker.user.username, "role": worker.role.code, "worker": str(worker.user.pk),
        "at": clock.now().isoformat(),
    }  # fmt: skip


def _part(held: Held) -> SharedPart | None:
    try:
        return held.worker.keys.part(held.row.purpose, held.row.folder, PART)
    except NotFound:
        return None


def _read(worker: Worker, part: SharedPart) -> list[Entry]:
    return [Entry(number, told) for number, told in worker.keys.open(part).read_after(0)]
