"""A visit from the record to the answer, and who may do what."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lejde.booking import actions as booking
from lejde.booking import hours, queueing, records, taking
from lejde.booking.models import Schedule, Service, Slot, Waiting
from lejde.booking.tests.opening import open_house
from lejde.clinic import actions, labels, meaning, mine
from lejde.clinic.course import Course
from lejde.events.counting import facts
from lejde.identity.erasing import erase_everything
from lejde.identity.roles import ROLES
from lejde.identity.staffing import Worker
from lejde.identity.tests.working import House, house
from lejde.kernel.clock import now
from lejde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from lejde.selfcheck import actions as check
from lejde.selfcheck import domain
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
HIV = actions.Ordered("hiv", "blood", "lab")
RAPID = actions.Ordered("hiv", "finger_prick", "rapid")


@pytest.fixture
def people() -> Iterator[House]:
    yield from house("nurse", "doctor", "sexologist", "manager", "administrator")


@pytest.fixture
def session(people: House) -> VisitorSession:
    return visitors.resume(visitors.make_visitor().token)


def packed(days: int) -> str:
    told = domain.with_answer(domain.empty(), domain.Step("brings"), ["happened"])
    day = (hours.today() - timedelta(days=days)).isoformat()
    told = domain.with_answer(told, domain.Step("when", 0), day)
    return check.pack(domain.with_answer(told, domain.Step("setting", 0), "bought"))


def come(session: VisitorSession, days: int = 30) -> records.Appointment:
    service = Service.objects.filter(code="drop_in").first() or open_house("drop_in")
    Schedule.objects.update(opens="00:00", closes="23:59")
    return queueing.here_now(session, service, packed=packed(days))


def at(people: House, name: str, one: records.Appointment, purpose: str = "health") -> Course:
    worker = Worker(people.user(name), people.clinic[name])
    return Course(worker, purpose, one.folder)


def test_the_plan_is_what_the_person_brought(people: House, session: VisitorSession) -> None:
    plan = meaning.plan_of(at(people, "nurse", come(session)))
    assert plan and {"hiv", "syphilis"} <= {test["infection"] for test in plan["tests"]}


def test_an_answer_goes_to_the_person_with_its_meaning_and_the_next_day_that_counts(
    people: House, session: VisitorSession
) -> None:
    nurse = at(people, "nurse", come(session, days=30))
    actions.order(nurse, [HIV])
    (test,) = nurse.tests()
    actions.enter(nurse, test.key, "negative")
    actions.release(nurse, test.key)
    (answer,) = mine.answers(session)
    assert (answer["value"], answer["strength"]) == ("negative", "early")
    assert answer["again_from"] == hours.today() - timedelta(days=30) + timedelta(weeks=12)
    due = people.clinic["nurse"].deposits("health", actions.DUE)
    assert [(day, told["what"]) for _, day, told in due] == [(answer["again_from"], "control")]
    assert people.clinic["nurse"].deposits("health", actions.SAMPLES) == []


@pytest.mark.parametrize(
    ("days", "strength"), [(10, "early"), (60, "reassuring"), (100, "conclusive")]
)
def test_the_meaning_follows_the_windows(
    people: House, session: VisitorSession, days: int, strength: str
) -> None:
    nurse = at(people, "nurse", come(session, days))
    actions.order(nurse, [HIV])
    (test,) = nurse.tests()
    actions.enter(nurse, test.key, "negative")
    actions.release(nurse, test.key)
    assert [one["strength"] for one in mine.answers(session)] == [strength]


def test_a_reactive_answer_needs_two_typings_and_another_person(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    nurse = at(people, "nurse", one)
    actions.order(nurse, [HIV])
    (test,) = nurse.tests()
    actions.enter(nurse, test.key, "positive")
    with pytest.raises(Conflict):
        actions.release(nurse, test.key)
    actions.enter(nurse, test.key, "positive")
    with pytest.raises(actions.SecondLook):
        actions.release(nurse, test.key)
    assert mine.answers(session) == []
    actions.release(at(people, "doctor", one), test.key)
    assert [answer["value"] for answer in mine.answers(session)] == ["positive"]
    with pytest.raises(Conflict):
        actions.enter(at(people, "nurse", one), test.key, "negative")


def test_a_rapid_test_has_no_answer_before_its_minutes(
    people: House, session: VisitorSession
) -> None:
    nurse = at(people, "nurse", come(session))
    actions.order(nurse, [RAPID])
    (test,) = nurse.tests()
    with pytest.raises(Conflict):
        actions.enter(nurse, test.key, "negative")
    actions.start_rapid(nurse, test.key, 15)
    with pytest.raises(Conflict):
        actions.enter(nurse, test.key, "negative")
    with time_machine.travel(now() + timedelta(minutes=16)):
        actions.enter(nurse, test.key, "negative")
    assert nurse.tests()[0].found == "negative"
    with pytest.raises(BadInput):
        actions.start_rapid(nurse, test.key, 0)


def test_a_closed_visit_is_counted_once_loosely_and_cannot_change(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    nurse, visit = at(people, "nurse", one), str(one.slot)
    with pytest.raises(Conflict):
        actions.close(nurse, visit)
    told = {"age_band": ["20_29"], "acts": ["oral", "vaginal"], "condom_oral": ["not_used"]}
    actions.save_record(nurse, visit, actions.Record("bought", told, closed=["substances"]))
    actions.close(nurse, visit)
    actions.close(nurse, visit)
    found = list(facts(people.clinic["manager"]))
    assert sum(fact.variable == "visit" for fact in found) == 1
    by = {fact.variable: fact.value for fact in found if fact.variable != "acts"}
    assert by["age_band"] == "20_29" and by["intoxicated"] == "did_not_want"
    assert by["gender"] == "not_asked" and by["condom_anal"] == "not_applicable"
    assert {fact.value for fact in found if fact.variable == "acts"} == {"oral", "vaginal"}
    assert one.folder not in str(found) and visit not in str(found)
    with pytest.raises(Conflict):
        actions.save_record(nurse, visit, actions.Record("bought", {}))


@pytest.mark.parametrize(
    "record",
    [actions.Record("nobody", {}), actions.Record("bought", {"acts": ["flying"]}),
     actions.Record("bought", {}, closed=["weather"])],
)  # fmt: skip
def test_a_record_that_does_not_fit_changes_nothing(
    people: House, session: VisitorSession, record: actions.Record
) -> None:
    one = come(session)
    nurse = at(people, "nurse", one)
    with pytest.raises(BadInput):
        actions.save_record(nurse, str(one.slot), record)
    assert nurse.record(str(one.slot)) is None


def test_who_talks_cannot_open_what_was_given_to_health_nor_order_tests(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    sexologist = at(people, "sexologist", one)
    with pytest.raises(NotAllowed):
        actions.order(sexologist, [HIV])
    with pytest.raises((NotAllowed, NotFound)):
        _ = sexologist.records
    for name in ("manager", "administrator"):
        with pytest.raises((NotAllowed, NotFound)):
            _ = at(people, name, one).records


def test_identity_lies_apart_is_not_the_visitors_to_lose_and_its_opening_is_seen(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    nurse = at(people, "nurse", one)
    assert nurse.identity() is None
    nurse.keep_identity("A Name", "010190")
    assert nurse.identity() == {"name": "A Name", "born": "010190"}
    assert "A Name" not in str(at(people, "nurse", one).records)
    assert "" in [part for part, _, _ in session.shared(one.folder)]


def test_the_visitor_sees_which_role_opened_what_and_takes_it_back(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    _ = at(people, "nurse", one).records
    seen = mine.opened_by(session)
    assert [(act["verb"], act["part"], str(act["role"]), act["reason"]) for act in seen] == [
        ("opened", "visit", str(ROLES["nurse"].label), "booked")
    ]
    (given,) = mine.access(session)
    mine.take_back(session, given["folder"], given["purpose"])
    with pytest.raises(NotFound):
        _ = at(people, "nurse", one).records
    assert mine.access(session) == []


def test_a_question_is_listed_until_it_is_answered(people: House, session: VisitorSession) -> None:
    with pytest.raises(NotFound):
        mine.ask(session, "Who reads this?")
    one = come(session)
    mine.ask(session, "Does it hurt?")
    doctor = people.browser("doctor")
    page = doctor.get(reverse("questions")).text
    (number,) = re.findall(r"/desk/questions/(\d+)/", page)
    assert "Does it hurt?" in doctor.get(reverse("question", args=[number])).text
    doctor.post(reverse("question", args=[number]), {"text": "No."})
    assert [said["text"] for said in mine.questions(session)] == ["Does it hurt?", "No."]
    assert not re.findall(r"/desk/questions/\d+/", doctor.get(reverse("questions")).text)
    assert one.folder not in page


def test_a_sample_number_opens_its_course_and_a_wrong_one_nothing(
    people: House, session: VisitorSession
) -> None:
    nurse = at(people, "nurse", come(session))
    actions.order(nurse, [HIV])
    sample = nurse.tests()[0].sample
    desk = people.browser("doctor")
    assert desk.post(reverse("samples"), {"sample": "00000000"}).status_code == 404
    answer = desk.post(reverse("samples"), {"sample": f" {sample[:4]} {sample[4:]}"})
    assert answer.status_code == 302
    assert sample in desk.get(answer["Location"]).text


def test_labels_are_a_pdf_with_the_number_and_no_name(
    people: House, session: VisitorSession
) -> None:
    nurse = at(people, "nurse", come(session))
    actions.order(nurse, [HIV, actions.Ordered("chlamydia", "first_void_urine", "naat")])
    pdf = labels.sheet(nurse.tests(), "nb")
    assert pdf.startswith(b"%PDF")


def test_the_whole_visit_by_the_desks_buttons(people: House, session: VisitorSession) -> None:
    one = come(session)
    desk = people.browser("nurse")
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    course = reverse("course", args=["card", one.card])
    assert "What they brought along" in desk.get(course).text
    desk.post(f"{course}order/plan/")
    assert desk.get(f"{course}labels.pdf")["Content-Type"] == "application/pdf"
    told = {"population": "bought", "age_band": "20_29", "close": "buying", "note": "A note."}
    assert desk.post(f"{course}record/", told).status_code == 302
    page = desk.get(course).text
    assert "A note." in page and "Not spoken about today" in page
    wrong = desk.post(f"{course}record/", {"population": "bought", "acts": "flying"})
    assert wrong.status_code == 422
    assert desk.post(f"{course}due/", {"what": "dose", "day": "soon"}).status_code == 422
    day = hours.today() + timedelta(days=60)
    desk.post(f"{course}due/", {"what": "dose", "day": day.isoformat()})
    assert f"{day.day} {day:%B %Y}" in desk.get(reverse("due")).text
    assert desk.post(f"{course}close/").status_code == 302
    assert desk.post(f"{course}record/", told).status_code == 409
    assert Slot.objects.get(id=one.slot).claim == records.hash_of(one.claim)


def test_doors_that_lead_nowhere_are_not_found(people: House) -> None:
    desk = people.browser("nurse")
    for door in ("card", "sample", "due", "question", "window"):
        assert desk.get(reverse("course", args=[door, 12345])).status_code == 404
    assert Client().get(reverse("course", args=["card", 1])).status_code == 302


def test_a_second_visit_goes_on_in_the_same_course(people: House, session: VisitorSession) -> None:
    first, second = come(session), come(session)
    assert first.folder == second.folder
    assert taking.nearest(0) == []


def test_deleting_everything_takes_it_off_every_list_and_gives_times_back(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    nurse = at(people, "nurse", one)
    actions.order(nurse, [HIV])
    actions.put_due(nurse, "dose", hours.today())
    mine.ask(session, "a question")
    booking.wait(session, Service.objects.get(code="drop_in"))
    erase_everything(session)
    for box in (actions.SAMPLES, actions.DUE, mine.ASKED, hours.CARDS):
        assert people.clinic["nurse"].deposits("health", box) == []
    assert not Waiting.objects.exists()
