"""What all tests share."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _in_english(settings: object) -> None:
    from django.utils import translation

    translation.activate("en")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is here and asks for no database of the test's own looks at the house as a whole."""
    for item in items:
        if item.path.is_relative_to(HERE) and not item.get_closest_marker("django_db"):
            item.add_marker("whole")
