"""Numbers are totals of months, and only for whoever holds the key."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from lejde.events.counting import Fact, count, count_many, facts
from lejde.identity.tests.working import House, house

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]


@pytest.fixture
def people() -> Iterator[House]:
    yield from house("manager", "supervisor", "nurse", "administrator")


def visit(month: str, sign: int = 1) -> Fact:
    return Fact(month, "bought", "visit", "yes", sign)


def test_totals_by_month_and_year_with_corrections(people: House) -> None:
    count([visit("2026-10"), visit("2026-10"), visit("2026-11"), visit("2026-10", -1)])
    count([visit("2026-09"), visit("2026-09", -1)])
    page = people.browser("manager").get(reverse("numbers"), headers={"accept-language": "en"}).text
    rows = [row.split("</tr>")[0] for row in page.split("<tr>")]
    assert any("October 2026" in row and "<td>1</td>" in row for row in rows)
    assert any(">2026<" in row and "<td>2</td>" in row for row in rows)
    assert "2026-09" not in page
    assert "bought" not in page.split("<main")[1]


def test_many_visits_are_mixed_before_they_are_sealed(people: House) -> None:
    told = [Fact("2024-01", "bought", "age_band", f"{n}") for n in range(1000)]
    count_many(told)
    found = [fact.value for fact in facts(people.clinic["manager"])]
    assert sorted(found) == sorted(fact.value for fact in told)
    assert found[:50] != [fact.value for fact in told][:50]


def test_without_the_key_there_are_no_numbers(people: House) -> None:
    for name in ("nurse", "administrator"):
        assert people.browser(name).get(reverse("numbers")).status_code == 403
