"""The first page: a door for each need, and what is protected said before anything is asked."""

import pytest
from django.test import Client

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


def test_what_staff_must_pass_on_is_said_with_its_sources() -> None:
    client = Client(headers={"accept-language": "en"})
    assert "the law says that staff must tell others" in client.get("/").text
    page = client.get("/about/protection/").text
    assert "What staff must pass on" in page
    assert "helsedirektoratet.no" in page and "regjeringen.no" in page
