"""Somebody with a phone and no JavaScript writes; a nurse at a desk answers; each finds the other's
words, and nothing that was typed is lost.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acting import AtWork, pressed
from tests.journeys.conftest import NewPage
from tests.journeys.looking import faults, faults_on_a_phone

WORDS = {
    "nb": "Jeg er redd. Kan jeg spørre om noe?",
    "da": "Jeg er bange. Må jeg spørge om noget?",
    "en": "I am afraid. May I ask something?",
}
ANSWER = "Of course. I am here, and you have time."


def comes_with_a_new_code(page: Page) -> None:
    page.goto("/code/")
    pressed(page, page.locator("main form[action='/code/new/'] button"))
    code = page.locator("main input[name=code]").input_value()
    groups = code.split("-")
    page.locator("input[name=group_2]").fill(groups[1])
    page.locator("input[name=group_4]").fill(groups[3])
    pressed(page, page.locator("form:has(input[name=group_2]) button"))


def looks_again(page: Page, how: str) -> bool:
    answer = page.goto(page.url.partition("?")[0] + how)
    assert answer is not None
    return "refresh" in answer.headers


def says(page: Page, text: str) -> None:
    page.locator("textarea[name=text]").fill(text)
    pressed(page, page.locator("form:has(textarea[name=text]) button"))


@pytest.mark.parametrize("language", ["nb", "da", "en"])
def test_a_visitor_writes_a_nurse_answers_and_both_read_it_in_order(
    new_page: NewPage, language: str
) -> None:
    visitor = new_page(language=language, javascript=False)
    comes_with_a_new_code(visitor)
    visitor.goto("/mine/")
    pressed(visitor, visitor.locator("main a[href='/talk/']"))
    visitor.locator("input[name=topic][value=health]").check()
    pressed(visitor, visitor.locator("main form button"))
    says(visitor, WORDS[language])
    expect(visitor.locator(".said li")).to_have_count(1)
    # While one only reads, the page looks again by itself; while one writes, it holds still.
    assert looks_again(visitor, "")
    assert not looks_again(visitor, "?quiet=yes")
    assert not looks_again(visitor, "?write=yes")
    nurse = AtWork(new_page(language=language, wide=True))
    nurse.comes_in_as("nurse")
    nurse.page.goto("/desk/talks/")
    pressed(nurse.page, nurse.page.locator("form[action$='/claim/'] button").last)
    expect(nurse.page.locator(".said li")).to_contain_text(WORDS[language])
    says(nurse.page, ANSWER)
    visitor.locator("textarea[name=text]").fill("one more")
    pressed(visitor, visitor.locator("form:has(textarea[name=text]) button"))
    texts = visitor.locator(".said li p:last-child").all_inner_texts()
    assert texts == [WORDS[language], ANSWER, "one more"]
    nurse.page.reload()
    assert nurse.page.locator(".said li p:last-child").all_inner_texts() == texts
    pressed(nurse.page, nurse.page.locator("form[action$='/close/'] button"))
    visitor.goto("/mine/")
    visitor.locator("main a[href*='/talk/']:not([href='/talk/'])").first.click()
    expect(visitor.locator("main a[href='/talk/']")).to_be_visible()
    pressed(visitor, visitor.locator("form[action$='/delete/'] button"))
    expect(visitor).to_have_url(re.compile(r"/mine/$"))
    expect(visitor.locator("main a[href*='/talk/']:not([href='/talk/'])")).to_have_count(0)


def test_what_is_typed_into_a_talk_that_has_just_ended_is_shown_again(new_page: NewPage) -> None:
    visitor = new_page(javascript=False)
    comes_with_a_new_code(visitor)
    visitor.goto("/talk/")
    visitor.locator("input[name=topic][value=health]").check()
    pressed(visitor, visitor.locator("main form button"))
    says(visitor, "first")
    address = visitor.url
    other = visitor.context.new_page()
    other.goto(address)
    pressed(visitor, visitor.locator("main a[href='?write=yes']"))
    pressed(other, other.locator("form[action$='/close/'] button"))
    says(visitor, "second, which must not vanish")
    expect(visitor.locator("textarea[name=text]")).to_have_value("second, which must not vanish")
    expect(visitor.locator(".said li")).to_have_count(1)


def test_axe_finds_nothing_where_people_write(new_page: NewPage) -> None:
    visitor = new_page(language="da")
    comes_with_a_new_code(visitor)
    visitor.goto("/talk/")
    found = faults_on_a_phone(visitor)
    visitor.locator("input[name=topic][value=health]").check()
    pressed(visitor, visitor.locator("main form button"))
    says(visitor, WORDS["da"])
    found += faults_on_a_phone(visitor)
    nurse = AtWork(new_page(language="da"))
    nurse.comes_in_as("nurse")
    nurse.page.goto("/desk/talks/")
    found += faults_on_a_phone(nurse.page)
    pressed(nurse.page, nurse.page.locator("form[action$='/claim/'] button").last)
    found += faults(nurse.page)
    talk = visitor.url.partition("?")[0]
    for page, address in ((visitor, "elsewhere/"), (visitor, "interpreter/"), (visitor, "")):
        page.goto(talk + address)
        found += faults_on_a_phone(page)
    assert found == []
    pressed(nurse.page, nurse.page.locator("form[action$='/close/'] button"))
