"""What staff read and write down of talks. Without the person's yes there is no key for it."""

from typing import Any

from lejde.counselling import writing
from lejde.counselling.domain import PART, PURPOSES, Corrected, Story, Told, check, story
from lejde.counselling.places import Place
from lejde.kernel import clock
from lejde.kernel.errors import BadInput, NotAllowed, NotFound
from lejde.vault.staff import SharedPart

LONGEST_KEY = 64


def read(place: Place) -> Story | None:
    """What was written down here; None while the person has not said yes. Raises NotAllowed."""
    _may(place)
    try:
        part = _part(place)
    except NotFound:
        return None
    return story(place.worker.opens(part, place.reason))


def ask(place: Place) -> None:
    """Asks the person for a yes, on their own page. Raises NotAllowed."""
    _may(place)
    place.ask()


def save(place: Place, key: str, seen: int, told: Told) -> bool:
    """One talk, or a further version of it; whether anything was new. `seen` is how many versions
    there were when the page was drawn: who corrects has not seen what somebody corrected since.

    Raises NotAllowed, NotFound without a yes, BadInput with the names that do not fit, Corrected.
    """
    _may(place)
    if not 1 <= len(key) <= LONGEST_KEY:
        raise BadInput("entry", keys=["entry"])
    part, keys = _part(place), place.worker.keys
    is_new = writing.append(
        lambda: keys.read(part),
        lambda record, after: keys.write(part, record, after),
        lambda records: _version(place, story(records), key, seen, told),
    )
    if is_new:
        place.worker.note("wrote", part, place.reason)
    return is_new


def _version(place: Place, so_far: Story, key: str, seen: int, told: Told) -> dict[str, Any] | None:
    entry, role = so_far.entry(key), place.worker.role
    if entry and entry.now.told == told:
        return None
    if seen != (len(entry.versions) if entry else 0):
        raise Corrected("somebody wrote another version since you looked")
    today = clock.today()
    highest = max(role.plissit, entry.highest) if entry else role.plissit
    check(told, highest, so_far.closed_for(key), entry.day if entry else today)
    return {
        "kind": "talk", "entry": key, "day": today.isoformat(), "by": place.worker.user.pk,
        "role": role.code, "highest": role.plissit, **told.content(),
    }  # fmt: skip


def _part(place: Place) -> SharedPart:
    return place.worker.keys.part(place.purpose, place.folder, PART)


def _may(place: Place) -> None:
    # Talks of this kind are had by those whose role has a level, for two purposes.
    if place.purpose not in PURPOSES or not place.worker.role.plissit:
        raise NotAllowed
