"""A line to a database that broke is opened anew at the next call, not at the one after."""

import pytest
from django.db import connection
from django.db.utils import InterfaceError, OperationalError

from lejde.vault import lines

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def test_a_line_that_broke_is_opened_anew_at_the_next_call() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite is a file in the house, with no line that breaks")
    lines.see_to()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    connection.connection.close()
    with pytest.raises((OperationalError, InterfaceError)), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    lines.see_to()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_a_line_that_works_is_the_same_from_call_to_call() -> None:
    connection.ensure_connection()
    before = connection.connection
    lines.see_to()
    lines.see_to()
    assert connection.connection is before
