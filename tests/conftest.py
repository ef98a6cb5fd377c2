"""What all tests share."""

import pytest


@pytest.fixture(autouse=True)
def _norwegian_first(settings: object) -> None:
    from django.utils import translation

    translation.activate("en")
