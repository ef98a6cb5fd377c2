"""Staff come in, find their way, and vouch for a newcomer, in a real browser."""

import pytest
from playwright.sync_api import Page

from tests.journeys.acting import AtWork
from tests.journeys.conftest import NewPage
from tests.journeys.joining import Newcomer
from tests.journeys.looking import faults_on_a_phone

PLACES = [
    "/desk/", "/desk/week/", "/desk/hours/", "/desk/numbers/", "/desk/people/", "/desk/audit/",
    "/desk/second/",
]  # fmt: skip
OF_A_NURSE = [
    "/desk/", "/desk/day/", "/desk/card/", "/desk/samples/", "/desk/due/", "/desk/questions/",
]  # fmt: skip


def come_in(page: Page, role: str) -> None:
    page.goto("/desk/")
    page.locator(f'button[value="{role}"]').click()
    page.wait_for_url("**/desk/")


def test_a_manager_finds_every_page_of_the_desk_without_javascript(new_page: NewPage) -> None:
    page = new_page(language="da", javascript=False)
    come_in(page, "manager")
    for place in PLACES:
        page.goto(place)
        assert page.locator("h1").is_visible()
        assert page.locator("nav.desk-nav").is_visible()


@pytest.mark.parametrize("language", ["nb", "da", "en"])
def test_axe_finds_nothing_on_the_desk(new_page: NewPage, language: str) -> None:
    page = new_page(language=language)
    page.goto("/desk/in/")
    assert faults_on_a_phone(page, language) == []
    AtWork(page).comes_in_as("manager")
    for place in PLACES:
        page.goto(place)
        assert page.locator("h1").is_visible()
        assert page.locator("nav.desk-nav").is_visible()
        assert faults_on_a_phone(page, language) == []


def test_axe_finds_nothing_where_a_nurse_works(new_page: NewPage) -> None:
    page = new_page(language="nb")
    AtWork(page).comes_in_as("nurse")
    for place in OF_A_NURSE:
        page.goto(place)
        assert faults_on_a_phone(page) == []
    for link in ("a[href*='/course/card/']", "a[href*='/desk/questions/'][href$='/']"):
        page.goto("/desk/day/" if "card" in link else "/desk/questions/")
        page.locator(f"main {link}").first.click()
        assert faults_on_a_phone(page) == []
    page.goto(a_visit_that_is_open(page))
    page.locator("input[name=population][value=bought]").check()
    page.locator("form[method=get] button").click()
    assert faults_on_a_phone(page) == []


def a_visit_that_is_open(page: Page) -> str:
    """The address of a visit of today whose record nobody has begun."""
    page.goto("/desk/day/")
    links = page.locator("main a[href*='/course/card/']")
    for address in links.evaluate_all("links => links.map(link => link.href)"):
        page.goto(address)
        if page.locator("input[name=population]").count():
            return str(address)
    raise AssertionError("no visit of today is open")


def test_an_administrator_sees_no_work_of_others(new_page: NewPage) -> None:
    page = new_page()
    come_in(page, "administrator")
    page.goto("/desk/people/")
    assert page.get_by_role("link", name="Vouch").count() == 0


def test_a_newcomer_is_invited_makes_keys_and_is_vouched_for(new_page: NewPage) -> None:
    newcomer = Newcomer(new_page(), "journey-nurse")
    newcomer.makes_keys(newcomer.is_invited_by(new_page(wide=True), "nurse"))
    newcomer.shows_the_passphrase()
    newcomer.sets_up_an_app()
    page = newcomer.page
    page.goto("/desk/")
    spoken = page.locator(".fingerprint").inner_text()
    nurse = new_page()
    AtWork(nurse).comes_in_as("nurse")
    nurse.goto("/desk/people/")
    nurse.get_by_role("link", name="Vouch journey-nurse").click()
    assert nurse.locator(".fingerprint").inner_text() == spoken
    nurse.get_by_role("button", name="The words are the same: vouch").click()
    page.reload()
    assert page.locator("main a[href='/desk/due/']").is_visible()
