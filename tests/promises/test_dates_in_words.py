"""`06.12.2026` reads as June to many who read English: a month is said in words, as each language
writes it.
"""

import html
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format

import lejde
from lejde.booking import queueing
from lejde.booking.models import Schedule
from lejde.booking.tests.opening import open_house
from lejde.clinic import mine
from lejde.identity.tests.working import House, house
from lejde.selfcheck import actions as check
from lejde.selfcheck import domain
from lejde.vault import visitors

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]
IN_FIGURES = re.compile(r"(?<![\d.-])\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
SIXTH = {"nb": "6. desember 2026", "da": "6. december 2026", "en": "6 December 2026"}
FOURTH = {"nb": "4. desember 2026", "da": "4. december 2026", "en": "4 December 2026"}


@pytest.fixture
def people() -> Iterator[House]:
    with time_machine.travel(datetime(2026, 12, 6, 12, tzinfo=UTC), tick=True):
        yield from house("nurse", "manager")


def packed() -> str:
    told = domain.with_answer(domain.empty(), domain.Step("brings"), ["happened"])
    told = domain.with_answer(told, domain.Step("when", 0), "2026-12-04")
    return check.pack(domain.with_answer(told, domain.Step("setting", 0), "bought"))


def plan_of(client: Client) -> str:
    """The page at the end of the questions, those that are left skipped."""
    page = client.post("/check/", {"packed": packed()}, follow=True).text
    for _ in range(40):
        told = dict(re.findall(r'name="(packed|step)" value="([^"]+)"', page))
        if "step" not in told:
            return page
        page = client.post("/check/", {**told, "skip": "1"}, follow=True).text
    raise AssertionError("the questions have no end")


def words_of(page: str) -> str:
    body = page[page.index("<main") : page.index("</main>")]
    return html.unescape(re.sub(r"<[^>]*>", " ", body))


@pytest.mark.parametrize("language", SIXTH)
def test_every_day_on_a_visitors_pages_is_in_words(language: str, people: House) -> None:
    service = open_house("drop_in")
    Schedule.objects.update(opens="00:00", closes="23:59")
    made = visitors.make_visitor()
    session = visitors.resume(made.token)
    queueing.here_now(session, service, packed=packed())
    mine.ask(session, "a question")
    client = Client(headers={"accept-language": language})
    client.cookies["v"] = made.token
    home, plan = client.get("/mine/").text, plan_of(client)
    assert SIXTH[language] in words_of(home)
    assert FOURTH[language] in words_of(plan)
    for page in (home, plan):
        assert IN_FIGURES.findall(words_of(page)) == []


def test_dates_are_written_as_each_language_does() -> None:
    for language, said in SIXTH.items():
        with translation.override(language):
            assert date_format(date(2026, 12, 6)) == said


def test_no_template_writes_a_month_in_figures() -> None:
    for path in Path(lejde.__file__).parent.rglob("*.html"):
        for form in re.findall(r"\|date:[\"']([^\"']+)[\"']", path.read_text()):
            assert not re.search(r"[nm]", form) or form == "Y-m-d", (path.name, form)
