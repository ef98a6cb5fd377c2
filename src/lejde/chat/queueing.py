"""Whose turn it is."""

from lejde.chat.domain import PURPOSE_OF, WAITING
from lejde.chat.models import Conversation


def position(row: Conversation) -> int:
    """1 for the next of its purpose; 0 for one that does not wait."""
    if row.state != WAITING or row.since is None:
        return 0
    topics = [topic for topic, purpose in PURPOSE_OF.items() if purpose == row.purpose]
    ahead = Conversation.objects.filter(state=WAITING, topic__in=topics, since__lt=row.since)
    return ahead.count() + 1
