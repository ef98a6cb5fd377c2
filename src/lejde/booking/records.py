"""The appointment as it lies sealed in the visitor's folder, and its card in the day list."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from lejde.booking.models import Slot
from lejde.identity.folders import CARE, TALK, of_kind
from lejde.vault import house
from lejde.vault.visitors import VisitorSession

PART = "appointment"
KIND_OF = {"health": CARE, "counselling": TALK}
# What the compartment may open of a course of care.
SHARED = ("check", "visit", "answers", "questions")


@dataclass(frozen=True)
class Appointment:
    """`state`: booked, waiting, cancelled. Numbers of rows lie here and nowhere else."""

    folder: str
    state: str
    service: str
    name: str
    purpose: str
    mode: str
    for_whom: str
    claim: str = field(repr=False)
    slot: int = 0
    starts_at: str = ""
    ends_at: str = ""
    place: str = ""
    number: int = 0
    card: int = 0
    errand: int = 0
    # The key of the appointment that came of this one when it was moved.
    moved: str = ""

    @property
    def key(self) -> str:
        """Names it in a form. The claim itself stays in the folder."""
        return house.fingerprint_of(self.claim, "appointment")[:32]

    @property
    def start(self) -> datetime:
        return datetime.fromisoformat(self.starts_at)

    @property
    def end(self) -> datetime:
        return datetime.fromisoformat(self.ends_at)


def write(session: VisitorSession, appointment: Appointment) -> None:
    """The newest state of an appointment; the latest record of a claim counts."""
    told = asdict(appointment)
    folder = told.pop("folder")
    session.write(folder, PART, told)


def appointments(session: VisitorSession) -> list[Appointment]:
    """Every appointment as it is now, cancelled ones too. A folder may hold several: what tells
    them apart is the claim, so that of two tabs neither hides what the other booked.
    """
    newest: dict[str, Appointment] = {}
    for folder in folders(session):
        newest |= {one.claim: one for one in history(session, folder)}
    return list(newest.values())


def folders(session: VisitorSession) -> list[str]:
    """Those in which appointments can lie, the newest of each kind first."""
    kinds = dict.fromkeys(KIND_OF.values())
    return [folder.number for kind in kinds for folder in of_kind(session, kind)]


def history(session: VisitorSession, folder: str) -> list[Appointment]:
    """Every state that the appointments of a folder have had, in order."""
    return [Appointment(folder, **told) for told in session.read(folder, PART)]


def of_slot(slot: Slot) -> dict[str, Any]:
    """What an appointment keeps of its slot."""
    return {
        "slot": slot.id, "service": slot.service.code, "name": slot.service.name,
        "purpose": slot.service.purpose, "mode": slot.service.mode, "place": slot.place,
        "starts_at": slot.starts_at.isoformat(), "ends_at": slot.ends_at.isoformat(),
    }  # fmt: skip


def hash_of(claim: str) -> str:
    """What the slot's row holds of a claim."""
    return house.fingerprint_of(claim, "claim")
