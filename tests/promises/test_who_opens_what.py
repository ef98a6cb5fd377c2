"""Promise 3, over every address of the desk and every call of the staff's API: what was given for
one purpose is not shown to another, an administrator sees nothing, a leaver neither old nor new.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from lejde.booking import queueing
from lejde.booking.models import Schedule, Service
from lejde.booking.records import Appointment
from lejde.booking.tests.opening import open_house
from lejde.chat import actions as chat
from lejde.chat import beside, pictures, second
from lejde.chat import desk_actions as chat_desk
from lejde.chat.models import Conversation
from lejde.chat.tests.photographs import photograph
from lejde.clinic import actions, mine
from lejde.clinic.actions import Ordered, Record
from lejde.clinic.course import Course
from lejde.clinic.doors import DOORS
from lejde.counselling import actions as goals
from lejde.counselling import desk_actions as goals_desk
from lejde.counselling import places, queries
from lejde.counselling.domain import Told
from lejde.identity import actions as people_actions
from lejde.identity.staffing import Worker
from lejde.identity.tests.working import House, code_of, house
from lejde.kernel.errors import LejdeError
from lejde.vault import visitors
from lejde.vault.models import Deposit

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]

HEALTH = (
    "words of the record", "a question to the doctor", "A Laboratory Name", "a goal of the visits",
)  # fmt: skip
PICTURE = "a picture in writing"
TALK = (
    "words of the talk", "words in writing", "a goal of the talks", "a goal in writing",
    "words beside the talk", PICTURE,
)  # fmt: skip
ROLES = ("nurse", "doctor", "sexologist", "psychologist", "manager", "administrator")


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one, path)
        else:
            yield path, one


STAFF_ADDRESSES = sorted(
    {path for path, _ in _patterns(get_resolver())
     if path.startswith(("desk/", "api/v1/staff", "api/v1/conversations"))}
)  # fmt: skip


@dataclass
class Scene:
    """A house where somebody has told both a nurse and a sexologist something."""

    people: House
    health: Appointment
    talk: Appointment
    numbers: list[int] = field(default_factory=list)

    def course(self, name: str, one: Appointment) -> Course:
        worker = Worker(self.people.user(name), self.people.clinic[name])
        return Course(worker, one.purpose, one.folder)

    def browser(self, name: str) -> Client:
        return self.people.browser(name)


@pytest.fixture
def scene() -> Iterator[Scene]:
    for people in house(*ROLES):
        open_house("drop_in")
        session = visitors.resume(visitors.make_visitor().token)
        Service.objects.filter(code="talk").update(mode="drop_in")
        service = Service.objects.get(code="talk")
        Schedule.objects.create(
            service=service, weekday=0, opens="00:00", closes="23:59", place="Room 9"
        )
        health = queueing.arrive(session, Service.objects.get(code="drop_in"))
        made = Scene(people, health, queueing.arrive(session, service))
        _tell(made, session)
        made.numbers = [*Deposit.objects.values_list("id", flat=True)]
        made.numbers += [*Conversation.objects.values_list("id", flat=True)]
        # Of colleagues one stands for all: there is nothing in them that somebody said.
        made.numbers += [people.user("nurse").pk, service.id]
        yield made


def _tell(scene: Scene, session: Any) -> None:
    nurse, visit = scene.course("nurse", scene.health), str(scene.health.slot)
    actions.save_record(nurse, visit, Record("bought", {}, note=HEALTH[0]))
    actions.order(nurse, [Ordered("hiv", "blood", "lab")])
    actions.put_due(nurse, "control", scene.health.start.date())
    nurse.keep_identity(HEALTH[2], "010190")
    mine.ask(session, HEALTH[1])
    talker = scene.course("sexologist", scene.talk)
    actions.save_record(talker, str(scene.talk.slot), Record("bought", {}, note=TALK[0]))
    written = int(chat.begin(session, "counselling", "en")[0].pk)
    chat.say(session, written, "a", TALK[1])
    pictures.send(session, written, "b", "", photograph())
    chat_desk.claim(talker.worker, written)
    beside.note(talker.worker, written, TALK[4])
    second.ask(talker.worker, written, "what do you think?")
    _agree(session)
    for worker, door, number, words in (
        (nurse.worker, "card", scene.health.card, HEALTH[3]),
        (talker.worker, "card", scene.talk.card, TALK[2]),
        (talker.worker, "talk", written, TALK[3]),
    ):
        goals_desk.save(places.behind(worker, door, number), "a", 0, Told(goal=words))


def _agree(session: Any) -> None:
    for one in queries.own(session):
        for purpose in one.purposes:
            goals.say_yes(session, one, purpose)


def addresses(pattern: str, numbers: list[int]) -> list[str]:
    """Every address that a pattern can stand for in the scene."""
    found = [pattern.replace("<str:token>", "token")]
    if "<slug:door>" in pattern:
        found = [one.replace("<slug:door>", door) for one in found for door in (*DOORS, "talk")]
    if "<int:number>" in pattern:
        found = [one.replace("<int:number>", str(number)) for one in found for number in numbers]
    # The second message of the talk is a picture.
    found = [one.replace("<int:sequence>", "2") for one in found]
    if "<str:number>" in pattern:
        found = [one.replace("<str:number>", str(number)) for one in found for number in numbers]
    known = ("<int:pk>", "<uuid:key>")
    return [f"/{one}" for one in found if not any(part in one for part in known)]


def shown(client: Client, address: str, token: str = "") -> list[str]:
    """What a person reads at an address, by looking and by pressing an empty button; a program by a
    token instead of a cookie.
    """
    told, headers = [], {"authorization": f"Bearer {token}"} if token else {}
    for answer in (client.get(address, headers=headers), client.post(address, headers=headers)):
        is_picture = answer.get("Content-Type") == "image/jpeg"
        told.append(PICTURE if is_picture else answer.content.decode(errors="replace"))
    return told


def harmless(pattern: str) -> bool:
    """Signing out, leaving and the like would end the attack."""
    return not any(part in pattern for part in ("desk/out/", "/leave/", "/invite/", "desk/in/"))


@pytest.mark.parametrize(
    ("name", "forbidden"),
    [("nurse", TALK), ("sexologist", HEALTH), ("administrator", HEALTH + TALK),
     ("manager", HEALTH + TALK)],
)  # fmt: skip
def test_nobody_reads_what_was_not_given_to_them(
    scene: Scene, name: str, forbidden: tuple[str, ...]
) -> None:
    client, token, tried = scene.browser(name), token_of(scene, name), 0
    for pattern in filter(harmless, STAFF_ADDRESSES):
        for address in addresses(pattern, scene.numbers):
            tried += 1
            for page in shown(client, address, token if pattern.startswith("api/") else ""):
                assert not [word for word in forbidden if word in page], address
    assert tried > 300


def token_of(scene: Scene, name: str) -> str:
    """Both factors of a staff member, as a program shows them."""
    told = {
        "username": name, "password": scene.people.clinic.people[name].passphrase,
        "code": code_of(scene.people.totp[name]),
    }  # fmt: skip
    answer = Client().post("/api/v1/staff/sessions", told, content_type="application/json")
    return str(answer.json()["token"])


def test_the_attack_would_find_what_it_looks_for(scene: Scene) -> None:
    read: dict[str, str] = {}
    for name in ("nurse", "sexologist"):
        client, pages = scene.browser(name), []
        for pattern in ("desk/course/<slug:door>/<int:number>/", "desk/questions/<int:number>/",
                        "desk/talks/<int:number>/",
                         "desk/goals/<slug:door>/<int:number>/",
                         "desk/talks/<int:number>/picture/<int:sequence>/",
                        "desk/course/<slug:door>/<int:number>/identity/show/"):  # fmt: skip
            for address in addresses(pattern, scene.numbers):
                pages += shown(client, address)
        read[name] = "".join(pages)
    token = token_of(scene, "sexologist")
    said = [
        page for address in addresses("api/v1/conversations/<str:number>/messages", scene.numbers)
        for page in shown(Client(), address, token)
    ]  # fmt: skip
    assert TALK[1] in "".join(said)
    assert all(word in read["nurse"] for word in HEALTH)
    assert all(word in read["sexologist"] for word in TALK)


def test_every_address_of_the_desk_asks_who_is_there() -> None:
    stranger = Client()
    for pattern in STAFF_ADDRESSES:
        for address in addresses(pattern, [1]):
            status = stranger.get(address).status_code
            assert (
                status in (302, 401, 403, 404, 405) or "/in/" in address or "/welcome/" in address
            )


def test_a_leaver_opens_nothing_new_or_old(scene: Scene) -> None:
    """With the cookie and both private keys still in hand."""
    client, keys = scene.browser("doctor"), scene.people.clinic["doctor"]
    token = token_of(scene, "doctor")
    manager = Worker(scene.people.user("manager"), scene.people.clinic["manager"])
    people_actions.leave(manager, member=scene.people.user("doctor"))
    for pattern in STAFF_ADDRESSES:
        for address in addresses(pattern, scene.numbers):
            for page in shown(client, address, token if pattern.startswith("api/") else ""):
                assert not [word for word in HEALTH + TALK if word in page], address
    for one in (scene.health, queueing.arrive(
        visitors.resume(visitors.make_visitor().token), Service.objects.get(code="drop_in")
    )):  # fmt: skip
        for name in ("visit", "check", "questions", "answers"):
            with pytest.raises(LejdeError):
                keys.part("health", one.folder, name)
