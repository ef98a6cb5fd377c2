"""Back, forward, reload and change lose nothing, and a phone's files tell nothing."""

import base64
import json
import re
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from lejde.kernel.errors import LejdeError
from lejde.selfcheck import actions, domain, drafts
from lejde.selfcheck.drafts import COOKIE, LIFE, Draft
from lejde.selfcheck.tests.test_pages import PETER, days_ago
from lejde.selfcheck.tests.walk import Walk, checked
from lejde.selfcheck.vocabulary import (
    ACTS,
    MANY,
    OF_OCCASION,
    OF_PERSON,
    ONE,
    WITH_CONDOM,
)
from lejde.vault import house, visitors

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.one_database,
]
START = reverse("selfcheck:start")
TOLD = domain.with_answer(domain.empty(), domain.Step("brings"), ["partner_found"])


def carrying(value: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.cookies[COOKIE] = value
    return client


def sealed(answers: domain.Answers) -> str:
    value = drafts.sealed(Draft(answers))
    assert value is not None
    return value


def test_every_step_has_an_address_that_can_be_had_again_and_tells_only_a_number(
    client: Client,
) -> None:
    walk = Walk(client)
    seen = []
    while walk.step is not None:
        if walk.step == "brings":
            walk.press("next", answer=["control"])
        else:
            walk.press("skip")
        seen.append(walk.where)
        again = client.get(walk.where, headers=walk.headers)
        assert again.status_code == 200 and "no-store" in again["Cache-Control"]
    assert len(seen) > 5
    assert all(re.fullmatch(r"/check/(\d+|answer)/", address) for address in seen)


def test_three_steps_back_with_the_browser_a_change_and_forward_again(client: Client) -> None:
    walk = Walk(client)
    walk.press("next", answer=["happened"])
    visited = []
    for answer in (days_ago(3), "casual", "man"):
        visited.append((walk.where, walk.step))
        while walk.step not in {"when-0", "setting-0", "partner-0"}:
            walk.press("skip")
            visited[-1] = (walk.where, walk.step)
        walk.press("next", answer=answer)
    first = visited[0]
    walk.goes_to(first[0])
    assert walk.step == first[1] and days_ago(3) in walk.page
    walk.goes_to(visited[1][0])
    assert checked(walk.page) == [("answer", "casual")]
    walk.press("next", answer="partner")
    walk.goes_to(visited[2][0])
    assert checked(walk.page) == [("answer", "man")]
    assert actions.unpack(walk.packed)["x"][0]["setting"] == "partner"


def test_the_answer_page_is_there_again_in_another_language_and_printed(client: Client) -> None:
    walk = Walk(client)
    walk.tell(PETER)
    assert walk.where == reverse("selfcheck:answer")
    walk.goes_to(walk.where)
    assert walk.step is None and "What you answered" in walk.page
    said = client.post(START, {"packed": walk.packed, "speak": "nb"}, headers=walk.headers)
    assert said.status_code == 303
    page = client.get(said.headers["Location"]).text
    assert '<html lang="nb"' in page and 'name="change"' in page


def test_what_cannot_be_taken_is_said_on_a_page_that_back_can_draw(client: Client) -> None:
    walk = Walk(client)
    while walk.step != "when-0":
        walk.press("skip")
    walk.press("next", answer=days_ago(-2))
    assert (walk.status, walk.step) == (422, "when-0")
    assert re.fullmatch(r"/check/\d+/", walk.where)
    assert days_ago(-2) in walk.page
    walk.press("next", answer=days_ago(2))
    assert walk.status == 200 and walk.step != "when-0"


def test_a_browser_that_refuses_cookies_gets_its_pages_as_the_answer_to_the_form() -> None:
    walk = Walk(Client(enforce_csrf_checks=True), cookies=False)
    walk.tell(PETER)
    assert walk.status == 200 and walk.where == START
    assert "What you answered" in walk.page


def test_the_form_decides_and_the_cookie_only_draws(client: Client) -> None:
    one, two = Walk(client), Walk(client)
    one.press("next", answer=["symptoms"])
    two.press("next", answer=["control"])
    one.press("skip")
    assert actions.unpack(one.packed)["a"]["brings"] == ["symptoms"]


def test_the_cookie_is_neutral_short_lived_and_out_of_reach_of_scripts(client: Client) -> None:
    Walk(client).press("next", answer=["control"])
    cookie = client.cookies[COOKIE]
    assert cookie["max-age"] == LIFE.total_seconds() == 20 * 60
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == START
    assert bool(cookie["secure"]) == settings.SESSION_COOKIE_SECURE


def test_a_thief_of_the_cookie_reads_nothing_and_sees_no_two_alike() -> None:
    value = sealed(TOLD)
    raw = base64.urlsafe_b64decode(value + "==")
    for place in range(len(raw)):
        with pytest.raises(zlib.error):
            zlib.decompress(raw[place:])
    assert b"partner" not in raw and "partner" not in value
    assert value != sealed(TOLD)
    more = domain.with_answer(TOLD, domain.Step("symptoms"), ["sore", "fever", "rash"])
    assert len(sealed(more)) == len(value)


def test_five_occasions_with_everything_ticked_fit_a_cookie() -> None:
    acts = [*ACTS]
    occasion: dict[str, Any] = {
        "when": "2026-11-02", "acts": acts, "condom": dict.fromkeys(WITH_CONDOM, "unsure"),
        "where": "TH", "part": ["alcohol", "other_drugs", "memory_gap", "assault"],
        **{name: codes[-1] for name, codes in ONE.items() if name in OF_OCCASION},
    }  # fmt: skip
    person = {
        **{name: [*codes] for name, codes in MANY.items() if name in OF_PERSON},
        **{name: codes[-1] for name, codes in ONE.items() if name in OF_PERSON},
    }
    occasions = [{**occasion, "when": f"2026-11-{day:02d}"} for day in range(2, 7)]
    answers = {"v": 1, "a": person, "x": occasions}
    wrong = ("where-4", {"place": ["x" * 32] * 12, "country": ["y" * 32] * 12})
    assert domain.faults_of(answers) == []
    value = drafts.sealed(Draft(answers, wrong))
    assert value is not None
    assert (
        len(f"{COOKIE}={value}; Path={START}; Max-Age=1200; HttpOnly; SameSite=Lax; Secure") < 4096
    )


@pytest.mark.parametrize(
    "value", ["", "A", "å", "AAAA", "A" * 500, sealed(TOLD)[:-4], "B" + sealed(TOLD)[1:]]
)
def test_a_forged_cookie_is_ignored_quietly(value: str) -> None:
    page = carrying(value).get("/check/2/", follow=True)
    assert page.redirect_chain == [(START, 302)] and "checked" not in page.text


def test_what_is_sealed_for_another_purpose_or_house_is_ignored(settings: Any) -> None:
    text = json.dumps({"answers": TOLD, "wrong": None})
    foreign = house.seal_passing(text, "another")
    assert "checked" not in carrying(foreign).get(START).text
    ours = sealed(TOLD)
    assert "checked" in carrying(ours).get(START).text
    settings.LEJDE_PEPPER = bytes(32)
    assert "checked" not in carrying(ours).get(START).text


def test_a_copy_older_than_twenty_minutes_is_nothing_any_more() -> None:
    start = datetime(2026, 11, 25, 12, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        ours = sealed(TOLD)
        clock.move_to(start + LIFE)
        assert "checked" in carrying(ours).get(START).text
        clock.shift(timedelta(seconds=1))
        assert "checked" not in carrying(ours).get(START).text
        with pytest.raises(LejdeError):
            house.open_passing(ours, drafts.PURPOSE, LIFE)


def test_every_way_out_takes_the_answers_along(client: Client) -> None:
    made = visitors.make_visitor()
    packed = actions.pack(TOLD)
    ways = [("/leave/", None), (START, {"forget": "close"}), (START, {"forget": "anew"})]
    for address, posted in [*ways, ("/mine/end/", {})]:
        one = carrying(sealed(TOLD))
        if posted is None:
            one.get(address)
        else:
            one.post(address, posted)
        assert one.cookies[COOKIE].value == "" and one.cookies[COOKIE]["path"] == START
    one = carrying(sealed(TOLD))
    one.cookies["v"] = made.token
    one.post(reverse("selfcheck:along"), {"packed": packed})
    assert one.cookies[COOKIE].value == ""


def test_another_site_can_plant_no_answers() -> None:
    told = {"packed": actions.pack(TOLD)}
    response = carrying(sealed(domain.empty())).post(
        START, told, headers={"origin": "https://elsewhere.example"}
    )
    assert response.status_code == 200 and COOKIE not in response.cookies
    carried = carrying(sealed(TOLD))
    carried.post(START, {"forget": "close"}, headers={"origin": "https://elsewhere.example"})
    assert carried.cookies[COOKIE].value
    ours = carrying(sealed(domain.empty())).post(
        START, told, headers={"origin": "http://testserver"}
    )
    assert ours.status_code == 303 and COOKIE in ours.cookies
