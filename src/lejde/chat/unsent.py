"""What somebody of the staff has typed and not sent: kept sealed in a part of the staff's own, so
that it outlives their session, and stands in the box of whoever goes on with the talk.
"""

from django.db import transaction

from lejde.chat import parts, threads
from lejde.chat.domain import CLOSED, LONGEST_TEXT, TooLong
from lejde.chat.models import Conversation
from lejde.identity.staffing import Worker
from lejde.kernel import clock
from lejde.kernel.errors import BadInput, NotFound
from lejde.vault.staff import SharedPart

PART = "unsent"


def keep(worker: Worker, number: int, text: object, given: SharedPart) -> None:
    """In place of what was kept before; an empty text keeps nothing. `given` is the part of the
    talk that the worker holds. Raises BadInput, TooLong, NotFound for whoever holds it no longer.
    """
    if not isinstance(text, str):
        raise BadInput("text: expected some text", keys=["text"])
    if len(text) > LONGEST_TEXT:
        raise TooLong(f"text: at most {LONGEST_TEXT} characters", keys=["text"])

    # Under the lock: two tabs at once would else make two parts, and one would never be seen.
    with transaction.atomic():
        row = threads.locked(number)
        if row.holder_id != worker.user.pk or row.state == CLOSED:
            raise NotFound("this is gone")
        own = worker.keys.keep(row.purpose, row.folder, parts.beside(row, PART), given.until)
        if text.strip() != kept(worker, own).strip():
            _write(worker, own, text)


def kept(worker: Worker, part: SharedPart | None) -> str:
    """What stands there unsent, whoever of the purpose typed it."""
    told = worker.keys.read(part) if part else []
    return str(told[-1]["text"]) if told else ""


def clear(worker: Worker, part: SharedPart | None) -> None:
    """It was sent."""
    if part and kept(worker, part):
        _write(worker, part, "")


def among(row: Conversation, given: list[SharedPart]) -> SharedPart | None:
    """The part for what is unsent, of those a purpose may open; None before anything was kept."""
    name = parts.beside(row, PART)
    return next((one for one in given if one.is_own and one.name == name), None)


def _write(worker: Worker, part: SharedPart, text: str) -> None:
    worker.keys.write(part, {"text": text, "day": clock.today().isoformat()})
