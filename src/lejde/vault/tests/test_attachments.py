"""What is sent beside words opens with its key and its half, and tells nobody else its size."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lejde.kernel.clock import today
from lejde.kernel.errors import NotFound
from lejde.vault import attachments
from lejde.vault.attachments import BUCKET, Left
from lejde.vault.models import Attachment
from lejde.vault.tests.attached import lying

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WEEK = timedelta(days=7)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=40_000), st.binary(max_size=40_000))
def test_it_comes_back_whole_and_only_its_bucket_is_told(one: bytes, other: bytes) -> None:
    left = attachments.leave(one, today() + WEEK)
    assert attachments.read(left) == one
    sealed = len(bytes(Attachment.objects.get(id=left.number).sealed))
    around = sealed - len(bytes(_sealed(b"")))
    assert around % BUCKET == 0 and len(one) <= around + BUCKET < 2 * max(len(one) + 5, BUCKET)
    assert (left.mark(one) == left.mark(other)) is (one == other)
    attachments.end([left.number])


def _sealed(content: bytes) -> bytes:
    left = attachments.leave(content, today() + WEEK)
    sealed = bytes(Attachment.objects.get(id=left.number).sealed)
    attachments.end([left.number])
    return sealed


def test_neither_another_key_nor_another_place_nor_no_half_opens_it() -> None:
    one, other = (attachments.leave(b"what is seen", today() + WEEK) for _ in range(2))
    sealed = Attachment.objects.get(id=one.number).sealed
    half = Attachment.objects.get(id=one.number).half
    for wrong in (Left(one.number, other.key), Left(other.number, one.key), Left(1, one.key)):
        with pytest.raises(NotFound):
            attachments.read(wrong)
    # A row that was moved elsewhere, with its half, does not open there.
    Attachment.objects.filter(id=other.number).update(sealed=sealed, half=half)
    with pytest.raises(NotFound):
        attachments.read(Left(other.number, one.key))
    assert attachments.read(one) == b"what is seen"
    attachments.end([one.number, 5])
    # Whoever kept key and blob: without the half it is noise.
    Attachment.objects.create(id=one.number, half=half, sealed=sealed)
    with pytest.raises(NotFound):
        attachments.read(one)


def test_all_of_them_are_counted_by_what_they_take() -> None:
    assert attachments.held() == 0 and lying() == 0
    attachments.leave(b"small", today())
    attachments.leave(bytes(BUCKET), today())
    assert 3 * BUCKET < attachments.held() < 3 * BUCKET + 200 and lying() == 2
