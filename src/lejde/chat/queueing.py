"""Whose turn it is."""

from django.db.models import Q

from lejde.chat.domain import PURPOSE_OF, WAITING
from lejde.chat.models import Conversation


def position(row: Conversation) -> int:
    """1 for the next of its purpose; 0 for one that does not wait."""
    if row.state != WAITING or row.since is None:
        return 0
    topics = [topic for topic, purpose in PURPOSE_OF.items() if purpose == row.purpose]
    others = Conversation.objects.filter(state=WAITING, topic__in=topics)
    if row.wanted:
        return others.filter(wanted=row.wanted, since__lt=row.since).count() + 1
    return others.filter(Q(since__lt=row.since) | ~Q(wanted="")).exclude(pk=row.pk).count() + 1
