"""Every night: what has run out ends, what is torn apart goes, and order tells nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from time_machine import TimeMachineFixture

from lejde.kernel.clock import now, today
from lejde.kernel.errors import NotFound, NotSignedIn
from lejde.vault import errands, upkeep, visitors
from lejde.vault._halves import half_of, make_half
from lejde.vault.keystore.models import Erased, Half
from lejde.vault.models import Errand, Folder, Record, Share
from lejde.vault.tests.founding import Clinic, come_in, in_a_year

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def clinic() -> Iterator[Clinic]:
    with Clinic() as made:
        made.found(nurse="health", doctor="health")
        yield made


def test_a_half_without_its_row_is_given_a_day(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(datetime(2026, 3, 28, 23, tzinfo=UTC))
    number, _ = make_half()
    upkeep.sweep()
    upkeep.sweep()
    assert half_of(number) is not None
    time_machine.shift(86400)
    upkeep.sweep()
    assert half_of(number) is None


def test_a_half_that_found_its_row_stays(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(datetime(2026, 3, 28, 23, tzinfo=UTC))
    number, _ = make_half()
    upkeep.sweep()
    Folder.objects.create(number="a" * 32, owner=bytes(32), half=number)
    for _ in range(3):
        time_machine.shift(86400)
        upkeep.sweep()
    assert half_of(number) is not None
    assert Half.objects.get().lost_since is None


def test_a_row_without_its_half_goes_but_never_all_rows_when_the_keys_are_away() -> None:
    one, two = come_in(), come_in()
    one.write(one.create_folder(), "talk", {"text": "hei"})
    two.create_folder()
    Half.objects.filter(id=Folder.objects.values_list("half", flat=True)[0]).delete()
    upkeep.sweep()
    assert Folder.objects.count() == 1
    Half.objects.all().delete()
    upkeep.sweep()
    assert Folder.objects.count() == 1


def test_a_share_ends_on_its_last_day_and_a_folder_in_its_last_month(
    clinic: Clinic, time_machine: TimeMachineFixture
) -> None:
    start = now()
    visitor = come_in()
    folder = visitor.create_folder()
    visitor.write(folder, "visit", {"text": "hei"})
    visitor.share(folder, "visit", "health", (start + timedelta(days=1)).date())
    time_machine.move_to(start + timedelta(days=2))
    upkeep.sweep()
    assert not Share.objects.exists()
    assert Record.objects.exists()
    time_machine.move_to(start + timedelta(days=6 * 366))
    upkeep.sweep()
    assert not Record.objects.exists()
    assert not Folder.objects.exists()


def test_what_was_erased_is_remembered_for_eight_days(time_machine: TimeMachineFixture) -> None:
    start = now()
    visitors.erase_everything(come_in())
    assert Erased.objects.exists()
    for day, kept in ((8, True), (9, False)):
        time_machine.move_to(start + timedelta(days=day))
        upkeep.sweep()
        assert Erased.objects.exists() is kept


def test_mixing_the_order_loses_nothing(clinic: Clinic) -> None:
    made = visitors.make_visitor()
    session = visitors.resume(made.token)
    folder = session.create_folder()
    session.write(folder, "talk", {"text": "hei"})
    upkeep.mix_order()
    again = visitors.resume(visitors.sign_in(made.return_code))
    assert again.read(folder, "talk") == [{"text": "hei"}]


def test_an_errand_waits_for_its_hour_and_is_run_by_one_only() -> None:
    at = now() + timedelta(hours=2)
    number = errands.leave("mailto://somebody", "You have a time tomorrow", at)
    assert b"somebody" not in bytes(Errand.objects.get().sealed)
    assert errands.due(now()) == []
    [found] = errands.due(at)
    assert (found.number, found.address) == (number, "mailto://somebody")
    assert "somebody" not in repr(found)
    assert errands.end(number) is True
    assert errands.end(number) is False
    assert errands.due(at) == []


def test_an_errand_opens_not_without_its_half_or_with_another_pepper(settings: object) -> None:
    errands.leave("mailto://somebody", "words", now())
    row = Errand.objects.get()
    settings.LEJDE_PEPPER = bytes(32)  # type: ignore[attr-defined]
    assert errands.due(now()) == []
    settings.LEJDE_PEPPER = bytes(range(32))  # type: ignore[attr-defined]
    assert errands.due(now()) != []
    errands.end(row.id)
    row.save(force_insert=True)
    assert errands.due(now()) == []


def test_a_folder_is_ended_by_the_house_for_everybody_without_its_secret(
    clinic: Clinic, time_machine: TimeMachineFixture
) -> None:
    made = visitors.make_visitor()
    session = visitors.resume(made.token)
    ended, kept = session.create_folder(), session.create_folder()
    for folder in (ended, kept):
        session.write(folder, "talk", {"text": "hei"})
        session.share(folder, "talk", "health", in_a_year())
    guest = session.invite(ended, frozenset({"talk"}), today())
    halves = [Folder.objects.get(number=ended).half]
    halves += Share.objects.filter(folder__number=ended).values_list("half", flat=True)
    for _ in range(2):
        upkeep.end_folder(ended)
    assert not Half.objects.filter(id__in=halves).exists()
    assert set(Erased.objects.values_list("id", flat=True)) >= set(halves)
    for opens in (
        lambda: session.read(ended, "talk"),
        lambda: clinic["nurse"].part("health", ended, "talk"),
        lambda: visitors.enter(guest),
    ):
        with pytest.raises((NotFound, NotSignedIn)):
            opens()
    assert upkeep.of_which_nothing_is_left([ended, kept]) == {ended}
    time_machine.move_to(now() + timedelta(hours=2))
    again = visitors.resume(visitors.sign_in(made.return_code))
    assert again.folders() == [kept]
    assert clinic["nurse"].read(clinic["nurse"].part("health", kept, "talk")) == [{"text": "hei"}]
