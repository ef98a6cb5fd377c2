"""A house in Denmark shows Danish rules and numbers, and none of another country."""

import re
from typing import Any

import pytest
from django.test import Client

from lejde import packs
from lejde.selfcheck import forms, texts
from lejde.selfcheck.tests.test_api import post
from lejde.selfcheck.tests.test_pages import days_ago
from lejde.selfcheck.tests.walk import Walk

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.one_database,
]
NORWEGIAN = ("113", "116 117", "22 33 11 60", "legevakt", "In Norway", "I Norge", "i Norge nå")
TOLD: dict[str, Any] = {
    "brings": ["happened", "symptoms"], "symptoms": ["pelvic_pain"], "when-0": days_ago(1),
    "setting-0": "sold", "partner-0": "man", "acts-0": ["vaginal_receptive"],
    "condom-0": {"vaginal_receptive": "broke"}, "where-0": {"place": "DK"},
    "part-0": ["assault"], "age": "16_17", "wishes": ["situation.under_pressure"],
}  # fmt: skip


@pytest.fixture
def danish(settings: Any) -> None:
    settings.LEJDE_COUNTRY = "DK"


@pytest.mark.parametrize("language", ["en", "nb", "da"])
def test_no_page_of_a_danish_house_has_a_norwegian_number(
    client: Client, danish: None, language: str
) -> None:
    walk = Walk(client, language)
    pages = [walk.page]
    while walk.step is not None:
        fields = TOLD.get(walk.step)
        if fields is None:
            walk.press("skip")
        else:
            walk.press("next", **(fields if isinstance(fields, dict) else {"answer": fields}))
        assert walk.status == 200
        pages.append(walk.page)
    told = [re.sub(r"<[^>]*>", "", page).replace("\u00a0", " ") for page in pages]
    assert [word for word in NORWEGIAN for page in told if word in page] == []
    assert "112" in pages[0]
    for number in ("1813", "1888", "78 46 35 43", "116 111"):
        assert number in told[-1]


def test_the_places_of_a_house_are_its_own_country_and_abroad(danish: None) -> None:
    assert list(forms.place_names()) == ["DK", "elsewhere"]


@pytest.mark.parametrize("iso", packs.known())
def test_every_country_with_rules_has_its_words(iso: str) -> None:
    country = packs.load(iso).meta.country
    assert country in texts.EMERGENCY and country in forms.HOMES


def test_a_plan_can_be_asked_for_by_the_name_of_the_pack(client: Client) -> None:
    response = post(client, {"pack": "dk", "exposures": [{"setting": "bought"}]})
    assert response.status_code == 200
    assert response.json()["pack"] == {"id": "dk", "version": "2026.11.1", "status": "draft"}
