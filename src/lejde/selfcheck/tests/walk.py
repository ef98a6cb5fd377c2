"""A person without JavaScript: reads a page, fills in what it asks for, presses a button."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

MOST_PAGES = 60


class _Hidden(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.checked: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag != "input":
            return
        if told.get("type") == "hidden" and told.get("name") in {"packed", "step"}:
            self.fields[told["name"]] = told["value"]
        if "checked" in told:
            self.checked.append((told["name"], told["value"]))


def hidden(page: str) -> dict[str, str]:
    """The hidden fields that carry the answers."""
    parser = _Hidden()
    parser.feed(page)
    return parser.fields


def checked(page: str) -> list[tuple[str, str]]:
    """What the page shows as ticked."""
    parser = _Hidden()
    parser.feed(page)
    return parser.checked


class Walk:
    """One visit; `pages` counts every page shown, the first question and the answer included.

    A phone that refuses cookies loses each one before the next press.
    """

    def __init__(self, client: Client, language: str = "en", *, cookies: bool = True) -> None:
        self.client, self.address, self.cookies = client, reverse("selfcheck:start"), cookies
        self.headers = {"accept-language": language}
        self.page = client.get(self.address, headers=self.headers).content.decode()
        self.pages = 1
        self.status = 200
        self.where = self.address

    @property
    def step(self) -> str | None:
        return hidden(self.page).get("step")

    @property
    def packed(self) -> str:
        return hidden(self.page)["packed"]

    def press(self, button: str, value: str = "1", **fields: Any) -> None:
        data = {**hidden(self.page), **fields, button: value}
        if not self.cookies:
            self.client.cookies.clear()
        response = self.client.post(self.address, data, headers=self.headers)
        self.pages += 1
        assert self.pages < MOST_PAGES, "the questions have no end"
        if response.status_code == 303:
            self.goes_to(response.headers["Location"])
        else:
            self.page, self.status = response.content.decode(), response.status_code

    def goes_to(self, address: str) -> None:
        """Back, forward or reload: the browser asks for a page it has the address of."""
        response = self.client.get(address, headers=self.headers, follow=True)
        self.page, self.status = response.content.decode(), response.status_code
        chain = response.redirect_chain
        self.where = chain[-1][0] if chain else address

    def tell(self, told: dict[str, Any]) -> None:
        """Answers each page from `told` (by step), skips what it does not hold."""
        while self.step is not None:
            fields = told.get(self.step)
            if fields is None:
                self.press("skip")
                continue
            self.press("next", **(fields if isinstance(fields, dict) else {"answer": fields}))
            assert self.status == 200, self.page
