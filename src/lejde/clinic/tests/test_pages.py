"""The visit's page: what they brought is in sight, and nothing told is lost on the way."""

import re

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


def test_what_the_laboratory_found_nothing_in_is_typed_and_given_together(
    people: House, session: VisitorSession
) -> None:
    course = reverse("course", args=["card", come(session).card])
    desk = people.browser("nurse")
    wanted = ["chlamydia.first_void_urine", "gonorrhoea.first_void_urine", "syphilis.blood"]
    desk.post(f"{course}order/", {"test": wanted})
    waiting = _keys(desk.get(course).text, "value/rest/")
    assert len(waiting) == 3
    # One is read before the page is sent: what is typed already is not typed over.
    desk.post(f"{course}value/", {"test": waiting[2], "typed": "0", "value": "positive"})
    assert desk.post(f"{course}value/rest/", {"test": waiting}).status_code == 409
    assert _keys(desk.get(course).text, "release/negatives/") == waiting[:2]
    desk.post(f"{course}value/", {"test": waiting[2], "typed": "1", "value": "positive"})
    refused = desk.post(f"{course}release/negatives/", {"test": waiting})
    assert refused.status_code == 409
    assert refused.text.count("released") == 0
    assert desk.post(f"{course}release/negatives/", {"test": waiting[:2]}).status_code == 302
    page = desk.get(course, headers=ENGLISH).text
    assert page.count("– released") == 2
    assert "value/rest/" not in page


ENGLISH = {"accept-language": "en"}


def _is_checked(page: str, name: str, value: str) -> bool:
    inputs = [part.split(">")[0] for part in page.split("<input")[1:]]
    return any(
        f'name="{name}"' in one and f'value="{value}"' in one and "checked" in one for one in inputs
    )


def _keys(page: str, action: str) -> list[str]:
    """The tests that one button of the page is about."""
    form = page.split(f'{action}"')[1].split("</form>", maxsplit=1)[0]
    return re.findall(r'name="test" value="([^"]+)"', form)
