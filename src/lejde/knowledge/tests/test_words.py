"""The glossary as people read it, the guide as a worker reads it, and passages of the pages."""

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings
from django.utils.html import escape

from lejde import packs
from lejde.identity.models import Staff
from lejde.identity.roles import ROLES
from lejde.identity.tests.working import House, house
from lejde.kernel.errors import NotFound
from lejde.knowledge import guiding, passages, wording
from lejde.knowledge.domain import address_of

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.one_database,
]
LANGUAGES = ("nb", "da", "en")


@pytest.fixture
def people() -> Iterator[House]:
    for people in house("nurse", "sexologist", "manager"):
        for name in people.clinic.people:
            Staff.objects.filter(username=name).update(plissit=ROLES[name].plissit)
        yield people


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_stands_with_its_use_its_view_and_its_criticism(language: str) -> None:
    client = Client(headers={"accept-language": language})
    assert 'href="/read/words/"' in client.get("/read/").content.decode()
    html = client.get("/read/words/").content.decode()
    for term in packs.words().glossary:
        entry = html.split(f'<section id="{term.code}">')[1].split("</section>")[0]
        assert term.word[language] in entry
        for one in (*term.use, *term.perspective, *term.criticism):
            assert escape(one.text[language]) in entry
        assert entry.count("<h3>") == 3 + any(law.term == term.code for law in packs.laws("no"))
    assert html.count('rel="noreferrer"') > 60 and "<script" not in html.split("<main")[1]


@pytest.mark.parametrize("country", ["NO", "DK"])
def test_the_law_is_that_of_the_country(country: str) -> None:
    with override_settings(LEJDE_COUNTRY=country):
        entries = {entry.code: entry for entry in wording.glossary("en")}
    assert {code for code, entry in entries.items() if entry.law} == {
        law.term for law in packs.laws(country.lower())
    }
    assert all(law.sources or not law.is_ours for law in entries["trafficking"].law)
    assert (
        entries["selling-sex"]
        .law[0]
        .text.startswith(
            {"NO": "In Norway it is not an offence", "DK": "In Denmark adults may both"}[country]
        )
    )


def test_words_stand_in_the_order_of_the_alphabet_and_not_of_anybodys_liking() -> None:
    assert [entry.word for entry in wording.glossary("en")][:3] == [
        "a person who buys sex", "chemsex", "client",
    ]  # fmt: skip
    assert wording._in_order("ål") > wording._in_order("ørn") > wording._in_order("zoo")


def test_what_nobody_says_is_called_ours_or_unknown() -> None:
    said = {entry.code: entry for entry in wording.glossary("en")}
    assert said["victim"].use[0].is_ours and not said["victim"].use[0].sources
    unknown = said["safe-conduct"].criticism[0]
    assert not unknown.is_ours and not unknown.sources
    html = Client(headers={"accept-language": "en"}).get("/read/words/").content.decode()
    assert "(our own words)" in html and "(not known to us)" in html


@pytest.mark.parametrize(("level", "own"), [(1, 3), (2, 7), (3, 8), (4, 9)])
def test_above_ones_level_the_guide_offers_somebody_else(level: int, own: int) -> None:
    shown = guiding.guide("da", level)
    assert sum(chapter.is_own for chapter in shown.chapters) == own
    for chapter in shown.chapters:
        assert chapter.is_own == (chapter.level <= level) == bool(chapter.lines)
    for chapter in guiding.guide("nb", 4).chapters:
        for line in chapter.lines:
            if chapter.level <= level:
                assert guiding.line(line.key, "nb", level) == line.said.text
            else:
                with pytest.raises(NotFound):
                    guiding.line(line.key, "nb", level)
    assert guiding.line(guiding.HAND_OVER, "en", level).startswith("There is somebody here")


def test_the_guide_is_a_page_of_the_desk_with_its_heads_first_and_no_field(people: House) -> None:
    html = people.browser("nurse").get("/desk/guide/", headers={"accept-language": "en"})
    page = html.content.decode().split("<main")[1].split("</main")[0]
    heads, questions, talks = (
        page.index(words) for words in ("Not judging", "What do I think of people", "To begin")
    )
    assert heads < questions < talks
    # The questions to oneself have no answer that could be kept.
    assert not any(field in page for field in ("<form", "<input", "<textarea"))
    assert page.count("offer a hand-over") == 2
    deep = people.browser("sexologist").get("/desk/guide/", headers={"accept-language": "en"})
    assert "offer a hand-over" not in deep.content.decode()
    assert people.browser("manager").get("/desk/guide/").status_code == 403


def test_a_passage_is_whole_sentences_of_a_page_in_the_language_asked_for() -> None:
    for language in LANGUAGES:
        found = passages.passages("hiv", language)
        assert 0 < len(found) <= passages.MOST
        for one in found:
            slug = next(slug for slug in packs.pages("no") if address_of(slug) == one.code)
            page = packs.pages("no")[slug][language]
            assert one.title == page.front.title and one.address == f"/read/{one.code}/"
            assert one.text[-1] in ".!?" and not any(sign in one.text for sign in ("[", "*", "^"))
            plain = f"{page.front.summary} {passages._plain(page.body)}"
            assert one.text in plain
    assert passages.passages("zzzz", "nb") == [] == passages.passages("", "nb")


def test_every_page_gives_a_passage_that_stands_alone() -> None:
    for found in packs.pages("no").values():
        for page in found.values():
            for piece in passages._pieces(page):
                assert not piece.startswith(("-", "#", "[")) and not piece.endswith(":"), piece
            assert passages._short("Kort. " * 200).count(".") < 100
