"""What an address or a header says to the chat: who asks, for which conversation, from where on."""

from django.http import HttpRequest

from lejde.identity.api import bearer
from lejde.identity.staffing import Worker, bearer_worker
from lejde.kernel.errors import BadInput, NotSignedIn
from lejde.kernel.numbers import MOST_ID, number_of
from lejde.vault.visitors import VisitorSession

MOST_SEQUENCE = 2**31 - 1


def who(request: HttpRequest, *, is_act: bool = True) -> VisitorSession | Worker:
    """A visitor, or one of the staff: the same addresses are both sides'. Raises NotSignedIn."""
    try:
        return bearer(request, is_act=is_act)[1]
    except NotSignedIn:
        return bearer_worker(request)


def number(text: str) -> int:
    """A conversation's id from an address."""
    return number_of(text, MOST_ID)


def after(request: HttpRequest) -> int:
    """`?after=N`; raises BadInput."""
    if unknown := sorted(set(request.GET) - {"after"}):
        raise BadInput(f"{unknown[0]}: is not a known key", keys=unknown)
    text = request.GET.get("after", "0")
    found = number_of(text, MOST_SEQUENCE)
    if str(found) != text:
        raise BadInput("after: expected a number", keys=["after"])
    return found
