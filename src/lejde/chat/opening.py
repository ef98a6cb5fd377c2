"""When there is chat about what: the house's hours, asked of the rows once for a page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings

from lejde.chat.domain import PURPOSE_OF
from lejde.chat.models import Pace, TopicDay, TopicHours, TopicTerms
from lejde.kernel import clock, hours

# How far ahead the next opening is looked for.
DAYS_AHEAD = 60


@dataclass(frozen=True)
class Book:
    """Settings and hours of every topic as they stand now."""

    settings: dict[str, TopicTerms]
    weeks: dict[str, list[TopicHours]]
    days: dict[date, list[TopicDay]]

    def setting(self, topic: str) -> TopicTerms:
        return self.settings.get(topic) or TopicTerms(topic=topic)

    def has_promised(self, topic: str) -> bool:
        """Whether a manager has said in how many days a letter is answered: only then is it told,
        as a default of ours would be nobody's promise.
        """
        return topic in self.settings

    def on(self, topic: str, day: date) -> list[hours.Times]:
        """The times of one day. A topic without a week of its own is open whenever somebody is
        there, but for the days that are said to be different.
        """
        week = self.weeks.get(topic)
        usual = [hours.WHOLE_DAY] if week is None else [
            (one.opens, one.closes) for one in week if one.weekday == day.weekday()
        ]  # fmt: skip
        is_closed = week is not None and self._is_off(topic, day)
        return hours.of_day(usual, self._said_of(topic, day), is_closed=is_closed)

    def is_open(self, topic: str, moment: datetime) -> bool:
        """Whether the chat about a topic is on and open, whoever is there."""
        is_on = self.setting(topic).is_on
        return is_on and hours.is_open(lambda day: self.on(topic, day), moment, clock.wall())

    def opens_at(self, topic: str, moment: datetime) -> datetime | None:
        """The next opening; None while it is open, without hours, or not within two months."""
        if topic not in self.weeks or not self.setting(topic).is_on:
            return None
        return hours.next_opening(lambda day: self.on(topic, day), moment, clock.wall(), DAYS_AHEAD)

    def answer_by(self, topic: str, day: date) -> date:
        """The last day on which a letter of a day is answered in time."""
        return hours.after_working_days(
            day, self.setting(topic).answer_days, lambda one: self._is_no_working_day(topic, one)
        )

    def _is_no_working_day(self, topic: str, day: date) -> bool:
        said = self._said_of(topic, day)
        if said:
            return all(one.opens is None for one in said)
        return self._is_off(topic, day)

    def _is_off(self, topic: str, day: date) -> bool:
        is_holiday = hours.is_holiday(settings.LEJDE_COUNTRY, day)
        return is_holiday and not self.setting(topic).on_holidays

    def _said_of(self, topic: str, day: date) -> list[TopicDay]:
        """What is said of a topic's own day wins over what is said of it for all."""
        said = self.days.get(day, [])
        return [one for one in said if one.topic == topic] or [
            one for one in said if one.topic == ""
        ]


def book(since: date | None = None) -> Book:
    """The book from a day on, else from yesterday, whose night may still be open."""
    first = since or clock.today() - timedelta(days=1)
    weeks: dict[str, list[TopicHours]] = {}
    for week in TopicHours.objects.all():
        weeks.setdefault(week.topic, []).append(week)
    days: dict[date, list[TopicDay]] = {}
    for day in TopicDay.objects.filter(day__gte=first):
        days.setdefault(day.day, []).append(day)
    return Book({one.topic: one for one in TopicTerms.objects.all()}, weeks, days)


def pace() -> Pace:
    """Pause after a talk, and how many one person may take."""
    return Pace.objects.first() or Pace()


def topics_on() -> list[str]:
    """The topics that a manager has on."""
    off = set(TopicTerms.objects.filter(is_on=False).values_list("topic", flat=True))
    return [topic for topic in PURPOSE_OF if topic not in off]
