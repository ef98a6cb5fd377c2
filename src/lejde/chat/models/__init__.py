"""The chat's rows: a file for each subject."""

from lejde.chat.models.conversation import Conversation
from lejde.chat.models.figures import EVERY_DAY, HourCount
from lejde.chat.models.hours import Pace, TopicDay, TopicHours, TopicTerms
from lejde.chat.models.keeping import Retention, Shredded
from lejde.chat.models.presence import Presence
from lejde.chat.models.seat import Seat

__all__ = [
    "EVERY_DAY", "Conversation", "HourCount", "Pace", "Presence", "Retention", "Seat",
    "Shredded", "TopicDay", "TopicHours", "TopicTerms",
]  # fmt: skip
