"""A second pair of eyes: an opinion that is asked for, and the other of the two who weigh whether
confidentiality is broken.

Colleagues learn of it by something sealed to the purpose, which tells a thief neither which talk
nor who asks. Whoever looks opens the talk with a reason that the visitor sees.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from lejde.chat import beside, threads
from lejde.chat.beside import ASK, DECIDED, OPINION, WEIGH, Entry, Record
from lejde.chat.desk_actions import Held, find
from lejde.chat.domain import SYSTEM, Message, check_text
from lejde.chat.models import Conversation
from lejde.identity.roles import CHAT
from lejde.identity.staffing import Worker
from lejde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from lejde.vault import staff

BOX = "second"
REASON = "second"
PASS_ON, KEEP = "pass_on", "keep"
TEXTS = ("feared", "endangered", "law", "asked", "alternatives", "decision")
LAST = {ASK: OPINION, WEIGH: DECIDED}


class AlreadyDecided(Conflict):
    """Somebody else was faster; what is written stays."""

    code = "already_decided"


@dataclass(frozen=True)
class Asked:
    """What waits for a second person: `of` is the number of the record, `about` its kind."""

    row: Conversation
    of: int
    about: str
    deposit: int


@dataclass(frozen=True)
class Weighed:
    """What is weighed, by whom, and what the second person said; `decided` None while it waits."""

    entry: Entry
    decided: Entry | None

    @property
    def holds(self) -> bool:
        """Whether both stand behind it."""
        return self.decided is not None and bool(self.decided.content["agrees"])


def ask(worker: Worker, number: int, text: object) -> None:
    """Asks colleagues who hold the purpose. Raises NotAllowed, NotFound, BadInput."""
    held, told = find(worker, number), check_text(text)
    _wait(held, beside.append(held, {"kind": ASK, "text": told}), ASK)


def weigh(worker: Worker, number: int, told: Record) -> None:
    """Writes what is weighed; nothing happens before somebody else has read it and said yes or no.

    `told` has a text for each of TEXTS, `outcome`, `tells` (whether the person reads of it) and
    `text`: what they read, or why it would endanger somebody. Raises as `ask`.
    """
    held = find(worker, number)
    record: Record = {"kind": WEIGH, **{key: check_text(told.get(key)) for key in TEXTS}}
    if told.get("outcome") not in (PASS_ON, KEEP) or not isinstance(told.get("tells"), bool):
        raise BadInput("outcome, tells: expected what is decided", keys=["outcome", "tells"])
    record |= {"outcome": told["outcome"], "tells": told["tells"]}
    record["text"] = check_text(told.get("text"))
    _wait(held, beside.append(held, record), WEIGH)


def _wait(held: Held, of: int, about: str) -> None:
    told = {"talk": str(held.row.pk), "of": of, "about": about, "by": str(held.worker.user.pk)}
    staff.deposit(held.row.purpose, BOX, told)


def asked(worker: Worker) -> list[Asked]:
    """What waits for this one: of the purposes they open, and not asked by themselves."""
    if not worker.may(CHAT):
        raise NotAllowed
    mine = str(worker.user.pk)
    return [one for one, by in _waiting(worker, worker.keys.purposes()) if by != mine]


def _waiting(worker: Worker, purposes: frozenset[str]) -> list[tuple[Asked, str]]:
    found = []
    for purpose in sorted(purposes):
        for deposit, _day, told in worker.keys.deposits(purpose, BOX):
            row = Conversation.objects.filter(pk=int(told["talk"])).first()
            if row is None:
                # Erased by whose it is: what was asked about it is gone too.
                staff.remove_deposit(deposit)
                continue
            found.append((Asked(row, told["of"], told["about"], deposit), told["by"]))
    return found


def look(worker: Worker, number: int) -> tuple[Held, list[Message], list[Entry]]:
    """A talk on which this one is asked, with what lies beside it. Raises NotAllowed, NotFound."""
    held = _asked_about(worker, number)
    worker.note("opened", held.part, REASON)
    return held, threads.read_all(held), beside.entries(held)


def answer(worker: Worker, number: int, of: int, text: object, agrees: bool | None = None) -> None:
    """An opinion, or with `agrees` the second of two who weigh. Whoever asked cannot answer.

    When both stand behind what was weighed, and telling endangers nobody, the person reads of it in
    the talk. Raises NotAllowed, NotFound, BadInput, AlreadyDecided.
    """
    held, told = _asked_about(worker, number), check_text(text)
    with transaction.atomic():
        row = threads.locked(number)
        written = {one.number: one for one in beside.entries(held)}
        entry = written.get(of)
        if entry is None or entry.kind not in LAST or (entry.kind == WEIGH) != (agrees is not None):
            raise NotFound("this is gone")
        if entry.content["worker"] == str(worker.user.pk):
            raise NotAllowed
        if any(one.content.get("of") == of for one in written.values()):
            raise AlreadyDecided("somebody has answered this")
        reply: Record = {"kind": LAST[entry.kind], "of": of, "text": told}
        if agrees is not None:
            reply["agrees"] = agrees
        beside.append(held, reply)
        if agrees and entry.content["tells"]:
            # Also into a talk that has ended: the person has a right to read it.
            threads.append(row, held, SYSTEM, _said(row, entry.content["text"]))
    _no_longer_waits(worker, held, of)


def _said(row: Conversation, text: str) -> str:
    with override(row.language):
        told = _("Two who work here weighed whether to tell somebody else. This was decided:")
    return f"{told}\n\n{text}"


def _no_longer_waits(worker: Worker, held: Held, of: int) -> None:
    for one, _by in _waiting(worker, frozenset({held.row.purpose})):
        if (one.row.pk, one.of) == (held.row.pk, of):
            staff.remove_deposit(one.deposit)


def _asked_about(worker: Worker, number: int) -> Held:
    """Only what one is asked about is there; a key alone is no reason to read."""
    for one in asked(worker):
        if one.row.pk == number:
            return beside.reading(worker, one.row)
    raise NotFound("this is gone")


def weighed_in(entries: list[Entry]) -> list[Weighed]:
    """What was weighed, the newest first."""
    decided = {one.content["of"]: one for one in entries if one.kind == DECIDED}
    return [Weighed(one, decided.get(one.number)) for one in reversed(entries) if one.kind == WEIGH]
