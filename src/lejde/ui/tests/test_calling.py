"""A number to call can be tapped, in the country of the house, and nothing else becomes one."""

from typing import Any

import pytest

from lejde import packs
from lejde.ui.calling import callable_numbers, in_html


@pytest.fixture(autouse=True, params=["NO", "DK"])
def country(request: pytest.FixtureRequest, settings: Any) -> str:
    settings.LEJDE_COUNTRY = request.param
    return str(request.param)


def test_every_number_of_the_pack_can_be_tapped_and_stays_on_its_line(country: str) -> None:
    for one in packs.load(country.lower()).numbers:
        digits, unbroken = one.number.replace(" ", ""), one.number.replace(" ", "\u00a0")
        for text in (f"Ring {one.number}.", f"({one.number}, hele døgnet)", one.number):
            link = f'<a class="number" href="tel:{digits}">{unbroken}</a>'
            assert callable_numbers(text) == text.replace(one.number, link)


@pytest.mark.parametrize(
    "text",
    [
        "1120 kroner", "kapittel 112-3", "+47112", "2112", "12 112", "uke 11", "2024–112",
        "112,50", "1.112", "112/2024", "12:112", "§ 112", "§112", "A112", "112b", "lejde112",
        "112\u00a0000", "3\u00a0112", "_112_",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_number_stays_text(text: str) -> None:
    assert callable_numbers(text) == text


def test_what_is_typed_into_a_text_is_escaped_and_links_are_left_alone() -> None:
    said = callable_numbers("<b>112</b> & more")
    assert said.startswith("&lt;b&gt;<a ") and said.endswith("&lt;/b&gt; &amp; more")
    # The letter p as a character's code, left as it is.
    assert in_html("&#112;") == "&#112;"
    assert in_html('<abbr title="112">nød</abbr> <article>112') == (
        '<abbr title="112">nød</abbr> <article><a class="number" href="tel:112">112</a>'
    )
    assert in_html('<a href="/"><b>112</b></a>') == '<a href="/"><b>112</b></a>'
    html = '<p id="112"><a href="/112/">112 nå</a> eller 112</p>'
    assert in_html(html) == html.replace(
        "eller 112", 'eller <a class="number" href="tel:112">112</a>'
    )


def test_a_number_with_the_country_before_it_dials_the_country_too(country: str) -> None:
    number = packs.load(country.lower()).numbers[-1].number
    for space in (" ", "\u00a0", "\n"):
        said = callable_numbers(f"på +47 {number}, hele døgnet".replace(" ", space))
        assert f'href="tel:+47{number.replace(" ", "")}"' in said
        assert said.count("<a ") == 1
