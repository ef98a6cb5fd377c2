"""Somebody reads, and finds what they look for in their own words."""

import pytest
from django.test import Client

from lejde import packs
from lejde.knowledge import finding
from lejde.knowledge.domain import address_of

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.one_database,
]
LANGUAGES = ("nb", "da", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_from_the_list_and_names_its_sources(language: str) -> None:
    client = Client(headers={"accept-language": language})
    listed = client.get("/read/").content.decode()
    assert len(packs.pages("no")) > 20
    for slug, found in packs.pages("no").items():
        address = f"/read/{address_of(slug)}/"
        assert address in listed
        shown = client.get(address)
        html = shown.content.decode()
        assert shown.status_code == 200 and found[language].front.title in html
        assert html.count('id="source-') == len(found[language].front.sources)
        assert "[^" not in html and "](" not in html


def test_an_address_tells_nothing_and_no_two_are_alike() -> None:
    addresses = {address_of(slug): slug for slug in packs.pages("no")}
    assert len(addresses) == len(packs.pages("no"))
    assert not any(slug.split("-")[0] in address for address, slug in addresses.items())


def test_an_address_that_leads_nowhere_says_so() -> None:
    assert Client().get("/read/zzzzz/").status_code == 404


@pytest.mark.parametrize(
    ("language", "asked", "slug"),
    [
        ("nb", "klamydia", "chlamydia"), ("nb", "klam", "chlamydia"), ("da", "gonor", "gonorrhoea"),
        ("en", "throat swab", "sample-throat-swab"), ("nb", "HIV", "hiv"),
        ("nb", "syfilis zzzz", "syphilis"), ("nb", "chlamydia", "chlamydia"),
    ],
)  # fmt: skip
def test_words_find_their_page_first_also_when_half_typed(
    language: str, asked: str, slug: str
) -> None:
    assert finding.find(asked, language)[0] == slug


@pytest.mark.parametrize("asked", ['"', "a:b*", "' OR 1=1 --", "NOT", "(", "\x00", "%", "_", "😀"])
def test_odd_signs_find_nothing_or_something_and_break_nothing(asked: str) -> None:
    answer = Client().post("/read/", {"words": asked})
    assert answer.status_code == 200


def test_what_was_looked_for_is_in_no_address() -> None:
    answer = Client().post("/read/", {"words": "herpes"})
    assert answer.status_code == 200 and answer.request["QUERY_STRING"] == ""
    assert 'value="herpes"' in answer.content.decode()


def test_dots_say_what_the_sources_say() -> None:
    risk = packs.risk("no")
    assert [act.act for act in risk.acts][:2] == ["anal_receptive", "anal_insertive"]
    html = Client(headers={"accept-language": "en"}).get("/read/dots/").content.decode()
    dots = html.count('class="sure"') + html.count('class="perhaps"')
    assert dots == sum(-(-act.high // 10) for act in risk.acts)
    assert "Between 5 and 16 of 1,000 times" in html and "Fewer than 1 of 10,000 times" in html


def test_numbers_come_after_the_way_to_a_talk_and_never_against_a_test() -> None:
    html = Client(headers={"accept-language": "en"}).get("/read/dots/").content.decode()
    talk, medicine, first_dot = (
        html.index(word) for word in ("/book/", "every hour", 'class="dots"')
    )
    assert talk < medicine < first_dot
    assert "take a test" in html[first_dot:]


@pytest.mark.parametrize("iso", packs.known())
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_number_speaks_of_people_who_sell(language: str, iso: str) -> None:
    risk = packs.risk(iso)
    assert risk.acts and risk.smaller
    texts = [one.text for one in risk.acts] + [one.text for one in risk.smaller]
    said = " ".join(text[language] for text in texts).lower()
    assert not any(
        word in said for word in ("sell", "selg", "sælg", "prostit", "sexarb", "sex work")
    )
