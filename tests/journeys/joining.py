"""What somebody does who begins to work here, in sentences, in any language."""

import re
import time
from dataclasses import dataclass, field

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import CDPSession, Page, expect

TO_MY_KEYS = re.compile(r"/desk/second/$")
TO_THE_DESK = re.compile(r"/desk/$")
AGAIN = re.compile(r"/desk/again/")


@dataclass
class Newcomer:
    """A person with a browser, paper and pen; `passphrase` is what they wrote down."""

    page: Page
    username: str
    passphrase: list[str] = field(default_factory=list)
    secret: str = ""
    _authenticator: tuple[CDPSession, str] | None = None

    def is_invited_by(self, manager: Page, role: str) -> str:
        """The invitation's address."""
        manager.goto("/desk/in/")
        manager.locator("button[name=username][value=manager]").click()
        expect(manager).to_have_url(TO_THE_DESK)
        manager.goto("/desk/people/")
        manager.locator("input[name=username]").fill(self.username)
        manager.locator("select[name=role]").select_option(role)
        manager.locator("form[action='/desk/people/invite/'] button").click()
        return manager.locator("code.long").inner_text()

    def makes_keys(self, address: str) -> None:
        """From the invitation to a passphrase on paper."""
        self.page.goto("/" + address.split("/", 3)[3])
        self.page.locator("main form button").click()
        self.passphrase = self.page.locator(".fingerprint").inner_text().split()
        self.page.locator("input[name=second]").fill(self.passphrase[1])
        self.page.locator("input[name=fifth]").fill(self.passphrase[4])
        self.page.locator("main form button").click()

    def shows_the_passphrase(self) -> None:
        """The first factor."""
        self.page.goto("/desk/in/")
        self.page.locator("input[name=login]").fill(self.username)
        self.page.locator("input[name=password]").fill(" ".join(self.passphrase))
        self.page.locator("form[action='/desk/in/'] button[type=submit]").click()

    def sets_up_an_app(self) -> None:
        expect(self.page).to_have_url(re.compile(r"/totp/activate/"))
        self.secret = self.page.locator("main code").inner_text()
        code = format_hotp_value(hotp_value(self.secret, int(time.time()) // 30))
        self.page.locator("input[name=code]").fill(code)
        self.page.locator("main form button").click()
        expect(self.page).to_have_url(TO_MY_KEYS)

    def takes_a_security_key_in_hand(self) -> None:
        """A key of the browser's own that says yes to every touch."""
        told = self.page.context.new_cdp_session(self.page)
        told.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "usb", "hasResidentKey": False,
            "hasUserVerification": True, "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }  # fmt: skip
        added = told.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self._authenticator = (told, added["authenticatorId"])

    def leaves_the_security_key_at_home(self) -> None:
        assert self._authenticator
        told, number = self._authenticator
        told.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": number})
        self._authenticator = None

    def adds_a_passkey(self, name: str) -> None:
        """On the page of a new passkey, by Enter in the field of its name."""
        self.page.locator("input[name=name]").fill(name)
        self.page.locator("input[name=name]").press("Enter")
        expect(self.page).to_have_url(TO_MY_KEYS)

    def shows_the_passphrase_again(self) -> None:
        expect(self.page).to_have_url(AGAIN)
        self.page.locator("input[name=password]").fill(" ".join(self.passphrase))
        self.page.locator("main form button").click()

    def shows_the_passkey_again(self) -> None:
        """Is asked who is there, and answers with the passkey."""
        expect(self.page).to_have_url(AGAIN)
        self.page.locator("main a[href*='/webauthn/reauthenticate/']").click()
        self.page.locator("#mfa_webauthn_reauthenticate").click()

    def signs_out(self) -> None:
        self.page.goto("/desk/out/")
        self.page.locator("main form button").click()
        expect(self.page).to_have_url(re.compile(r"/desk/in/"))

    def shows_the_passkey(self) -> None:
        """The second factor."""
        self.page.locator("#mfa_webauthn_authenticate").click()

    def is_in(self) -> bool:
        self.page.goto("/desk/")
        return TO_THE_DESK.search(self.page.url) is not None
