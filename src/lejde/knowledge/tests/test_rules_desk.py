"""The rules at the desk: read in words, signed as read, compared, marked when a source is due."""

import re
import zlib
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lejde import packs
from lejde.guidelines.rules import Pack
from lejde.identity.staffing import Worker
from lejde.identity.tests.working import House, house
from lejde.knowledge import comparing, editions, signing
from lejde.knowledge.models import Edition, Signature
from lejde.knowledge.themes import id_of, themes_of

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]
PAGES = ("/desk/rules/", "/desk/rules/changes/", "/desk/rules/cases/", "/desk/rules/cases/1/",
         "/desk/rules/hiv/", "/desk/rules/pep/")  # fmt: skip


@pytest.fixture
def people() -> Iterator[House]:
    yield from house("nurse", "doctor", "sexologist", "manager", "administrator")


def works_by(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "_of", lambda iso: pack)


def desk(people: House, name: str) -> Client:
    client = people.browser(name)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def every_page(client: Client, pack: Pack) -> dict[str, str]:
    return {theme: client.get(f"/desk/rules/{theme}/").text for theme in themes_of(pack)}


def test_who_treats_or_answers_for_the_house_reads_the_rules_and_nobody_else(
    people: House,
) -> None:
    for name in ("nurse", "doctor", "manager"):
        client = people.browser(name)
        assert {client.get(page).status_code for page in PAGES} == {200}, name
    for name in ("sexologist", "administrator"):
        client = people.browser(name)
        assert {client.get(page).status_code for page in PAGES} == {403}, name
    assert {Client().get(page).status_code for page in PAGES} == {302}
    nurse = people.browser("nurse")
    for nowhere in ("/desk/rules/weather/", "/desk/rules/cases/0/", "/desk/rules/cases/9999/"):
        assert nurse.get(nowhere).status_code == 404


@pytest.mark.parametrize("language", ["nb", "da", "en"])
def test_every_line_stands_once_with_its_text_and_every_source(
    people: House, language: str
) -> None:
    pack, client = packs.load("no"), people.browser("nurse")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    pages = every_page(client, pack)
    whole = "".join(pages.values())
    for line in (*pack.windows, *pack.rules):
        number = id_of(line, pack)
        assert whole.count(f'id="line-{number}"') == 1, number
    for theme, lines in themes_of(pack).items():
        for line in lines:
            for source in line.sources:
                assert pack.sources[source].url.replace("&", "&amp;") in pages[theme], line
            for text in getattr(line, "text", {}).values():
                assert text.replace("'", "&#x27;").replace('"', "&quot;") in pages[theme], line


def test_a_line_is_signed_by_its_button_and_a_theme_by_reading_it_through(people: House) -> None:
    pack, nurse = packs.load("no"), desk(people, "nurse")
    page = nurse.get("/desk/rules/hiv/").text
    first = re.findall(r'name="one" value="([^"]+)"', page)[0]
    assert nurse.post("/desk/rules/hiv/sign/", {"one": first}).status_code == 302
    assert [row.line for row in Signature.objects.all()] == [signing.key_of(first.split()[0])]
    page = nurse.get("/desk/rules/hiv/").text
    read = re.findall(r'name="read" value="([^"]+)"', page)
    assert first not in read and len(read) == len(themes_of(pack)["hiv"]) - 1
    nurse.post("/desk/rules/hiv/sign/", {"read": read})
    assert "You have signed every line here." in nurse.get("/desk/rules/hiv/").text
    assert f"0 of {len(signing.lines_of(pack))} lines signed by both" in nurse.get(PAGES[0]).text
    doctor = desk(people, "doctor")
    read = re.findall(r'name="read" value="([^"]+)"', doctor.get("/desk/rules/hiv/").text)
    doctor.post("/desk/rules/hiv/sign/", {"read": read})
    number = len(themes_of(pack)["hiv"])
    assert f"{number} of {number} lines signed by both" in doctor.get("/desk/rules/hiv/").text
    assert f"{number} of {len(signing.lines_of(pack))}" in doctor.get(PAGES[0]).text


def test_nobody_signs_who_may_not_and_nothing_is_signed_unseen(
    people: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, address = packs.load("no"), "/desk/rules/hiv/sign/"
    nurse = desk(people, "nurse")
    read = re.findall(r'name="read" value="([^"]+)"', nurse.get("/desk/rules/hiv/").text)
    for name in ("manager", "sexologist", "administrator"):
        client = people.browser(name)
        assert client.post(address, {"read": read}).status_code == 403
        if name == "manager":
            assert "/sign/" not in client.get("/desk/rules/hiv/").text
    for told in ({}, {"one": ""}, {"one": "no.hiv.paid"}, {"read": ["\0"]}):
        assert nurse.post(address, told).status_code == 422
    assert nurse.post(address, {"one": "no.such.rule " + "0" * 64}).status_code == 409
    works_by(with_text(pack, "no.hiv.paid", "Another text."), monkeypatch)
    answer = nurse.post(address, {"read": read})
    assert answer.status_code == 409 and "has changed since you read it" in answer.text
    assert "Another text." in answer.text
    assert not Signature.objects.exists()


def with_text(pack: Pack, rule: str, english: str) -> Pack:
    changed = [
        one if one.id != rule else one.model_copy(update={"text": {**one.text, "en": english}})
        for one in pack.rules
    ]
    return pack.model_copy(update={"rules": changed})


def test_the_plan_says_approved_when_both_signed_and_draft_again_after_a_change(
    people: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = packs.load("no")
    for name in ("nurse", "doctor"):
        client = people.browser(name)
        for theme, page in every_page(client, pack).items():
            read = re.findall(r'name="read" value="([^"]+)"', page)
            assert client.post(f"/desk/rules/{theme}/sign/", {"read": read}).status_code == 302
    asked = {"pack": "no", "language": "en"}

    def status() -> str:
        answer = Client().post("/api/v1/plan", asked, content_type="application/json")
        return str(answer.json()["pack"]["status"])

    assert status() == "approved"
    works_by(with_text(pack, pack.rules[0].id, "Another text."), monkeypatch)
    assert status() == "draft"
    left = len(signing.lines_of(pack)) - 1
    assert (
        f"{left} of {left + 1} lines signed by both" in desk(people, "manager").get(PAGES[0]).text
    )


def test_what_changed_is_shown_word_by_word(people: House) -> None:
    old = packs.load("no")
    window = old.windows[0].model_copy(update={"conclusive": "9 weeks"})
    gone, kept = old.rules[0], old.rules[1]
    text = kept.text["en"]
    new = with_text(old, kept.id, f"{text} And more.").model_copy(
        update={"windows": [window, *old.windows[1:]]}
    )
    new = new.model_copy(update={"rules": [one for one in new.rules if one.id != gone.id]})
    found = dict(comparing.changes(old, new))
    rules = {change.id: change for change in found["Rules"]}
    assert set(rules) == {gone.id, kept.id}
    assert (rules[gone.id].how, rules[kept.id].how) == ("removed", "changed")
    assert dict(rules[kept.id].fields) == {"Text (en)": [("same", text), ("new", "And more.")]}
    (change,) = found["Windows"]
    assert ("new", "9") in dict(change.fields)["What it gives"]
    assert comparing.changes(new, new) == [] and set(found) == {"Rules", "Windows"}
    client = desk(people, "nurse")
    assert "one edition of the rules so far" in client.get("/desk/rules/changes/").text
    for month, pack in enumerate((old, new), 1):
        _keep(pack, month)
    page = client.get("/desk/rules/changes/").text
    assert "<ins>And more.</ins>" in page and gone.id in page
    kept_now = Edition.objects.get(version="2026.02")
    same = client.get("/desk/rules/changes/", {"from": kept_now.digest, "to": kept_now.digest})
    assert "Nothing differs." in same.text
    Edition.objects.filter(version="2026.01").update(content=zlib.compress(b"{}"))
    assert "cannot be read any more" in client.get("/desk/rules/changes/").text


def _keep(pack: Pack, month: int) -> None:
    Edition.objects.create(
        digest=editions.digest_of(pack), pack="no", version=f"2026.{month:02d}",
        first_on=datetime(2026, month, 1, tzinfo=ZoneInfo("UTC")).date(),
        content=zlib.compress(pack.model_dump_json().encode()),
    )  # fmt: skip


def test_a_source_that_is_due_warns_the_manager_and_the_doctor_and_is_marked(
    people: House,
) -> None:
    pack = packs.load("no")
    lines = [*pack.rules, *pack.windows]
    used = {key for one in lines for key in one.sources}
    key = min(sorted(used), key=lambda key: pack.sources[key].expires)
    source, line = pack.sources[key], next(one for one in lines if key in one.sources)
    theme = next(name for name, kept in themes_of(pack).items() if line in kept)
    noon = datetime.combine(source.expires, time(12), ZoneInfo("UTC"))
    seen = {}
    for days in (-80, -20, 5):
        with time_machine.travel(noon + timedelta(days=days)):
            clients = {name: desk(people, name) for name in ("manager", "doctor", "nurse")}
            seen[days] = {name: client.get("/desk/").text for name, client in clients.items()}
            marked = clients["nurse"].get(f"/desk/rules/{theme}/").text
            colour = {-80: "", -20: "warning", 5: "danger"}[days]
            overview = clients["nurse"].get("/desk/rules/").text
            assert (source.title in overview) == bool(days > -80)
            assert (f'data-color="{colour}">valid until' in marked) == bool(colour)
            asked = {"pack": "no", "person": {"symptoms": ["sore"]}, "exposures": [{}]}
            plan = Client().post("/api/v1/plan", asked, content_type="application/json")
            assert plan.json()["tests"]
    for name in ("manager", "doctor"):
        assert source.title not in seen[-80][name]
        assert source.title in seen[-20][name] and "Runs out on" in seen[-20][name]
        assert source.title in seen[5][name] and "Ran out on" in seen[5][name]
    assert all(source.title not in seen[days]["nurse"] for days in seen)


def test_signing_is_noted_without_a_folder(people: House) -> None:
    nurse = Worker(people.user("nurse"), people.clinic["nurse"])
    pack = packs.load("no")
    signing.sign(nurse, pack, dict(list(signing.lines_of(pack).items())[:1]))
    page = desk(people, "manager").get(reverse("audit")).text
    assert "signed rules" in page
