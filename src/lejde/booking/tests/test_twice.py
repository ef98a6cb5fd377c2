"""A button tapped twice, two tabs, forms out of order: one appointment, always the owner's to
reach, and the truth as the answer. Run on SQLite and PostgreSQL.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from lejde.booking import actions, records, taking
from lejde.booking.domain import HELD, OPEN, TAKEN
from lejde.booking.hours import CARDS
from lejde.booking.models import Service, Slot
from lejde.booking.records import Appointment
from lejde.booking.tests import opening
from lejde.booking.tests.opening import a_slot
from lejde.identity.erasing import erase_everything
from lejde.identity.tests.keeping import hidden_fields, keep
from lejde.kernel.clock import now
from lejde.vault import visitors
from lejde.vault.tests.founding import Clinic
from lejde.vault.visitors import VisitorSession

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
clinic, service = opening.clinic, opening.service
AT_ONCE = 12


def at_once[T](acts: list[Callable[[], T]]) -> list[T]:
    gate = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T:
        gate.wait()
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def coming(session: VisitorSession) -> list[Appointment]:
    return [one for one in records.appointments(session) if actions.is_to_come(one)]


def slots_of(service: Service, count: int) -> list[Slot]:
    return taking.open_slots(service.id, now(), now() + timedelta(days=28))[:count]


def states(slots: list[Slot]) -> set[str]:
    rows = Slot.objects.filter(id__in=[slot.id for slot in slots])
    return set(rows.values_list("state", flat=True))


def browser(token: str) -> Client:
    client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    client.cookies["v"] = token
    return client


def booking_at_once(token: str, slots: list[Slot]) -> None:
    def book(slot: Slot) -> object:
        taking.hold(slot.id, f"claim {slot.id}")
        return actions.book(visitors.resume(token), slot.id, f"claim {slot.id}")

    at_once([lambda slot=slot: book(slot) for slot in slots])  # type: ignore[misc]


def test_what_many_tabs_book_at_once_is_all_there_and_all_given_back(
    service: Service, clinic: Clinic
) -> None:
    token, slots = visitors.make_visitor().token, slots_of(service, AT_ONCE)
    booking_at_once(token, slots)
    session = visitors.resume(token)
    mine = coming(session)
    assert {one.slot for one in mine} == {slot.id for slot in slots}
    for one in mine[: AT_ONCE // 2]:
        actions.cancel(session, one.key)
    assert len(coming(session)) == AT_ONCE // 2
    erase_everything(session)
    assert states(slots) == {OPEN}
    assert clinic["nurse"].deposits("health", CARDS) == []


def test_two_appointments_in_one_folder_are_shown_moved_and_cancelled_each(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What two tabs at once lead to, without the luck it takes."""
    token = visitors.make_visitor().token
    session, (one, other, third) = visitors.resume(token), slots_of(service, 3)
    with monkeypatch.context() as blind:
        blind.setattr(actions, "is_to_come", lambda _: False)
        for slot in (one, other):
            taking.hold(slot.id, "claim")
            actions.book(session, slot.id, "claim")
    first, second = coming(session)
    assert first.folder == second.folder
    page = browser(token).get("/mine/").text
    assert first.key in page and second.key in page and first.claim not in page
    taking.hold(third.id, "claim")
    actions.move(session, first.key, third.id, "claim")
    assert states([one]) == {OPEN} and states([other, third]) == {TAKEN}
    browser(token).post("/book/cancel/", {"appointment": second.key})
    assert [each.slot for each in coming(session)] == [third.id]


def test_one_time_moved_to_two_at_once_leaves_nothing_out_of_reach(service: Service) -> None:
    token = visitors.make_visitor().token
    session, (old, *others) = visitors.resume(token), slots_of(service, 4)
    taking.hold(old.id, "claim")
    one = actions.book(session, old.id, "claim")
    for slot in others:
        taking.hold(slot.id, f"claim {slot.id}")
    at_once([
        lambda slot=slot: actions.move(  # type: ignore[misc]
            visitors.resume(token), one.key, slot.id, f"claim {slot.id}"
        )
        for slot in others
    ])  # fmt: skip
    taken = Slot.objects.filter(state=TAKEN).values_list("id", flat=True)
    assert states([old]) == {OPEN} and taken
    assert {each.slot for each in coming(session)} == set(taken)
    erase_everything(session)
    assert states([old, *others]) == {OPEN}


def test_the_same_form_posted_twice_at_once_is_told_of_the_one_appointment(
    service: Service, clinic: Clinic
) -> None:
    token, slot = visitors.make_visitor().token, a_slot(service)
    taking.hold(slot.id, "claim")
    told = {"slot": slot.id, "claim": "claim"}
    answers = at_once([lambda: browser(token).post("/book/take/", told) for _ in range(4)])
    assert {answer.get("Location") for answer in answers} == {"/mine/"}
    assert [one.slot for one in coming(visitors.resume(token))] == [slot.id]
    assert len(clinic["nurse"].deposits("health", CARDS)) == 1


def test_moving_twice_is_told_of_the_one_appointment(service: Service) -> None:
    token = visitors.make_visitor().token
    session, old, other = visitors.resume(token), a_slot(service), a_slot(service, 1)
    taking.hold(old.id, "claim")
    one = actions.book(session, old.id, "claim")
    taking.hold(other.id, "new")
    told = {"slot": other.id, "claim": "new", "moving": one.key}
    for answers in (
        at_once([lambda: browser(token).post("/book/take/", told) for _ in range(3)]),
        [browser(token).post("/book/take/", told)],
        [browser(token).post("/book/hold/", {"slot": other.id, "moving": one.key})],
    ):
        assert {answer.get("Location") for answer in answers} == {"/mine/"}
    assert [each.slot for each in coming(session)] == [other.id]
    assert states([old]) == {OPEN}


def test_the_button_that_gives_a_code_tapped_twice_takes_nothing_yet_and_the_code_seen_last_books(
    service: Service,
) -> None:
    slot, browsers = a_slot(service), [Client(headers={"accept-language": "en"}) for _ in range(2)]
    taking.hold(slot.id, "claim")
    told = {"slot": slot.id, "claim": "claim", "new": "1", "for_whom": "for_partner"}
    pages = [client.post("/book/take/", told) for client in browsers]
    assert [page.status_code for page in pages] == [200, 200]
    assert states([slot]) == {HELD} and "Nothing is booked or begun before" in pages[1].text
    # The cookie is the first tap's, the page the second's: what was written down is what counts.
    client = browsers[0]
    kept = [keep(client, pages[1]) for _ in range(2)]
    assert {answer.get("Location") for answer in kept} == {"/mine/"}
    code = hidden_fields(pages[1].text)["code"]
    (one,) = coming(visitors.resume(visitors.sign_in(code)))
    assert (one.slot, one.for_whom) == (slot.id, "for_partner")
    assert one.key in client.get("/mine/").text
    other = keep(browsers[1], pages[0])
    assert other.status_code == 409 and states([slot]) == {TAKEN}


def test_groups_typed_wrong_book_nothing_and_lose_nothing(service: Service) -> None:
    client, slot = Client(headers={"accept-language": "en"}), a_slot(service)
    taking.hold(slot.id, "claim")
    told = {"slot": slot.id, "claim": "claim", "new": "1", "address": "somebody@example.org"}
    page = client.post("/book/take/", told)
    wrong = client.post(
        "/book/take/", {**hidden_fields(page.text), "group_2": "AAAAA", "group_4": "BBBBB"}
    )
    assert wrong.status_code == 422 and hidden_fields(wrong.text) == hidden_fields(page.text)
    assert states([slot]) == {HELD}
    keep(client, wrong)
    assert [bool(one.errand) for one in coming(visitors.resume(client.cookies["v"].value))] == [
        True
    ]


def test_a_time_lost_while_the_code_is_written_down_keeps_the_code(service: Service) -> None:
    client, slot = Client(headers={"accept-language": "en"}), a_slot(service)
    taking.hold(slot.id, "claim")
    page = client.post("/book/take/", {"slot": slot.id, "claim": "claim", "new": "1"})
    Slot.objects.filter(id=slot.id).update(claim="another's")
    lost = keep(client, page)
    assert lost.status_code == 409 and "nearest" in lost.text
    assert client.get("/mine/").status_code == 200
    assert "not kept your code" not in client.get("/mine/").text


def test_whoever_knows_a_time_and_no_claim_gets_nowhere(service: Service) -> None:
    slot = a_slot(service)
    taking.hold(slot.id, "claim")
    for told in ({"new": "1"}, {"new": "1", "claim": ""}, {"new": "1", "claim": "guess"}):
        answer = Client().post("/book/take/", {"slot": slot.id, **told})
        assert answer.status_code == 409 and not answer.cookies.get("v")


def test_a_program_that_lost_the_answer_asks_again(service: Service) -> None:
    token, slot = visitors.make_visitor().token, a_slot(service)
    answers = [
        Client().post(
            "/api/v1/appointments", {"slot": str(slot.id)}, "application/json",
            headers={"authorization": f"Bearer {token}"},
        )
        for _ in range(2)
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
