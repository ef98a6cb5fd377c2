"""The chat's rows: a file for each subject."""

from lejde.chat.models.conversation import Conversation
from lejde.chat.models.keeping import Retention, Shredded
from lejde.chat.models.presence import Presence

__all__ = ["Conversation", "Presence", "Retention", "Shredded"]
