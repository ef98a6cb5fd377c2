"""A passkey as second factor, from the first touch to its removal, under the strict CSP."""

from playwright.sync_api import ConsoleMessage, Page, expect

from tests.journeys.conftest import NewPage
from tests.journeys.joining import TO_THE_DESK, Newcomer
from tests.journeys.looking import faults


def refusals(page: Page) -> list[str]:
    """What the browser will not run, as it happens."""
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            said.append(message.text)

    page.on("console", note)
    return said


def begins(new_page: NewPage, username: str, role: str, language: str = "en") -> Newcomer:
    """Invited, with a passphrase on paper, before the second factor."""
    one = Newcomer(new_page(language=language, named=True), username)
    one.makes_keys(one.is_invited_by(new_page(wide=True, named=True), role))
    one.shows_the_passphrase()
    return one


def test_who_has_an_app_adds_a_passkey_comes_in_with_it_and_takes_it_off(
    new_page: NewPage,
) -> None:
    one = begins(new_page, "both", "nurse", "nb")
    page, refused = one.page, refusals(one.page)
    one.sets_up_an_app()
    one.takes_a_security_key_in_hand()
    page.locator("main a[href='/desk/second/webauthn/add/']").click()
    one.shows_the_passphrase_again()
    assert faults(page) == []
    one.adds_a_passkey("the blue one")
    one.signs_out()
    one.shows_the_passphrase()
    assert not one.is_in()
    assert faults(page) == []
    one.shows_the_passkey()
    expect(page).to_have_url(TO_THE_DESK)
    page.goto("/desk/second/webauthn/")
    expect(page.locator("main li")).to_contain_text("the blue one")
    page.locator("main a[href$='/remove/']").click()
    one.shows_the_passkey_again()
    page.locator("main form button").click()
    expect(page.locator("main li")).to_have_count(0)
    one.signs_out()
    one.shows_the_passphrase()
    expect(page.locator("input[name=code]")).to_be_visible()
    expect(page.locator("#mfa_webauthn_authenticate")).to_have_count(0)
    assert refused == []


def test_a_newcomer_begins_with_a_passkey_and_the_only_one_stays(new_page: NewPage) -> None:
    one = begins(new_page, "passkey-first", "doctor")
    page = one.page
    page.locator("main a[href='/desk/second/webauthn/add/']").click()
    one.takes_a_security_key_in_hand()
    one.adds_a_passkey("")
    assert one.is_in()
    assert page.locator(".fingerprint").is_visible()
    one.signs_out()
    one.shows_the_passphrase()
    expect(page.locator("input[name=code]")).to_have_count(0)
    one.shows_the_passkey()
    expect(page).to_have_url(TO_THE_DESK)
    page.goto("/desk/second/webauthn/")
    page.locator("main a[href$='/remove/']").click()
    one.shows_the_passkey_again()
    expect(page.get_by_text("It is your only second factor")).to_be_visible()
    expect(page.locator("main form")).to_have_count(0)
    assert one.is_in()


def test_a_passkey_left_at_home_is_said_and_lets_nobody_in(new_page: NewPage) -> None:
    one = begins(new_page, "forgetful", "nurse")
    one.page.goto("/desk/second/webauthn/add/")
    one.takes_a_security_key_in_hand()
    one.adds_a_passkey("at home")
    one.signs_out()
    one.leaves_the_security_key_at_home()
    one.takes_a_security_key_in_hand()
    one.shows_the_passphrase()
    one.shows_the_passkey()
    expect(one.page.locator("#passkey-failed")).to_be_visible()
    assert not one.is_in()
    one.page.locator("form[action='/desk/out/'] button").click()
    expect(one.page.locator("input[name=login]")).to_be_visible()
