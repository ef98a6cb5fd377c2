"""Languages are data: one more in the settings, and every page speaks it as far as it can."""

import pytest
from django.conf import settings
from django.test import Client, override_settings

from lejde.guidelines import words

PAGES = ("/", "/check/", "/code/", "/about/protection/")
WITH_ONE_MORE = [*settings.LANGUAGES, ("ar", "Pseudo")]


@pytest.mark.django_db(databases=["default", "keys"])
@override_settings(LANGUAGES=WITH_ONE_MORE)
@pytest.mark.parametrize("address", PAGES)
def test_a_language_from_right_to_left_needs_no_code(address: str) -> None:
    page = Client(headers={"accept-language": "ar"}).get(address)
    assert page.status_code == 200
    assert '<html lang="ar" dir="rtl"' in page.text
    assert 'name="speak" value="ar"' in page.text


@pytest.mark.django_db(databases=["default", "keys"])
@override_settings(LANGUAGES=WITH_ONE_MORE)
def test_a_plan_in_a_language_without_texts_falls_back_to_english() -> None:
    from lejde.selfcheck import actions, domain

    packed = actions.pack(domain.with_answer(domain.empty(), domain.Step("brings"), ["happened"]))
    told = {"packed": packed}
    client = Client(headers={"accept-language": "ar"})
    for _ in range(20):
        page = client.post("/check/", told, follow=True)
        if 'name="step"' not in page.text:
            break
        fields = page.text
        told = {
            name: fields.split(f'name="{name}" value="')[1].split('"')[0]
            for name in ("packed", "step")
        } | {"skip": "1"}
    assert page.status_code == 200 and "A blood sample" in page.text


@pytest.mark.parametrize(
    ("asked", "spoken"), [("nb", "nb"), ("da-dk", "da"), ("ar", "en"), ("", "en")]
)
def test_the_nearest_language_with_words(asked: str, spoken: str) -> None:
    assert words.nearest(asked) == spoken
