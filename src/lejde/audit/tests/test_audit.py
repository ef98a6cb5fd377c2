"""The audit tells days and verbs, and nothing from which hours or counts could be read."""

from datetime import timedelta

import pytest

from lejde.audit import actions, queries
from lejde.audit.models import Act
from lejde.kernel.clock import today

pytestmark = pytest.mark.django_db


def test_the_same_act_twice_a_day_is_one_line() -> None:
    for _ in range(3):
        actions.note(worker=7, role="nurse", verb="opened", trace="t1")
    actions.note(worker=7, role="nurse", verb="opened", trace="t2")
    assert Act.objects.count() == 2
    [done] = queries.of_traces(["t1", ""])
    assert (done.day, done.role, done.verb) == (today(), "nurse", "opened")


def test_an_empty_trace_finds_nothing() -> None:
    actions.note(worker=7, role="nurse", verb="granted")
    assert queries.of_traces([""]) == []
    assert len(queries.since(today() - timedelta(days=1))) == 1
