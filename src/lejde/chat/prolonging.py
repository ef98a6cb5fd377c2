"""Staff open a talk because its visitor signed so, until a day. Only the visitor can move that day,
and does so by writing.
"""

from lejde.chat import keeping, parts
from lejde.chat.domain import CLOSED
from lejde.chat.models import Conversation
from lejde.kernel import clock
from lejde.vault.visitors import VisitorSession


def renew(session: VisitorSession, row: Conversation) -> None:
    """Before a visitor's message: staff can open the talk as long as that message keeps it. Once
    a day; what was taken back is not given again by writing.
    """
    until = keeping.agreed(row.kept_days, clock.today())
    if row.state == CLOSED or row.agreed_until >= until:
        return
    given = {(part, purpose) for part, purpose, _ in session.shared(row.folder)}
    if (parts.newest(row), row.purpose) not in given:
        return
    for part, purpose in sorted(given):
        # Goals that were given go on with the talk; a part of the staff's own has no name here.
        if part:
            session.share(row.folder, part, purpose, until)
    # Signed first: a day that stands in the row is always one that was signed.
    Conversation.objects.filter(pk=row.pk, agreed_until__lt=until).update(agreed_until=until)
