"""A guest whom the owner let write does so in the named parts alone; nobody else makes a reader one
who writes.
"""

from collections.abc import Iterator

import pytest

from lejde.kernel.errors import NotAllowed, NotFound, NotSignedIn
from lejde.vault import guests, visitors
from lejde.vault.tests.founding import Clinic
from lejde.vault.tests.test_guests import (
    ANSWERS,
    clinic,
    forge,
    given,
    in_days,
    invitation_of,
    is_shut,
    reads,
)

__all__ = ["clinic"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def writer(clinic: Clinic) -> Iterator[tuple[visitors.VisitorSession, str, str]]:
    visitor, folder, _ = given()
    yield visitor, folder, visitor.invite(folder, ANSWERS, in_days(7), "her", writes=True)


def test_whoever_may_write_is_read_by_the_owner_and_whoever_reads_may_not(
    writer: tuple[visitors.VisitorSession, str, str],
) -> None:
    visitor, folder, code = writer
    guest = reads(code)
    guest.open("answers").write_at(2, {"text": "in another language"}, "own")
    assert visitor.open(folder, "answers").read_after(1) == [(2, {"text": "in another language"})]
    assert guest.open("answers").said_as("own") == (2, {"text": "in another language"})
    assert guest.open("answers").read_after(0, 1) == [(1, {"text": "negative"})]
    with pytest.raises(NotFound):
        guest.open("visit")
    reader = reads(visitor.invite(folder, ANSWERS, in_days(7)))
    assert (guest.may_write, reader.may_write) == (True, False)
    with pytest.raises(NotAllowed):
        reader.open("answers").write_at(3, {"text": "no"})
    assert [one.writes for one in visitor.guests(folder)] == [False, True, False]


def test_leave_to_read_and_leave_to_write_are_two_signatures(
    writer: tuple[visitors.VisitorSession, str, str],
) -> None:
    visitor, folder, code = writer
    plain = visitor.invite(folder, ANSWERS, in_days(7))
    assert reads(plain) and "writes" not in invitation_of(plain)
    forge(plain, writes=True)
    assert is_shut(plain)
    forge(code, writes=False)
    assert is_shut(code)


def test_a_guest_can_end_what_they_were_let_into_and_it_is_shut(
    writer: tuple[visitors.VisitorSession, str, str],
) -> None:
    visitor, folder, code = writer
    token = visitors.enter(code).token
    guests.resume(token).end()
    with pytest.raises(NotSignedIn):
        guests.resume(token)
    assert is_shut(code)
    assert [one.is_open for one in visitor.guests(folder)] == [False, True]
