"""Somebody with a phone and no JavaScript writes; a nurse at a desk answers; each finds the other's
words, and nothing that was typed is lost.
"""

import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from lejde.chat.tests.photographs import photograph
from tests.journeys.acting import AtWork, pressed
from tests.journeys.conftest import NewPage
from tests.journeys.looking import faults, faults_on_a_phone

WORDS = {
    "nb": "Jeg er redd. Kan jeg spørre om noe?",
    "da": "Jeg er bange. Må jeg spørge om noget?",
    "en": "I am afraid. May I ask something?",
}
# Other buttons of the form lead elsewhere with what is typed.
SEND = "form[data-say] button:not([formaction]):not([name])"
ANSWER = "Of course. I am here, and you have time."


def comes_with_a_new_code(page: Page) -> None:
    page.goto("/code/")
    pressed(page, page.locator("main form[action='/code/new/'] button"))
    keeps_the_code(page)


def keeps_the_code(page: Page) -> None:
    code = page.locator("main input[name=code]").input_value()
    groups = code.split("-")
    page.locator("input[name=group_2]").fill(groups[1])
    page.locator("input[name=group_4]").fill(groups[3])
    pressed(page, page.locator("form:has(input[name=group_2]) button"))


def begins_a_talk(page: Page) -> None:
    page.locator("input[name=topic][value=health]").check()
    pressed(page, page.locator("main form button"))
    pressed(page, page.locator("form[action='/talk/begin/'] button").first)


def looks_again(page: Page, how: str) -> bool:
    answer = page.goto(page.url.partition("?")[0] + how)
    assert answer is not None
    return "refresh" in answer.headers


def says(page: Page, text: str) -> None:
    page.locator("textarea[name=text]").fill(text)
    pressed(page, page.locator("form:has(textarea[name=text]) button").first)


def answers(page: Page, text: str) -> None:
    """With JavaScript the page stays, and what was said stands in it."""
    page.locator("textarea[name=text]").fill(text)
    page.locator(SEND).click()
    expect(page.locator(".said li[data-sequence]").last).to_contain_text(text)


@pytest.mark.parametrize("language", ["nb", "da", "en"])
def test_a_visitor_writes_a_nurse_answers_and_both_read_it_in_order(
    new_page: NewPage, language: str
) -> None:
    visitor = new_page(language=language, javascript=False)
    comes_with_a_new_code(visitor)
    visitor.goto("/mine/")
    pressed(visitor, visitor.locator("main a[href='/talk/']"))
    begins_a_talk(visitor)
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
    answers(nurse.page, ANSWER)
    visitor.locator("textarea[name=text]").fill("one more")
    pressed(visitor, visitor.locator("form:has(textarea[name=text]) button").first)
    texts = visitor.locator(".said li p:last-child").all_inner_texts()
    assert texts == [WORDS[language], ANSWER, "one more"]
    nurse.page.reload()
    assert nurse.page.locator(".said li p:last-child").all_inner_texts() == texts
    nurse.page.locator("select[name=theme]").select_option("worry")
    pressed(nurse.page, nurse.page.locator("form[action$='/close/'] button"))
    visitor.goto("/mine/")
    visitor.locator("main a[href*='/talk/']:not([href='/talk/'])").first.click()
    expect(visitor.locator("main a[href='/talk/']")).to_be_visible()
    pressed(visitor, visitor.locator("button[name=did_it_help][value=a_little]"))
    expect(visitor.locator("button[name=did_it_help]")).to_have_count(0)
    pressed(visitor, visitor.locator("main a[href$='/delete/']"))
    pressed(visitor, visitor.locator("form[action$='/delete/'] button"))
    expect(visitor).to_have_url(re.compile(r"/mine/$"))
    expect(visitor.locator("main a[href*='/talk/']:not([href='/talk/'])")).to_have_count(0)


def test_what_is_typed_into_a_talk_that_has_just_ended_is_shown_again(new_page: NewPage) -> None:
    visitor = new_page(javascript=False)
    comes_with_a_new_code(visitor)
    visitor.goto("/talk/")
    begins_a_talk(visitor)
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
    visitor, nurse = new_page(language="da"), AtWork(new_page(language="da"))
    found = where_somebody_begins(visitor)
    talk = visitor.url
    found += where_a_picture_is_sent(visitor)
    nurse.comes_in_as("nurse")
    nurse.page.goto("/desk/talks/")
    found += faults_on_a_phone(nurse.page)
    pressed(nurse.page, nurse.page.locator("form[action$='/here/'] button"))
    visitor.goto(talk)
    found += faults_on_a_phone(visitor)
    pressed(visitor, visitor.locator("form[action$='/wait/'] button"))
    found += faults_on_a_phone(nurse.page)
    pressed(nurse.page, nurse.page.locator("form[action$='/stop/'] button"))
    pressed(nurse.page, nurse.page.locator("form[action$='/claim/'] button").last)
    found += what_is_at_hand(nurse.page)
    found += where_goals_are_written(visitor, nurse.page)
    for address in ("elsewhere/", "interpreter/", "delete/"):
        visitor.goto(talk.partition("?")[0] + address)
        found += faults_on_a_phone(visitor)
    manager = AtWork(new_page(language="da", wide=True))
    manager.comes_in_as("manager")
    nurse.page.goto("/desk/guide/")
    found += faults_on_a_phone(nurse.page)
    for address in ("hours/", "hours/topic/health/", "figures/", "keeping/"):
        manager.page.goto(f"/desk/talks/{address}")
        found += faults(manager.page)
    assert found == []
    nurse.page.goto("/desk/talks/")
    pressed(nurse.page, nurse.page.locator("main .doors a").last)
    pressed(nurse.page, nurse.page.locator("form[action$='/close/'] button"))


def where_somebody_begins(visitor: Page) -> list[str]:
    """Without a code: one is given on the way, and what it is about comes along."""
    visitor.goto("/talk/")
    found = faults_on_a_phone(visitor)
    visitor.locator("input[name=topic][value=health]").check()
    pressed(visitor, visitor.locator("main form button"))
    found += faults_on_a_phone(visitor)
    pressed(visitor, visitor.locator("form[action='/talk/begin/'] button[name=new]"))
    keeps_the_code(visitor)
    answers(visitor, WORDS["da"])
    return found + faults_on_a_phone(visitor)


def where_a_picture_is_sent(visitor: Page) -> list[str]:
    """Chosen, sent, opened on purpose."""
    pressed(visitor, visitor.locator("button[formaction$='/picture/']"))
    found = faults_on_a_phone(visitor)
    raw = photograph(6, 3000, 2000)
    picture: FilePayload = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": raw}
    visitor.locator("input[type=file]").set_input_files([picture])
    pressed(visitor, visitor.locator("form:has(input[type=file]) button").first)
    found += faults_on_a_phone(visitor)
    pressed(visitor, visitor.locator(".said a"))
    assert visitor.evaluate("document.images[0].naturalHeight") == 1600
    return found + faults_on_a_phone(visitor)


def where_goals_are_written(visitor: Page, desk: Page) -> list[str]:
    """Asked for, given, and written down by both."""
    pressed(desk, desk.locator("main a[href*='/desk/goals/']"))
    pressed(desk, desk.locator("form[action$='/ask/'] button"))
    pressed(visitor, visitor.locator("main a[href^='/goals/']"))
    found = faults_on_a_phone(visitor)
    pressed(visitor, visitor.locator("button[name=yes]"))
    desk.reload()
    desk.locator("input[name=themes][value=shame]").check()
    desk.locator("input[name=needed][value='4']").check()
    desk.locator("textarea[name=goal]").fill("At sove om natten")
    pressed(desk, desk.locator("main button[accesskey=s]"))
    expect(desk.locator(".rest h3")).to_have_count(1)
    found += faults(desk)
    visitor.locator("form[action$='/step/'] textarea").fill("En tur")
    pressed(visitor, visitor.locator("form[action$='/step/'] button"))
    expect(visitor.locator("main h3")).to_have_count(1)
    return found + faults_on_a_phone(visitor)


def what_is_at_hand(desk: Page) -> list[str]:
    """As one types, words that judge are hinted at and pages found; a passage comes where the
    cursor stands, and nothing is sent.
    """
    box, said = desk.locator("textarea[name=text]"), desk.locator(".said li").count()
    box.fill("Er du narkoman?")
    desk.locator("#at-hand-words").fill("hiv")
    expect(desk.locator("#at-hand-hints li")).to_have_count(1)
    desk.locator("#at-hand-words").press("Enter")
    desk.locator("#at-hand-found button").first.click()
    expect(box).to_have_value(re.compile(r"^Er du narkoman\?\n\n.+\n/read/\w{5}/$", re.DOTALL))
    expect(desk.locator(".said li")).to_have_count(said)
    desk.locator("aside details > summary").first.click()
    return faults(desk)
