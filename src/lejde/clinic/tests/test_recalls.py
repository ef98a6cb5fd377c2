"""A notice against a version of the rules finds whoever has a plan by it, and the visit."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from lejde import packs
from lejde.clinic.tests.test_actions import come, packed, people
from lejde.guidelines.rules import Pack, Recall
from lejde.identity.cookies import COOKIE
from lejde.identity.folders import CARE, of_kind
from lejde.identity.tests.working import House
from lejde.kernel import clock
from lejde.knowledge import editions
from lejde.selfcheck import actions as check
from lejde.selfcheck import domain, folders
from lejde.vault import visitors

__all__ = ["people"]
pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]
SAID = "The day for the last HIV test was wrong."


@pytest.fixture
def token(people: House) -> str:
    return visitors.make_visitor().token


@pytest.fixture
def phone(token: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.cookies[COOKIE] = token
    return client


def recalled(monkeypatch: pytest.MonkeyPatch) -> Pack:
    """From now on the house works by a newer version, and the one before is recalled."""
    old = packs.load("no")
    notice = Recall(
        versions=[old.meta.version], published=date(2026, 11, 20),
        text={"en": SAID, "nb": SAID, "da": SAID}, rules=["no.hiv.paid"],
    )  # fmt: skip
    meta = old.meta.model_copy(update={"version": "2027.01"})
    new = old.model_copy(update={"meta": meta, "recalls": [notice]})
    monkeypatch.setattr(editions, "_of", lambda iso: new)
    return new


def answered() -> str:
    """Every question answered or passed over."""
    told = check.unpack(packed(20))
    asking = check.asking("en", clock.now())
    while (step := asking.next_of(told)) is not None:
        told = domain.with_answer(told, step, None)
    return check.pack(told)


def form(page: str, action: str) -> dict[str, str]:
    """Names and values of the first form that goes somewhere."""
    whole = re.search(rf'<form[^>]*action="{action}"[^>]*>(.*?)</form>', page, re.DOTALL)
    assert whole, action
    return dict(re.findall(r'name="([a-z]+)" value="([^"]*)"', whole[1]))


def test_a_recall_is_told_behind_the_code_and_on_the_plan_until_it_is_made_anew(
    token: str, phone: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = visitors.resume(token)
    folders.keep_check(session, answered())
    assert SAID not in phone.get("/mine/").text
    recalled(monkeypatch)
    mine = phone.get("/mine/").text
    assert SAID in mine and "20 November 2026" in mine and packs.load("no").meta.version in mine
    start = reverse("selfcheck:start")
    plan = phone.post(start, form(mine, start), follow=True)
    assert SAID in plan.text and "version 2027.01" in plan.text
    again = form(plan.text, "/check/along/again/")
    anew = phone.post("/check/along/again/", again, follow=True)
    assert anew.status_code == 200 and SAID not in anew.text and "HIV" in anew.text
    assert SAID not in phone.get("/mine/").text
    (folder,) = of_kind(session, CARE)
    kept = session.read(folder.number, folders.CHECK)
    assert [one["packed"] for one in kept] == [answered()] * 2
    assert kept[-1]["version"] == "2027.01"


def test_while_no_newer_version_is_in_force_nobody_is_sent_in_a_circle(
    token: str, phone: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = recalled(monkeypatch)
    same = new.model_copy(update={"meta": packs.load("no").meta})
    monkeypatch.setattr(editions, "_of", lambda iso: same)
    folders.keep_check(visitors.resume(token), answered())
    mine = phone.get("/mine/").text
    assert SAID in mine and "along/again/" not in mine
    start = reverse("selfcheck:start")
    plan = phone.post(start, form(mine, start), follow=True).text
    assert SAID in plan and "along/again/" not in plan and "rules of today" not in plan


def test_a_plan_made_anew_is_only_ones_own(phone: Client, token: str) -> None:
    other = visitors.resume(visitors.make_visitor().token)
    folder = folders.keep_check(other, packed(20))
    for told in (folder, "", "0" * 32):
        assert phone.post("/check/along/again/", {"folder": told}).status_code == 404
    assert len(other.read(folder, folders.CHECK)) == 1
    assert Client().post("/check/along/again/", {"folder": folder}).status_code == 302


def test_a_version_nobody_recalled_and_answers_of_no_version_say_nothing(
    token: str, phone: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = visitors.resume(token)
    folder = folders.keep_check(session, packed(20))
    session.write(folder, folders.CHECK, {"packed": packed(20), "day": "2026-11-01"})
    recalled(monkeypatch)
    assert SAID not in phone.get("/mine/").text
    start = reverse("selfcheck:start")
    made_up = phone.post(start, {"packed": packed(20), "version": "<b>1</b>"}, follow=True)
    assert made_up.status_code == 200 and "<b>1</b>" not in made_up.text


def test_who_receives_them_reads_the_recall_beside_the_record_and_why_the_plan_is_so(
    people: House, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = come(visitors.resume(token))
    desk, address = people.browser("nurse"), reverse("course", args=["card", one.card])
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert SAID not in desk.get(address).text
    recalled(monkeypatch)
    page = desk.get(address).text
    assert SAID in page and "made anew, by the rules of today" in page
    why = desk.get(reverse("why", args=["card", one.card])).text
    assert "/desk/rules/hiv/#line-no.hiv.paid" in why and "paid for sex" in why
    assert "one step short" in why
    for name in ("sexologist", "manager", "administrator"):
        answer = people.browser(name).get(reverse("why", args=["card", one.card]))
        assert answer.status_code in (403, 404)
