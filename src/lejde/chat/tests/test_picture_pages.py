"""The pages around a picture: what was typed is never lost, and what is opened is a picture only."""

import html
import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from lejde.chat import actions, decoding, desk_actions, enclosing, texts
from lejde.chat.decoding import Remade
from lejde.chat.models import Conversation
from lejde.chat.tests.photographs import NO_PICTURES, photograph
from lejde.chat.tests.talking import at_work, people
from lejde.identity.tests.working import House
from lejde.ui.uploads import CUT, LARGEST_FILE, TOO_LARGE, TOO_MANY
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

__all__ = ["people"]
pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]
WORDS = "a sentence beside it, <b>which</b> must not vanish"


class Visitor:
    """A visitor with a browser and one talk."""

    def __init__(self, language: str = "en") -> None:
        self.client = Client(headers={"accept-language": language}, raise_request_exception=False)
        self.client.cookies["v"] = visitors.make_visitor().token
        self.number = int(actions.begin(self.session, "health", "en")[0].pk)
        self.talk = f"/talk/{actions.key_of(self.session, self.row)}/"

    @property
    def session(self) -> VisitorSession:
        return visitors.resume(self.client.cookies["v"].value)

    @property
    def row(self) -> Conversation:
        return Conversation.objects.get(pk=self.number)

    def sends(self, raw: bytes, name: str = "a", **more: Any) -> Any:
        file = BytesIO(raw)
        file.name = "IMG_of_somebody.jpg"
        told = {"text": WORDS, "client_id": name, "picture": file}
        return self.client.post(self.talk + "picture/", told, **more)


def shows(page: Any, words: str = WORDS) -> bool:
    """Whether what was typed stands in the field again, as it was."""
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page.text, re.DOTALL)
    return found is not None and html.unescape(found[1]) == words


def test_a_picture_is_sent_with_a_plain_form_and_opened_on_both_sides(people: House) -> None:
    visitor = Visitor()
    write = visitor.client.get(visitor.talk).text
    assert f'formaction="{visitor.talk}picture/"' in write
    form = visitor.client.get(visitor.talk + "picture/")
    assert 'enctype="multipart/form-data"' in form.text and 'type="file"' in form.text
    assert visitor.sends(photograph())["Location"] == visitor.talk
    read = visitor.client.get(visitor.talk).text
    assert "Open the picture, 1 kB" in read and "<img" not in read
    assert "IMG_of_somebody" not in read
    page = visitor.client.get(visitor.talk + "picture/1/").text
    assert f'src="{visitor.talk}picture/1/open/"' in page
    desk_actions.claim(at_work(people, "nurse"), visitor.number)
    desk, at = people.browser("nurse"), f"/desk/talks/{visitor.number}/"
    shown = desk.get(at, headers={"accept-language": "en"}).text
    assert "Open the picture, 1 kB" in shown and "<img" not in shown
    for answer in (
        visitor.client.get(visitor.talk + "picture/1/open/"),
        desk.get(at + "picture/1/"),
    ):
        assert answer.content.startswith(b"\xff\xd8\xff") and answer["Content-Type"] == "image/jpeg"
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Content-Disposition"] == 'inline; filename="picture.jpg"'
    for address in (visitor.talk + "picture/2/", visitor.talk + "picture/2/open/"):
        assert visitor.client.get(address).status_code == 404
    assert people.browser("doctor").get(at + "picture/1/").status_code == 404


def test_words_go_from_the_talk_to_the_picture_and_back(people: House) -> None:
    visitor = Visitor()
    told = "text=hello+there&client_id=drawn"
    kind = "application/x-www-form-urlencoded"
    page = visitor.client.post(visitor.talk + "picture/", told, content_type=kind)
    assert page.status_code == 200 and shows(page, "hello there")
    assert 'name="client_id" value="drawn"' in page.text
    assert actions.read(visitor.session, visitor.number)[1] == []
    refused = visitor.client.post(
        visitor.talk + "picture/", {"text": "hello there", "client_id": "drawn"}
    )
    assert refused.status_code == 422 and shows(refused, "hello there")
    assert "No picture is chosen yet." in refused.text
    assert f'formaction="{visitor.talk}"' in refused.text
    visitor.client.post(visitor.talk, told, content_type=kind)
    assert actions.read(visitor.session, visitor.number)[1][0].text == "hello there"


REFUSED = {
    "not_a_picture": (NO_PICTURES["page"], 415), "heic": (NO_PICTURES["heic"], 415),
    "broken_picture": (photograph()[:400], 422),
    "picture_too_large": (b"\xff\xd8\xff" + bytes(LARGEST_FILE), 413),
}  # fmt: skip


@pytest.mark.parametrize("language", ["nb", "da", "en"])
@pytest.mark.parametrize("code", REFUSED)
def test_a_refusal_says_why_in_the_readers_language_and_keeps_the_words(
    people: House, code: str, language: str
) -> None:
    visitor, (raw, status) = Visitor(language), REFUSED[code]
    page = visitor.sends(raw)
    assert page.status_code == status and shows(page)
    with translation.override(language):
        assert str(texts.NO_PICTURE[code]) in html.unescape(page.text)
    assert not visitor.row.last
    assert f'formaction="{visitor.talk}"' in page.text


@pytest.mark.parametrize(("cut", "status"), [(TOO_LARGE, 413), (TOO_MANY, 429)])
def test_a_file_that_the_server_let_go_by_leaves_the_words(
    people: House, cut: str, status: int
) -> None:
    page = Visitor().sends(photograph(), **{CUT: cut})
    assert page.status_code == status and shows(page)
    assert ("Retry-After" in page) is (status == 429)


def test_full_closed_and_a_second_picture_from_the_same_page_keep_the_words(
    people: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "remake", lambda raw: Remade(b"\xff\xd8\xff", 1, 1))
    visitor = Visitor()
    assert visitor.sends(photograph()).status_code == 302
    other = visitor.sends(photograph(2))
    assert other.status_code == 409 and shows(other)
    drawn = re.search(r'name="client_id" value="([^"]+)"', other.text)
    assert drawn and drawn[1] != "a"
    assert visitor.sends(photograph(2), drawn[1]).status_code == 302
    with monkeypatch.context() as full:
        full.setattr(enclosing, "MOST_BYTES", 0)
        page = visitor.sends(photograph(), "b")
        assert (page.status_code, shows(page)) == (503, True) and int(page["Retry-After"]) > 0
    with monkeypatch.context() as many:
        many.setattr(enclosing, "MOST_IN_A_TALK", 2)
        assert visitor.sends(photograph(), "c").status_code == 409
    actions.close(visitor.session, visitor.number)
    page = visitor.sends(photograph(), "d")
    assert page.status_code == 409 and shows(page) and 'href="/talk/"' in page.text


def test_only_there_is_a_large_body_read_and_only_a_form(people: House) -> None:
    visitor, kind = Visitor(), "application/x-www-form-urlencoded"
    long = "text=" + "x" * 2_000_000
    for address in (visitor.talk, visitor.talk + "picture/"):
        assert visitor.client.post(address, long, content_type=kind).status_code == 413
    file = BytesIO(bytes(2_000_000))
    assert visitor.client.post(visitor.talk, {"picture": file}).status_code == 413
