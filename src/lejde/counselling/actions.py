"""What the person does between the talks: says yes or no, writes a goal, takes small steps."""

from collections.abc import Callable
from datetime import date
from typing import Any

from lejde.counselling import writing
from lejde.counselling.domain import (
    LONGEST_STEP,
    LONGEST_TEXT,
    MOST_STEPS,
    PART,
    STATES,
    Story,
    TooMany,
    check_text,
    is_refusal,
    story,
)
from lejde.counselling.queries import Own
from lejde.kernel import clock
from lejde.kernel.errors import BadInput, NotFound
from lejde.vault.visitors import VisitorSession

LONGEST_KEY = 64
Decide = Callable[[Story], dict[str, Any] | None]


def say_yes(session: VisitorSession, one: Own, purpose: str) -> None:
    """The purpose may open and write this for as long as it opens the rest of the folder.

    Raises NotFound for a purpose that opens nothing here.
    """
    if purpose not in one.purposes:
        raise NotFound("this is gone")
    session.share(one.folder, PART, purpose, _last_day(session, one.folder, purpose))


def _last_day(session: VisitorSession, folder: str, purpose: str) -> date:
    return max(
        until for part, given_to, until in session.shared(folder) if part and given_to == purpose
    )


def say_no(session: VisitorSession, one: Own) -> None:
    """Not written down: the question is not shown again until it is asked again."""
    today = clock.today().isoformat()
    _write(
        session, one,
        lambda told: None if told.refused_on == today else _answer(""),
    )  # fmt: skip


def take_back(session: VisitorSession, one: Own, purpose: str) -> None:
    """From now on the purpose opens nothing of it; what was written stays the person's own."""
    session.take_back(one.folder, PART, purpose)


def decline(session: VisitorSession, one: Own, entry: str) -> None:
    """No to being offered somebody else after a talk. Raises NotFound."""
    if one.story.entry(entry) is None:
        raise NotFound("this is gone")
    _write(session, one, lambda told: None if entry in told.declined else _answer(entry))


def set_goal(session: VisitorSession, one: Own, text: str) -> None:
    """The goal in one's own words; empty takes it away. Raises BadInput."""
    told = check_text(text, LONGEST_TEXT) if text.strip() else ""
    _write(
        session, one,
        lambda so_far: None if so_far.goal == told else _record("goal", text=told),
    )  # fmt: skip


def add_step(session: VisitorSession, one: Own, key: str, text: str) -> None:
    """A small step. `key` is drawn with the form: sent twice it is one.

    Raises BadInput, TooMany.
    """
    told = check_text(text, LONGEST_STEP)
    if not 1 <= len(key) <= LONGEST_KEY:
        raise BadInput("step", keys=["step"])

    def decide(so_far: Story) -> dict[str, Any] | None:
        if so_far.step(key):
            return None
        if len(so_far.steps) >= MOST_STEPS:
            raise TooMany(f"at most {MOST_STEPS} steps")
        return _record("step", step=key, text=told)

    _write(session, one, decide)


def mark(session: VisitorSession, one: Own, key: str, state: str) -> None:
    """Done, let go, or open again; twice is once. Raises NotFound, BadInput."""
    if state not in STATES:
        raise BadInput("state", keys=["state"])

    def decide(so_far: Story) -> dict[str, Any] | None:
        step = so_far.step(key)
        if step is None:
            raise NotFound("this is gone")
        return None if step.state == state else _record("mark", step=key, state=state)

    _write(session, one, decide)


def bring(session: VisitorSession, one: Own, into: Own, purpose: str) -> None:
    """Takes what was written along into another talk of one's own, and lets those who hold that
    one read it. Again brings only what is new. Raises NotFound.
    """
    say_yes(session, into, purpose)
    records = [each for each in session.read(one.folder, PART) if not is_refusal(each)]
    for place, record in enumerate(records):
        nth = records[: place + 1].count(record)
        writing.append(
            lambda: session.read(into.folder, PART),
            lambda told, after: session.write(into.folder, PART, told, after),
            lambda there, told=record, nth=nth: told if there.count(told) < nth else None,  # type: ignore[misc]
        )


def _record(kind: str, **content: Any) -> dict[str, Any]:
    return {"kind": kind, "day": clock.today().isoformat(), **content}


def _answer(entry: str) -> dict[str, Any]:
    return _record("answer", answer="no", entry=entry)


def _write(session: VisitorSession, one: Own, decide: Decide) -> None:
    writing.append(
        lambda: session.read(one.folder, PART),
        lambda record, after: session.write(one.folder, PART, record, after),
        lambda records: decide(story(records)),
    )
