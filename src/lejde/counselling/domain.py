"""What is written down of talks, and what it adds up to. Pure.

The part holds records of these kinds: talk (staff), goal, step, mark, answer (the person). Nothing
is changed in place; a talk is followed by another version of itself under the same `entry`.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from lejde.kernel.errors import BadInput, Conflict

PART = "goals"
# In whose folders such talks are had; each opens only its own.
PURPOSES = ("counselling", "health")

# PLISSIT (Annon 1976): permission, limited information, specific suggestions, intensive therapy.
LEVELS = (1, 2, 3, 4)
LOW, AMBIVALENT, WISH = "low", "ambivalent", "wish"
READINESS = (LOW, AMBIVALENT, WISH)
THEMES = (
    "less", "identity", "partner", "loss", "shame", "guilt", "loneliness", "online",
    "substances", "pressure", "exploitation", "other",
)  # fmt: skip
# What else can be answered with "I'd rather not talk about that".
QUESTIONS = ("readiness", "goal", "situations")
CLOSABLE = (*THEMES, *QUESTIONS)
TEXTS = ("goal", "situations", "strategies", "worked", "next_time")

OPEN, DONE, DROPPED = "open", "done", "dropped"
STATES = (OPEN, DONE, DROPPED)

LONGEST_TEXT = 2000
LONGEST_STEP = 300
MOST_STEPS = 200
FURTHEST = timedelta(days=730)


class Corrected(Conflict):
    """A colleague wrote another version of this talk since the page was drawn."""

    code = "corrected"


class TooMany(Conflict):
    """More steps than anybody keeps apart."""

    code = "too_many_steps"


@dataclass(frozen=True)
class Told:
    """One talk as staff write it down. `level` is how far the talk went and `needed` what it calls
    for, 0 for not said; `readiness` empty for not asked; `next_on` an ISO day or empty.
    """

    level: int = 0
    needed: int = 0
    readiness: str = ""
    themes: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    goal: str = ""
    situations: str = ""
    strategies: str = ""
    worked: str = ""
    next_time: str = ""
    next_on: str = ""

    @classmethod
    def of(cls, record: dict[str, Any]) -> "Told":
        """What a record holds of it."""
        names = cls.__dataclass_fields__
        held: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in record.items()
            if name in names
        }
        return cls(**held)

    def content(self) -> dict[str, Any]:
        """As it is sealed."""
        return {n: list(v) if isinstance(v, tuple) else v for n, v in asdict(self).items()}


@dataclass(frozen=True)
class Version:
    """One version of a talk; `highest` is how deep talks go for the role that wrote it."""

    told: Told
    day: date
    role: str
    highest: int


@dataclass(frozen=True)
class Entry:
    """A talk with every version of it, the newest last."""

    key: str
    versions: list[Version]

    @property
    def now(self) -> Version:
        return self.versions[-1]

    @property
    def day(self) -> date:
        """The day of the talk, whenever it was corrected."""
        return self.versions[0].day

    @property
    def highest(self) -> int:
        """How deep talks go for whoever had this one, whoever corrected it."""
        return self.versions[0].highest

    @property
    def is_above(self) -> bool:
        """Whether what is needed lies above who had the talk: somebody else is offered."""
        return self.now.told.needed > self.highest


@dataclass
class Step:
    """A small step of the person's own."""

    key: str
    text: str
    day: date
    state: str = OPEN


@dataclass
class Story:
    """All of it: talks in the order they were had, steps, and the newest goal."""

    entries: list[Entry] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    goal: str = ""
    goal_is_own: bool = False
    # Entries whose offer of somebody else the person said no to.
    declined: frozenset[str] = frozenset()
    # The latest day on which the person said that nothing should be written down.
    refused_on: str = ""

    def entry(self, key: str) -> Entry | None:
        """One talk."""
        return next((one for one in self.entries if one.key == key), None)

    def step(self, key: str) -> Step | None:
        """One step."""
        return next((one for one in self.steps if one.key == key), None)

    def in_state(self, state: str) -> list[Step]:
        """The steps that are open, done or dropped, in the order they were written."""
        return [one for one in self.steps if one.state == state]

    def closed_for(self, key: str) -> frozenset[str]:
        """What is not asked in a talk, the next one when it is not written down yet: closed in it
        or in the one before, and not opened again by the person.
        """
        place = next((n for n, one in enumerate(self.entries) if one.key == key), len(self.entries))
        around = [one.now.told for one in self.entries[max(place - 1, 0) : place + 1]]
        own = self.entry(key)
        closed = {code for told in around for code in told.closed}
        return frozenset(closed - set(own.now.told.opened if own else ()))

    @property
    def offer(self) -> Entry | None:
        """The newest talk, when what it calls for lies above who had it and it was not refused."""
        last = self.entries[-1] if self.entries else None
        if last is None or not last.is_above or last.key in self.declined:
            return None
        return last

    @property
    def is_empty(self) -> bool:
        return not (self.entries or self.steps or self.goal)


def story(records: Iterable[dict[str, Any]]) -> Story:
    """What the records add up to."""
    told = Story()
    for record in records:
        _READERS[record["kind"]](told, record)
    return told


def _talk(told: Story, record: dict[str, Any]) -> None:
    version = Version(
        Told.of(record), date.fromisoformat(record["day"]), record["role"], record["highest"]
    )
    entry = told.entry(record["entry"])
    before = entry.now.told.goal if entry else ""
    if entry is None:
        told.entries.append(Entry(record["entry"], [version]))
    else:
        entry.versions.append(version)
    # A correction of something else must not put an old goal over the person's newer one.
    if version.told.goal and version.told.goal != before:
        told.goal, told.goal_is_own = version.told.goal, False


def _goal(told: Story, record: dict[str, Any]) -> None:
    told.goal, told.goal_is_own = record["text"], True


def _step(told: Story, record: dict[str, Any]) -> None:
    if told.step(record["step"]) is None:
        day = date.fromisoformat(record["day"])
        told.steps.append(Step(record["step"], record["text"], day))


def _mark(told: Story, record: dict[str, Any]) -> None:
    if one := told.step(record["step"]):
        one.state = record["state"]


def _answer(told: Story, record: dict[str, Any]) -> None:
    if record["entry"]:
        told.declined |= {record["entry"]}
    else:
        told.refused_on = record["day"]


def is_refusal(record: dict[str, Any]) -> bool:
    """Whether it says that nothing should be written down here."""
    return record["kind"] == "answer" and not record["entry"]


_READERS = {"talk": _talk, "goal": _goal, "step": _step, "mark": _mark, "answer": _answer}


def check(told: Told, highest: int, closed: frozenset[str], since: date) -> None:
    """Raises BadInput with the names that do not fit: unknown codes, a level above one's own, a
    next time before the talk, or something that the person would rather not talk about.
    """
    wrong = [
        *(["level"] if not 0 <= told.level <= highest else []),
        *(["needed"] if told.needed not in (0, *LEVELS) else []),
        *(["readiness"] if told.readiness not in ("", *READINESS) else []),
        *(["themes"] if not set(told.themes) <= set(THEMES) else []),
        *(["closed"] if not {*told.closed, *told.opened} <= set(CLOSABLE) else []),
        *(["next_on"] if not _is_next(told.next_on, since) else []),
        *(name for name in TEXTS if len(getattr(told, name)) > LONGEST_TEXT),
        *spoken(told, (closed | set(told.closed)) - set(told.opened)),
    ]
    if wrong:
        raise BadInput("talk", keys=wrong)


def spoken(told: Told, closed: Iterable[str]) -> list[str]:
    """Of what is closed, what was written down all the same."""
    told_of = {*told.themes, *(name for name in QUESTIONS if getattr(told, name))}
    return sorted(told_of & set(closed))


def _is_next(day: str, since: date) -> bool:
    if not day:
        return True
    try:
        return since <= date.fromisoformat(day) <= since + FURTHEST
    except ValueError:
        return False


def check_text(text: object, longest: int) -> str:
    """A text of the person's own; raises BadInput for none and for one that is too long."""
    if not isinstance(text, str) or not text.strip() or len(text) > longest:
        raise BadInput(f"text: expected 1 to {longest} characters", keys=["text"])
    return text.strip()
