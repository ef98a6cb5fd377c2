"""A visit that was counted wrongly is put right at the desk, and the numbers follow."""

from playwright.sync_api import expect

from tests.journeys.acting import AtWork, Visitor
from tests.journeys.conftest import NewPage
from tests.journeys.looking import faults_on_a_phone


def test_a_nurse_corrects_a_visit_and_takes_one_of_the_wrong_person_off_the_numbers(
    new_page: NewPage,
) -> None:
    visitor = Visitor(new_page())
    visitor.books()
    nurse = AtWork(new_page(wide=True, javascript=False))
    nurse.comes_in_as("nurse")
    nurse.meets(visitor.number)
    manager = AtWork(new_page(wide=True))
    manager.comes_in_as("manager")
    before = manager.counts()
    nurse.records("bought", age_band="20_29")
    nurse.ends_the_visit()
    assert manager.counts() == before + 1
    nurse.corrects(age_band="30_39", gender="man")
    expect(nurse.page.locator("main .ds-tag[data-color=success]")).to_be_visible()
    assert manager.counts() == before + 1
    nurse.page.locator("main a[href='?correct=yes']").click()
    expect(nurse.page.locator("input[name=age_band][value='30_39']")).to_be_checked()
    nurse.page.go_back()
    nurse.takes_the_visit_off_the_numbers()
    expect(nurse.page.locator("main .ds-tag[data-color=warning]")).to_be_visible()
    assert manager.counts() == before
    nurse.corrects(age_band="20_29")
    assert manager.counts() == before + 1


def test_axe_finds_nothing_where_a_visit_is_corrected(new_page: NewPage) -> None:
    visitor = Visitor(new_page())
    visitor.books()
    nurse = AtWork(new_page())
    nurse.comes_in_as("nurse")
    nurse.meets(visitor.number)
    nurse.records("bought", age_band="20_29")
    nurse.ends_the_visit()
    ended = nurse.page.url
    for address in (ended, f"{ended}?correct=yes"):
        nurse.page.goto(address)
        assert faults_on_a_phone(nurse.page) == []
