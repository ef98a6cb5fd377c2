"""Whatever happens in whatever order: who may read reads all of it, who may not reads nothing."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

import pytest
from django.core import serializers
from django.core.management import call_command
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine
from time_machine import travel

from lejde.kernel.clock import now
from lejde.kernel.errors import LejdeError, NotFound
from lejde.vault import models, staff, visitors
from lejde.vault.staff import LastHolder
from lejde.vault.tests.founding import Clinic, Colleague, in_a_year
from lejde.vault.visitors import VisitorSession

PURPOSE = "health"
PARTS = st.sampled_from(["visit", "plan"])
TABLES = [models.Mailbox, models.Folder, models.Record, models.Share]


class House(RuleBasedStateMachine):
    """One visitor in two tabs, a changing staff, and a thief who keeps an old copy of the rows."""

    def __init__(self) -> None:
        super().__init__()
        for name in ("default", "keys"):
            call_command("flush", database=name, verbosity=0, interactive=False)
        self.clinic = Clinic()
        self.clinic.__enter__()
        self.clinic.found(one=PURPOSE, two=PURPOSE)
        made = visitors.make_visitor()
        self.code, self.tabs = made.return_code, [made.token, visitors.sign_in(made.return_code)]
        self.said: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.given: set[tuple[str, str]] = set()
        self.folders: list[str] = []
        self.erased: dict[str, Any] = {}
        self.left: list[Colleague] = []
        self.copy: str = ""
        self.counter = 0
        self.journey: Any = None

    def teardown(self) -> None:
        if self.journey:
            self.journey.stop()
        self.clinic.__exit__()

    def tab(self, which: int) -> VisitorSession:
        return visitors.resume(self.tabs[which])

    @rule(which=st.integers(0, 1))
    def create(self, which: int) -> None:
        if len(self.folders) < 3:
            self.folders.append(self.tab(which).create_folder())

    @precondition(lambda self: self.folders)
    @rule(which=st.integers(0, 1), part=PARTS, data=st.data())
    def write(self, which: int, part: str, data: st.DataObject) -> None:
        folder = data.draw(st.sampled_from(self.folders))
        self.counter += 1
        self.tab(which).write(folder, part, {"n": self.counter})
        self.said[folder, part].append(self.counter)

    @precondition(lambda self: self.folders)
    @rule(part=PARTS, data=st.data())
    def share(self, part: str, data: st.DataObject) -> None:
        folder = data.draw(st.sampled_from(self.folders))
        self.tab(0).share(folder, part, PURPOSE, in_a_year())
        self.given.add((folder, part))

    @precondition(lambda self: self.given)
    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        folder, part = data.draw(st.sampled_from(sorted(self.given)))
        person = self.somebody()
        self.counter += 1
        person.write(person.part(PURPOSE, folder, part), {"n": self.counter})
        self.said[folder, part].append(self.counter)

    @precondition(lambda self: self.given)
    @rule(which=st.integers(0, 1), data=st.data())
    def take_back(self, which: int, data: st.DataObject) -> None:
        folder, part = data.draw(st.sampled_from(sorted(self.given)))
        self.tab(which).take_back(folder, part, PURPOSE)
        self.given.discard((folder, part))

    @precondition(lambda self: self.folders)
    @rule(which=st.integers(0, 1), data=st.data())
    def erase(self, which: int, data: st.DataObject) -> None:
        folder = data.draw(st.sampled_from(self.folders))
        self.erased[folder] = self.tab(which)._secret(folder)
        self.tab(which).erase_folder(folder)
        self.folders.remove(folder)
        self.given = {one for one in self.given if one[0] != folder}

    @rule()
    def new_code(self) -> None:
        made = visitors.change_code(self.tab(0))
        for old in (self.code,):
            with pytest.raises(LejdeError):
                visitors.sign_in(old)
        self.code, self.tabs = made.return_code, [made.token, visitors.sign_in(made.return_code)]

    @precondition(lambda self: len(self.clinic.people) < 4)
    @rule()
    def join(self) -> None:
        self.counter += 1
        self.clinic.join(f"new{self.counter}", PURPOSE, by=next(iter(self.clinic.people)))

    @rule()
    def leave(self) -> None:
        name = next(iter(self.clinic.people))
        if len(self.clinic.people) < 2:
            with pytest.raises(LastHolder):
                staff.leave(self.clinic.people[name].number)
            return
        staff.leave(self.clinic.people[name].number)
        self.left.append(self.clinic.people.pop(name))

    @rule()
    def next_quarter(self) -> None:
        later = now() + timedelta(days=92)
        if self.journey:
            self.journey.stop()
        self.journey = travel(later, tick=True)
        self.journey.start()
        self.tabs = [visitors.sign_in(self.code), visitors.sign_in(self.code)]
        self.given = {one for one in self.given if self._still(one)}

    def _still(self, one: tuple[str, str]) -> bool:
        shared = self.tab(0).shared(one[0])
        return any(p == one[1] and until >= now().date() for p, _, until in shared)

    @rule()
    def thief_copies(self) -> None:
        rows = [row for table in TABLES for row in table._default_manager.all()]
        self.copy = serializers.serialize("json", rows)

    @precondition(lambda self: self.copy and self.erased)
    @rule()
    def thief_puts_the_old_rows_back(self) -> None:
        """The rows of folders erased since come back, with the secret in hand: still noise."""
        before = set(models.Folder.objects.values_list("number", flat=True))
        for row in serializers.deserialize("json", self.copy):
            table = type(row.object)
            if not table._default_manager.filter(pk=row.object.pk).exists():
                row.save()
        for folder, secret in self.erased.items():
            with pytest.raises(NotFound):
                from lejde.vault import _folders

                _folders.read(folder, _folders.part_of(secret, "visit"))
        models.Folder.objects.exclude(number__in=before).delete()
        models.Share.objects.exclude(half__in=self._living_halves()).delete()

    def _living_halves(self) -> list[int]:
        from lejde.vault.keystore.models import Half

        return list(Half.objects.values_list("id", flat=True))

    def somebody(self) -> staff.StaffSession:
        return self.clinic[next(reversed(self.clinic.people))]

    @invariant()
    def the_visitor_reads_everything(self) -> None:
        for which in (0, 1):
            tab = self.tab(which)
            assert tab.folders() == sorted(self.folders)
            for folder in self.folders:
                for part in ("visit", "plan"):
                    told = [one["n"] for one in tab.read(folder, part)]
                    assert told == self.said[folder, part]

    @invariant()
    def staff_read_what_was_given_and_nothing_else(self) -> None:
        person = self.somebody()
        opened = {(one.folder, one.name) for one in person.shares(PURPOSE)}
        assert opened == self.given
        for folder, part in self.given:
            told = [one["n"] for one in person.read(person.part(PURPOSE, folder, part))]
            assert told == self.said[folder, part]

    @invariant()
    def who_left_opens_nothing(self) -> None:
        for gone in self.left:
            with pytest.raises(LejdeError):
                gone.session()


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_every_history_keeps_the_promises() -> None:
    run_machine(
        House,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
