"""Promise 3 for guest codes, over every address outside the desk and every call of the API: what
was not named opens for nobody who reads along, and nothing can be done with such a code.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import get_resolver

from lejde.booking import queueing
from lejde.booking.models import Service, Slot
from lejde.booking.tests.opening import open_house
from lejde.clinic import mine
from lejde.identity.folders import CARE, TALK, new_folder, of_kind
from lejde.identity.tests.working import House, house
from lejde.kernel.clock import today
from lejde.kernel.errors import NotSignedIn
from lejde.selfcheck import actions as check
from lejde.selfcheck import domain, folders
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession
from tests.promises.test_who_opens_what import _patterns

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]

QUESTION, TALK_WORDS, NAMED = "bjørkeblad og gråspurv", "words of another folder", "Chlamydia: "
NOT_NAMED = "answered beforehand"
NEEDS_NOBODY = {
    "api/v1/openapi.json", "api/v1/plan", "api/v1/slots", "api/v1/topics", "api/v1/visitors",
}  # fmt: skip
ANSWER = {
    "infection": "chlamydia", "specimen": "first_void_urine", "method": "naat",
    "value": "positive", "taken_on": "2026-03-01", "sample": "12345678", "day": "2026-03-02",
    "strength": "", "again_from": None,
}  # fmt: skip
ADDRESSES = sorted(
    {path for path, _ in _patterns(get_resolver()) if not path.startswith(("desk/", "api/"))}
)
CALLS = sorted({path for path, _ in _patterns(get_resolver()) if path.startswith("api/")})


@dataclass
class Scene:
    """Somebody with two folders, who lets a guest read the answers of one of them."""

    people: House
    code: str
    guest_code: str
    care: str
    talk: str

    def session(self) -> VisitorSession:
        return visitors.resume(visitors.sign_in(self.code))


@pytest.fixture
def scene() -> Iterator[Scene]:
    for people in house("nurse", "doctor"):
        open_house("drop_in")
        made = visitors.make_visitor()
        session = visitors.resume(made.token)
        queueing.arrive(session, Service.objects.get(code="drop_in"))
        [care] = [one.number for one in of_kind(session, CARE)]
        mine.ask(session, QUESTION)
        folders.keep_check(session, check.pack(domain.empty()), care)
        session.write(care, "answers", ANSWER)
        talk = new_folder(session, TALK)
        session.write(talk, "questions", {"text": TALK_WORDS})
        guest_code = session.invite(care, frozenset({"answers"}), today())
        yield Scene(people, made.return_code, guest_code, care, talk)


def told(scene: Scene, folder: str) -> dict[str, object]:
    """All that somebody who knows the house might put into a form."""
    [guest] = scene.session().guests(scene.care)
    return {
        "folder": folder, "purpose": "health", "number": str(guest.number), "text": "by a guest",
        "give": "1", "parts": ["answers", "visit"], "days": "30", "service": "drop_in",
        "packed": check.pack(domain.empty()),
    }  # fmt: skip


def pages(scene: Scene, code: str) -> Iterator[tuple[str, str]]:
    """Every address, looked at and pressed, each time by somebody who has just come in."""
    for path in ADDRESSES:
        for folder in ("", scene.care, scene.talk):
            client = Client(headers={"accept-language": "en"})
            client.cookies["v"] = visitors.enter(code).token
            address = "/" + path
            answer = client.post(address, told(scene, folder)) if folder else client.get(address)
            yield address, answer.content.decode(errors="replace")


def kept(scene: Scene) -> object:
    """All that is the visitor's, as far as somebody could have changed it."""
    session = scene.session()
    parts = ("about", "visit", "check", "answers", "questions", "appointment")
    return [
        (folder, session.shared(folder), [session.read(folder, part) for part in parts],
         [(one.number, one.until, one.is_open) for one in session.guests(folder)])
        for folder in session.folders()
    ]  # fmt: skip


def test_a_guest_reads_what_was_named_and_changes_nothing_at_any_address(scene: Scene) -> None:
    before, readers = kept(scene), []
    assert len(ADDRESSES) > 20
    for address, page in pages(scene, scene.guest_code):
        secrets = (QUESTION, TALK_WORDS, NOT_NAMED, scene.care, scene.talk)
        assert not [each for each in secrets if each in page], address
        readers += [address] if NAMED in page else []
    assert set(readers) == {"/reading/"}
    assert kept(scene) == before


def test_the_same_attack_with_the_visitors_own_code_would_have_found_it(scene: Scene) -> None:
    """Without the ways that end everything, so that it goes on."""
    client = Client(headers={"accept-language": "en"})
    client.post("/code/", {"code": scene.code})
    page = client.get("/mine/").text
    assert all(each in page for each in (QUESTION, NAMED, scene.care, scene.talk))
    client.post("/mine/ask/", {"text": "by a guest"})
    assert "by a guest" in client.get("/mine/").text


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_no_call_of_the_api_is_a_guests(scene: Scene, method: str) -> None:
    before = kept(scene)
    token = visitors.enter(scene.guest_code).token
    slot = Slot.objects.first()
    for path in CALLS:
        address = "/" + path.replace("<int:slot>", str(slot.pk if slot else 1))
        answer = Client().generic(
            method,
            address,
            data=json.dumps({"slot": 1} if "appointments" in path else {}),
            content_type="application/json",
            headers={"authorization": f"Bearer {token}"},
        )
        assert answer.status_code >= 400 or path in NEEDS_NOBODY, address
        page = answer.content.decode()
        assert not [each for each in (QUESTION, TALK_WORDS, NAMED, scene.care) if each in page]
    assert kept(scene) == before


def test_a_guest_code_begins_no_session_of_the_api(scene: Scene) -> None:
    """The same answer as for a code that never was."""
    for code in (scene.guest_code, scene.guest_code[:5] + "-00000-00000-00000"):
        answer = Client().post(
            "/api/v1/sessions", json.dumps({"return_code": code}), content_type="application/json"
        )
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "not_signed_in")
    with pytest.raises(NotSignedIn):
        visitors.sign_in(scene.guest_code)
