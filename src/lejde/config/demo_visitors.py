"""Made-up visitors in every state: with a time, on the list, tested, answered, asking, overdue."""

from collections.abc import Callable
from datetime import timedelta

from lejde.booking import actions as booking
from lejde.booking import hours, queueing, taking
from lejde.booking.models import Service
from lejde.booking.records import Appointment
from lejde.clinic import actions, mine
from lejde.clinic.actions import Ordered, Record
from lejde.clinic.course import Course
from lejde.config import demo_people
from lejde.identity.models import Staff
from lejde.identity.staffing import Worker
from lejde.kernel.clock import now
from lejde.selfcheck import actions as check
from lejde.selfcheck import domain
from lejde.selfcheck.folders import keep_check
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

HIV = Ordered("hiv", "blood", "lab")
SYPHILIS = Ordered("syphilis", "blood", "serology")
CHLAMYDIA = Ordered("chlamydia", "first_void_urine", "naat")


def fill() -> list[str]:
    """Makes them; the codes of two that the demo shows."""
    nurse, doctor = _worker("nurse"), _worker("doctor")
    with_answers = visitors.make_visitor()
    session = visitors.resume(with_answers.token)
    _answered(session, nurse, doctor)
    mine.ask(session, "Kan jeg ta kontrollen et annet sted?")
    with_a_time = visitors.make_visitor()
    _with_a_time(visitors.resume(with_a_time.token))
    others: tuple[Callable[[VisitorSession], object], ...] = (
        lambda one: booking.wait(one, _service("first_visit")),
        lambda one: keep_check(one, _packed(5)),
        lambda one: _waits_for_answers(one, nurse),
        lambda one: queueing.here_now(one, _service("drop_in"), packed=_packed(40)),
        lambda one: _overdue(one, nurse),
    )
    for act in others:
        act(visitors.resume(visitors.make_visitor().token))
    return [with_answers.return_code, with_a_time.return_code]


def _worker(username: str) -> Worker:
    user = Staff.objects.get(username=username)
    return Worker(user, demo_people.session_of(username))


def _service(code: str) -> Service:
    return Service.objects.get(code=code)


def _packed(days: int) -> str:
    """Answers of somebody who bought sex some days ago."""
    told = domain.with_answer(domain.empty(), domain.Step("brings"), ["happened"])
    day = (hours.today() - timedelta(days=days)).isoformat()
    for question, value in (
        ("when", day), ("setting", "bought"), ("partner", "woman"),
        ("acts", ["vaginal_insertive", "oral_received"]),
        ("condom", {"vaginal_insertive": "broke", "oral_received": "none"}), ("where", "NO"),
    ):  # fmt: skip
        told = domain.with_answer(told, domain.Step(question, 0), value)
    return check.pack(told)


def _come(session: VisitorSession, worker: Worker, days: int) -> tuple[Course, Appointment]:
    one = queueing.here_now(session, _service("drop_in"), packed=_packed(days))
    return Course(worker, one.purpose, one.folder), one


def _answered(session: VisitorSession, nurse: Worker, doctor: Worker) -> None:
    course, one = _come(session, nurse, 60)
    actions.save_record(
        course, str(one.slot),
        Record("bought", {"age_band": ["30_39"], "gender": ["man"], "talk": ["offered"]}),
    )  # fmt: skip
    actions.order(course, [HIV, SYPHILIS, CHLAMYDIA])
    for test in course.tests():
        value = "positive" if test.infection == "chlamydia" else "negative"
        actions.enter(course, test.key, value)
        if value == "positive":
            actions.enter(course, test.key, value)
    seen = Course(doctor, course.purpose, course.folder, "answer")
    for test in seen.tests():
        actions.release(seen, test.key)
    actions.close(course, str(one.slot))


def _waits_for_answers(session: VisitorSession, nurse: Worker) -> None:
    course, _ = _come(session, nurse, 30)
    actions.order(course, [HIV, SYPHILIS])


def _overdue(session: VisitorSession, nurse: Worker) -> None:
    course, _ = _come(session, nurse, 100)
    actions.put_due(course, "control", hours.today() - timedelta(days=3))
    actions.put_due(course, "dose", hours.today())


def _with_a_time(session: VisitorSession) -> None:
    slots = taking.open_slots(_service("first_visit").id, now(), now() + timedelta(days=7))
    claim = taking.new_claim()
    taking.hold(slots[0].id, claim)
    booking.book(session, slots[0].id, claim, packed=_packed(10))
