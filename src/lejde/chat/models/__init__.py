"""The chat's rows: a file for each subject."""

from lejde.chat.models.conversation import Conversation
from lejde.chat.models.presence import Presence
from lejde.chat.models.seat import Seat

__all__ = ["Conversation", "Presence", "Seat"]
