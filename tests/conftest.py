"""What all tests share."""

import pytest


@pytest.fixture(autouse=True)
def _in_english(settings: object) -> None:
    from django.utils import translation

    translation.activate("en")
