"""A counted visit is put right where it stands: the record keeps both versions, the numbers one."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connections
from django.urls import reverse

from lejde.booking.records import Appointment
from lejde.clinic import actions, counted, meaning
from lejde.clinic.actions import Record
from lejde.clinic.course import Course
from lejde.clinic.tests.test_actions import at, come
from lejde.clinic.tests.test_counted import summed
from lejde.events.counting import facts
from lejde.identity.tests.working import House, house
from lejde.kernel.clock import now, today
from lejde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
EARLY, LATE = ((now() - timedelta(days=days)).date().isoformat() for days in (80, 77))
# Somebody of whom little is asked, so that a correction takes few facts and little time.
FIRST = Record("partner", {"age_band": ["20_29"], "came_for": ["test"]}, exposed_on=EARLY)
SECOND = Record("partner", {"age_band": ["30_39"], "gender": ["man"]}, exposed_on=LATE)


@pytest.fixture
def people() -> Iterator[House]:
    yield from house("nurse", "sexologist", "manager")


@pytest.fixture
def session(people: House) -> VisitorSession:
    return visitors.resume(visitors.make_visitor().token)


@pytest.fixture
def ended(people: House, session: VisitorSession) -> Appointment:
    """A visit with the first record, ended and counted."""
    one = come(session)
    nurse = at(people, "nurse", one)
    actions.save_record(nurse, str(one.slot), FIRST)
    actions.close(nurse, str(one.slot))
    return one


def sums(people: House) -> Counter[tuple[str, str, str, str]]:
    return summed(list(facts(people.clinic["manager"])))


def of(people: House, one: Appointment) -> Counter[tuple[str, str, str, str]]:
    told = at(people, "nurse", one).counted(str(one.slot))
    return summed(counted.facts_of(told))


def months(people: House) -> list[tuple[str, int]]:
    """Months with their number of visits."""
    return [(key[0], number) for key, number in sums(people).items() if key[2] == "visit"]


def test_a_correction_is_counted_in_the_month_of_the_visit_and_both_versions_stay(
    people: House, ended: Appointment
) -> None:
    month, visit = f"{now():%Y-%m}", str(ended.slot)
    with time_machine.travel(now() + timedelta(days=40)):
        nurse = at(people, "nurse", ended)
        actions.correct(nurse, visit, SECOND)
        assert nurse.corrected_on(visit) == today()
    nurse = at(people, "nurse", ended)
    assert [r["answers"] for r in nurse.records if r["kind"] == "record"] == [
        FIRST.answers, SECOND.answers
    ]  # fmt: skip
    assert sums(people) == of(people, ended)
    assert {key[0] for key in sums(people)} == {month}
    assert sums(people)[month, "partner", "age_band", "30_39"] == 1
    assert "20_29" not in str(sums(people))
    assert months(people) == [(month, 1)]
    assert meaning.exposure_days(nurse)[0] == LATE


def test_the_same_correction_twice_is_once(people: House, ended: Appointment) -> None:
    nurse = at(people, "nurse", ended)
    actions.correct(nurse, str(ended.slot), SECOND)
    actions.correct(nurse, str(ended.slot), SECOND)
    sealed = len(list(facts(people.clinic["manager"])))
    actions.correct(at(people, "nurse", ended), str(ended.slot), SECOND)
    assert len(list(facts(people.clinic["manager"]))) == sealed


def test_a_visit_of_the_wrong_person_is_taken_off_and_can_be_counted_again(
    people: House, ended: Appointment
) -> None:
    nurse, visit = at(people, "nurse", ended), str(ended.slot)
    actions.uncount(nurse, visit)
    actions.uncount(nurse, visit)
    assert sums(people) == Counter() and months(people) == []
    assert EARLY not in meaning.exposure_days(nurse)
    actions.correct(nurse, visit, Record("other", {"talk": ["had"]}))
    assert sums(people) == of(people, ended) and len(months(people)) == 1
    assert {key[1] for key in sums(people)} == {"other"}


def test_of_two_tabs_the_first_counts_and_the_second_is_told(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    visit = str(one.slot)
    actions.save_record(at(people, "nurse", one), visit, FIRST)
    left, right = at(people, "nurse", one), at(people, "nurse", one)
    assert not left.is_closed(visit) and not right.is_closed(visit)
    actions.close(left, visit)
    actions.close(right, visit)
    assert len(months(people)) == 1 and months(people)[0][1] == 1
    left, right = at(people, "nurse", one), at(people, "nurse", one)
    assert left.counted(visit) == right.counted(visit)
    actions.correct(left, visit, SECOND)
    with pytest.raises(Conflict):
        actions.correct(right, visit, Record("other", {}))
    with pytest.raises(Conflict):
        actions.uncount(_behind(people, one), visit)
    after = at(people, "nurse", one).record(visit)
    assert after and after["answers"] == SECOND.answers
    assert sums(people) == of(people, one)


def _behind(people: House, one: Appointment) -> Course:
    """A tab that read the visit before somebody else corrected it once more."""
    stale = at(people, "nurse", one)
    assert stale.counted(str(one.slot))
    actions.correct(at(people, "nurse", one), str(one.slot), Record("partner", SECOND.answers))
    actions.correct(at(people, "nurse", one), str(one.slot), SECOND)
    return stale


def test_four_at_once_count_one_of_their_corrections(people: House, ended: Appointment) -> None:
    gate, visit = Barrier(4), str(ended.slot)
    bands = ("20_29", "30_39", "40_49", "50_59")
    tabs = [at(people, "nurse", ended) for _ in bands]
    assert all(tab.counted(visit) for tab in tabs)

    def try_once(place: int) -> str:
        gate.wait()
        try:
            told = {"age_band": [bands[place]], "gender": ["man"]}
            actions.correct(tabs[place], visit, Record("partner", told))
        except Conflict:
            return "lost"
        finally:
            connections.close_all()
        return bands[place]

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(try_once, range(4)))
    (won,) = [band for band in outcomes if band != "lost"]
    assert sums(people) == of(people, ended)
    assert sums(people)[f"{now():%Y-%m}", "partner", "age_band", won] == 1


def test_only_an_ended_visit_is_corrected_and_only_by_who_may_open_it(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    nurse, visit = at(people, "nurse", one), str(one.slot)
    actions.save_record(nurse, visit, FIRST)
    with pytest.raises(Conflict):
        actions.correct(nurse, visit, SECOND)
    with pytest.raises(Conflict):
        actions.uncount(nurse, visit)
    actions.close(nurse, visit)
    with pytest.raises(BadInput):
        actions.correct(nurse, visit, Record("partner", {"came_for": ["flying"]}))
    for name in ("sexologist", "manager"):
        with pytest.raises((NotAllowed, NotFound)):
            actions.correct(at(people, name, one), visit, SECOND)
        with pytest.raises((NotAllowed, NotFound)):
            actions.uncount(at(people, name, one), visit)
    assert sums(people) == of(people, one)


def test_by_the_buttons_of_the_desk(people: House, ended: Appointment) -> None:
    desk = people.browser("nurse")
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    course = reverse("course", args=["card", ended.card])
    assert "Save the correction" not in desk.get(course).text
    form = desk.get(course, {"correct": "yes"}).text
    assert "Save the correction" in form and f'value="{EARLY}"' in form
    assert "What you save is counted instead" in form
    told = {"population": "partner", "age_band": "40_49", "exposed_on": EARLY}
    wrong = desk.post(f"{course}correct/", {**told, "came_for": "flying"})
    assert wrong.status_code == 422 and "Save the correction" in wrong.text
    assert desk.post(f"{course}record/", told).status_code == 409
    assert desk.post(f"{course}correct/", told).status_code == 302
    page = desk.get(course).text
    assert f"corrected on {today().day} " in page and "Ended and counted" in page
    assert sums(people)[f"{today():%Y-%m}", "partner", "age_band", "40_49"] == 1
    assert desk.post(f"{course}uncount/").status_code == 302
    assert "Ended, not counted" in desk.get(course).text
    assert sums(people) == Counter()
