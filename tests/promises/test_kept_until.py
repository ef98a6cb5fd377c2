"""A talk is never destroyed before the day that somebody has read, and never readable later than
that day and one night, whatever happens in whatever order.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine
from time_machine import travel

from lejde.chat import actions, closing, desk_actions, keeping, shredding
from lejde.chat.categories import NOTHING_RECORDED
from lejde.chat.models import Conversation, Presence
from lejde.chat.threads import PART
from lejde.config import clockwork
from lejde.identity.staffing import Worker
from lejde.identity.tests.working import house
from lejde.kernel.clock import now, today
from lejde.kernel.errors import NotFound
from lejde.vault import upkeep, visitors
from lejde.vault.keystore.models import Half
from lejde.vault.models import Folder

AROUND = {"the day before": -1, "the day": 0, "the day after": 1}
PASSED = st.sampled_from([1, 4, 13, *AROUND, *AROUND])


class Talk(RuleBasedStateMachine):
    """One visitor, one nurse, a manager who changes the days, a night that sometimes fails."""

    def __init__(self) -> None:
        super().__init__()
        for name in ("default", "keys"):
            call_command("flush", database=name, verbosity=0, interactive=False)
        self.house = house("nurse", "doctor")
        self.people = next(self.house)
        self.session = visitors.resume(visitors.make_visitor().token)
        self.journey: Any = None
        self.sent = 0
        self.begin()

    def begin(self) -> None:
        row = actions.begin(self.session, "health", "en")[0]
        self.number, self.folder, self.kept = int(row.pk), row.folder, row.kept_days
        self.half = Folder.objects.get(number=row.folder).half
        self.said: list[str] = []
        self.is_closed = self.was_destroyed = False
        self.promised: date = row.deleted_on
        self.wrote: date = today()

    def teardown(self) -> None:
        if self.journey:
            self.journey.stop()
        next(self.house, None)

    @property
    def is_there(self) -> bool:
        return today() < self.promised

    @property
    def nurse(self) -> Worker:
        return Worker(self.people.user("nurse"), self.people.clinic["nurse"])

    @property
    def row(self) -> Conversation:
        return Conversation.everything.get(pk=self.number)

    @precondition(lambda self: self.is_there and not self.is_closed)
    @rule()
    def visitor_writes(self) -> None:
        self.sent += 1
        actions.say(self.session, self.number, f"v{self.sent}", str(self.sent))
        self.said.append(str(self.sent))
        self.wrote = today()

    @precondition(lambda self: self.is_there and not self.is_closed)
    @rule()
    def nurse_answers(self) -> None:
        self.sent += 1
        desk_actions.claim(self.nurse, self.number)
        desk_actions.say(self.nurse, self.number, f"n{self.sent}", str(self.sent))
        self.said.append(str(self.sent))

    @precondition(lambda self: self.is_there)
    @rule(who=st.sampled_from(["visitor", "nurse", "nobody"]))
    def ends(self, who: str) -> None:
        if who == "visitor":
            actions.close(self.session, self.number)
        elif who == "nurse" and self.row.holder_id is not None:
            closing.end(self.nurse, self.number, NOTHING_RECORDED)
        else:
            return
        self.is_closed = True

    @rule(days=PASSED, ends_with=st.sampled_from(["no night", "a night", "a night that fails"]))
    def days_pass(self, days: int | str, ends_with: str) -> None:
        """Some days, or to where it matters: the day before, the day itself, the day after."""
        if isinstance(days, str):
            days = max(0, (self.promised - today()).days + AROUND[days])
        later = now() + timedelta(days=days)
        if self.journey:
            self.journey.stop()
        self.journey = travel(later, tick=True)
        self.journey.start()
        if ends_with == "a night that fails":
            self.night_that_fails()
        elif ends_with == "a night":
            self.night()

    @rule(days=st.integers(14, 40))
    def manager_changes_the_days(self, days: int) -> None:
        keeping.keep_for({"health": days})

    def night(self) -> None:
        night()
        self.was_destroyed = self.was_destroyed or not self.is_there
        assert shredding.late() == 0

    def night_that_fails(self) -> None:
        end = upkeep.end_folder
        upkeep.end_folder = _refuses
        try:
            night()
        finally:
            upkeep.end_folder = end
        assert Conversation.everything.filter(pk=self.number).exists() != self.was_destroyed

    @precondition(lambda self: self.was_destroyed)
    @rule()
    def another(self) -> None:
        self.begin()

    @invariant()
    def the_day_only_moves_on_and_a_message_of_the_visitors_has_its_time(self) -> None:
        if self.was_destroyed:
            return
        shown = self.row.deleted_on
        assert shown >= self.promised
        assert shown >= self.wrote + timedelta(days=self.kept)
        assert shown <= self.wrote + timedelta(days=2 * self.kept + 1)
        self.promised = shown

    @invariant()
    def before_its_day_both_sides_read_everything(self) -> None:
        if not self.is_there:
            return
        told = [one.text for one in actions.read(self.session, self.number)[1]]
        assert told == self.said
        if self.row.holder_id is not None:
            assert [one.text for one in desk_actions.read(self.nurse, self.number)[1]] == told

    @invariant()
    def from_its_day_on_nobody_is_shown_it_and_after_a_night_it_is_noise(self) -> None:
        if self.is_there:
            return
        with pytest.raises(NotFound):
            actions.read(self.session, self.number)
        with pytest.raises(NotFound):
            desk_actions.read(self.nurse, self.number)
        assert self.was_destroyed != Half.objects.filter(id=self.half).exists()
        if self.was_destroyed:
            with pytest.raises(NotFound):
                self.session.read(self.folder, PART)
            assert not Conversation.everything.filter(pk=self.number).exists()

    @invariant()
    def nobody_holds_a_place_for_what_is_over(self) -> None:
        if self.was_destroyed:
            held = Presence.objects.filter(who__username="nurse")
            assert not held or held.get().held == 0


def night() -> None:
    """What the night does to talks and folders, without writing all tables anew."""
    clockwork.shred()
    upkeep.sweep()


def _refuses(number: str) -> None:
    raise OSError


@pytest.mark.one_database
@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_every_history_keeps_the_day_that_was_told() -> None:
    run_machine(
        Talk,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
