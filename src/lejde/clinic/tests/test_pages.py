"""The visit's page: what they brought is in sight, and nothing told is lost on the way."""

import pytest
from django.urls import reverse

from lejde.booking import hours
from lejde.clinic.tests.test_actions import come, people, session
from lejde.identity.tests.working import House
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def test_what_they_answered_and_the_tests_in_short_are_beside_the_record(
    people: House, session: VisitorSession
) -> None:
    desk = people.browser("nurse")
    page = desk.get(reverse("course", args=["card", come(session).card]), headers=ENGLISH).text
    brought = page.split('class="brief"')[1].split('class="work"')[0]
    assert "Something happened" in brought
    assert "I paid" in brought
    assert "A blood sample" in brought


def test_a_choice_made_by_mistake_goes_back_to_not_asked(
    people: House, session: VisitorSession
) -> None:
    course = reverse("course", args=["card", come(session).card])
    desk = people.browser("nurse")
    day = hours.today().isoformat()
    told = {"population": "bought", "gender": "man", "exposed_on": day}
    desk.post(f"{course}record/", told)
    page = desk.get(course).text
    assert _is_checked(page, "gender", "man")
    assert f'value="{day}"' in page
    desk.post(f"{course}record/", {**told, "gender": ""})
    page = desk.get(course).text
    assert _is_checked(page, "gender", "")
    assert not _is_checked(page, "gender", "man")


def test_a_note_is_told_once_however_often_the_record_is_saved(
    people: House, session: VisitorSession
) -> None:
    course = reverse("course", args=["card", come(session).card])
    desk = people.browser("nurse")
    for _ in range(2):
        desk.post(f"{course}record/", {"population": "bought", "note": "Wants to talk again."})
    assert desk.get(course).text.count("Wants to talk again.") == 1


ENGLISH = {"accept-language": "en"}


def _is_checked(page: str, name: str, value: str) -> bool:
    inputs = [part.split(">")[0] for part in page.split("<input")[1:]]
    return any(
        f'name="{name}"' in one and f'value="{value}"' in one and "checked" in one for one in inputs
    )
