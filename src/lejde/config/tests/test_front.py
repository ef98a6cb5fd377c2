"""The first page: a door for each need, and what is protected said before anything is asked."""

from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from lejde import packs
from lejde.booking.tests.opening import open_house

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_talk_has_a_door_of_its_own_where_talks_are_offered() -> None:
    client = Client(headers={"accept-language": "en"})
    assert 'value="talk"' not in client.get("/").text
    service = open_house("talk")
    assert 'value="talk"' in client.get("/").text
    times = client.post("/book/", {"service": "talk"})
    assert times.status_code == 200 and service.name in times.text
    service.is_open = False
    service.save()
    assert 'value="talk"' not in client.get("/").text


@pytest.mark.parametrize(
    ("country", "told"), [("NO", "child welfare is told"), ("DK", "the municipality is told")]
)
def test_what_staff_must_pass_on_is_the_law_of_the_country_with_its_sources(
    settings: Any, country: str, told: str
) -> None:
    settings.LEJDE_COUNTRY = country
    client = Client(headers={"accept-language": "en"})
    assert "the law says that staff must tell others" in client.get("/").text
    page = client.get("/about/protection/").text.split("What staff must pass on")[1]
    pack = packs.load(country.lower())
    assert told in page and len(pack.duties) > 2
    for duty in pack.duties:
        assert escape(duty.text["en"]) in page
        assert all(escape(pack.sources[key].url) in page for key in duty.sources)
