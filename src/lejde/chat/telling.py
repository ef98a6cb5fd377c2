"""What a visitor reads of whether somebody is there, how long it takes, and when an answer comes.

Nothing is promised here that is not so: what is not known is said to be unknown.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from lejde.chat import actions, figures, letters, opening, presence, queueing, texts
from lejde.chat.domain import LETTERBOX, OPEN, WAITING
from lejde.chat.models import Conversation
from lejde.guidelines import words
from lejde.kernel import clock
from lejde.knowledge.editions import in_force
from lejde.selfcheck.texts import emergency


def topics() -> list[tuple[str, SafeString]]:
    """For the first page: each topic and, where they differ, how it stands now under its name."""
    told = _standings()
    if len(set(told.values())) == 1:
        return [(topic, texts.TOPICS[topic]) for topic in told]
    return [
        (topic, format_html('{}<br><span class="quiet">{}</span>', texts.TOPICS[topic], standing))
        for topic, standing in told.items()
    ]


def all_topics() -> str:
    """How every topic stands now, when all stand alike; else empty."""
    told = set(_standings().values())
    return told.pop() if len(told) == 1 else ""


def _standings() -> dict[str, str]:
    book = opening.book()
    return {topic: _standing(topic, book) for topic in actions.topics()}


def _standing(topic: str, book: opening.Book) -> str:
    if queueing.is_live(topic, book):
        return _("Somebody is here now.")
    if not book.has_promised(topic):
        return f"{_why_nobody(topic, book)} {_('You can leave a letter.')}"
    days = book.setting(topic).answer_days
    answer = ngettext(
        "A letter is answered within %(days)s working day.",
        "A letter is answered within %(days)s working days.", days,
    ) % {"days": days}  # fmt: skip
    return f"{_why_nobody(topic, book)} {answer}"


def _why_nobody(topic: str, book: opening.Book) -> str:
    opens = book.opens_at(topic, clock.now())
    if opens is not None:
        return _("Closed now, opens %(when)s.") % {"when": in_words(opens)}
    if not book.is_open(topic, clock.now()):
        return _("Closed now.")
    if presence.somebody_for(topic):
        return _("Many are waiting just now.")
    return _("Nobody is here just now.")


def calling() -> dict[str, Any]:
    """Whom to call in danger, and everybody else the country's rules name."""
    language = words.nearest(get_language() or "nb")
    numbers = [
        {"number": one.number, "name": one.name[language], "who": one.who[language],
         "hours": one.hours[language]}
        for one in in_force().numbers
    ]  # fmt: skip
    return {"emergency": emergency(), "numbers": numbers}


def standing_of(row: Conversation) -> dict[str, Any]:
    """For the page of one talk: what is so now, line by line; whether one can stand in the queue;
    whom to call while nobody answers.
    """
    is_away = presence.is_away(row)
    is_letter = row.state == LETTERBOX
    return {
        "lines": list(_lines(row, is_away=is_away)),
        "can_wait": is_letter and row.place_until is None and queueing.is_live(row.topic),
        "calling": calling() if is_letter or is_away else None,
    }


def _lines(row: Conversation, *, is_away: bool) -> Iterator[Any]:
    if row.state == WAITING:
        yield texts.STATES[WAITING]
        yield _("Your place: %(position)s.") % {"position": queueing.position(row)}
        yield _wait_in_words(row)
        yield _("You may go: your place is kept for half an hour. Come back with your code.")
    elif row.state == LETTERBOX and row.place_until is not None:
        yield _("Whoever was here has gone just now.")
        hour = date_format(row.place_until.astimezone(clock.wall()), "H:i")
        yield _("Your place is kept until %(hour)s, and longer while you look here. When somebody "
                "is back, you stand where you stood.") % {"hour": hour}  # fmt: skip
        yield from _answer(row)
    elif row.state == LETTERBOX:
        yield from _letter(row)
    elif row.state == OPEN and is_away:
        yield _("Whoever answers you has been away for some minutes. What you write is kept, and "
                "read when they are back.")  # fmt: skip
    else:
        yield texts.STATES[row.state]


def _letter(row: Conversation) -> Iterator[Any]:
    book = opening.book()
    if queueing.is_live(row.topic, book):
        yield _("Somebody is here now. You can wait for them, or leave this as a letter.")
    else:
        yield _why_nobody(row.topic, book)
        yield texts.STATES[LETTERBOX]
    yield from _answer(row)


def _answer(row: Conversation) -> Iterator[str]:
    """By when, if a manager has said so; whose letter is late is told that it is."""
    book = letters.book_for([row])
    if not book.has_promised(row.topic):
        return
    by = book.answer_by(row.topic, letters.day_of(row))
    if by >= clock.today():
        days = book.setting(row.topic).answer_days
        yield ngettext(
            "A letter is answered within %(days)s working day: at the latest %(day)s.",
            "A letter is answered within %(days)s working days: at the latest %(day)s.", days,
        ) % {"days": days, "day": _day(by)}  # fmt: skip
    elif row.last:
        yield _("You should have had an answer by %(day)s. We are sorry. Your letter stands first "
                "here now.") % {"day": _day(by)}  # fmt: skip


def _wait_in_words(row: Conversation) -> str:
    found = figures.usual_wait(row.purpose, clock.now())
    if found is None:
        return _("We do not know how long it takes.")
    least, most = found
    if least == 0:
        return _("At this hour it mostly takes under %(most)s minutes.") % {"most": most}
    told = {"least": least, "most": most}
    return _("At this hour it mostly takes %(least)s to %(most)s minutes.") % told


def in_words(moment: datetime) -> str:
    """When, on the house's wall: today, tomorrow, or the day."""
    local = moment.astimezone(clock.wall())
    hour, today = date_format(local, "H:i"), clock.today()
    if local.date() == today:
        return _("today at %(hour)s") % {"hour": hour}
    if local.date() == today + timedelta(days=1):
        return _("tomorrow at %(hour)s") % {"hour": hour}
    return _("%(day)s at %(hour)s") % {"day": _day(local.date()), "hour": hour}


def _day(day: date) -> str:
    said = date_format(day, _("l j F"))
    # Within a sentence a weekday is small in the languages of the house, but for English.
    return said if (get_language() or "").startswith("en") else said[:1].lower() + said[1:]
