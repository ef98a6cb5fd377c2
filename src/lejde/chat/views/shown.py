"""What a visitor's talk shows beside what is said: numbers to call, a pause, what staff keep."""

from datetime import timedelta
from typing import Any

from lejde.audit import queries as audit
from lejde.chat import danger, second, translating
from lejde.chat.actions import Own
from lejde.chat.domain import VISITOR, Message
from lejde.identity.roles import ROLES
from lejde.kernel import clock

# Numbers to call stay beside a talk so long after the word that brought them.
STAYS = timedelta(days=1)


def context_of(own: Own, key: str, messages: list[Message]) -> dict[str, Any]:
    """For the page of one talk; `key` is the tag under which the audit names it."""
    since = clock.now() - STAYS
    lately = [one for one in messages if one.sender == VISITOR and one.moment > since]
    kinds = {kind for found in danger.found_in(lately) for kind in found.kinds}
    looks = [one for one in audit.of_traces([key]) if one.reason == second.REASON]
    return {
        "may_be_translated": translating.is_offered(),
        "to_call": danger.to_call(kinds), "is_paused": danger.is_paused(messages),
        "staff_notes": any(not part for part, _, _ in own.session.shared(own.row.folder)),
        "second_looks": [{"day": one.day, "role": ROLES[one.role].label} for one in looks],
    }  # fmt: skip
