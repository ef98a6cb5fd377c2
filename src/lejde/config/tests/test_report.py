"""The demo's three years, one after another: what comes out, and that nobody can see behind it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from lejde.config import demo_year
from lejde.events.counting import Fact
from lejde.statistics import declaring
from lejde.statistics.attack import attack
from lejde.statistics.counting import CannotCount
from lejde.statistics.drafting import CannotRelease, Draft, draft
from lejde.statistics.report import published
from lejde.statistics.report.document import read


def facts_of(year: int) -> list[Fact]:
    return list(demo_year.facts(year, demo_year.VISITS[year]))


@cache
def years() -> list[Draft]:
    made: list[Draft] = []
    for year in demo_year.VISITS:
        out = [one.document for one in made]
        made.append(draft(year, facts_of(year), seed=5, earlier=out))
    return made


def tables(document: Mapping[str, Any]) -> dict[str, Any]:
    return {table["id"]: table for table in document["tables"]}


def told(table: Mapping[str, Any], *key: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(one for one in table["cells"] if one["key"] == list(key))
    return found


def test_the_auditor_finds_nothing_in_three_years_together() -> None:
    documents = [one.document for one in years()]
    verdict = attack(documents)
    assert verdict.is_safe
    assert verdict.hidden > 100
    assert all(one.verdict["safe"] for one in years())


def test_no_small_number_is_told() -> None:
    never = {table.id: table.never for table in declaring.read().tables.values()}
    for table in (table for made in years() for table in made.document["tables"]):
        impossible = never[table["id"].partition("_q")[0]]
        for cell in table["cells"]:
            if cell["status"] == "published" and not impossible & set(cell["key"]):
                assert cell["count"] >= table["minimum"]


def test_2024_comes_out_as_the_published_figures() -> None:
    compared = published.comparisons(read(years()[-1].document))
    assert len(compared) == 35
    outside = [(one.title, one.label) for one in compared if not one.within]
    assert outside == []


def test_a_part_of_the_visits_is_the_same_cell_as_the_answer_that_makes_it() -> None:
    found = tables(years()[-1].document)
    acts = told(found["acts"], "yes", "total", "total", "total")
    assert acts["count"] == told(found["condom_vaginal"], "total")["count"]


def test_what_everybody_answers_alike_is_a_sentence() -> None:
    document = years()[-1].document
    assert document["sentences"] == [{"id": "gender", "code": "man", "label": "man"}]
    assert "gender" not in tables(document)


def test_what_hardly_anybody_answered_is_left_out() -> None:
    document = years()[-1].document
    assert "wish" in document["left_out"]
    assert "wish" not in tables(document)


def test_shares_are_whole_and_only_of_what_is_shown() -> None:
    for table in years()[0].document["tables"]:
        for cell in table["cells"]:
            if cell["status"] == "suppressed":
                assert set(cell) == {"key", "status"}
            else:
                assert all(
                    one is None or isinstance(one, int)
                    for one in (cell["percent_of_answered"], cell["percent_of_all"])
                )


def test_a_year_that_is_out_is_not_made_again() -> None:
    out = [one.document for one in years()]
    with pytest.raises(CannotRelease, match="2024"):
        draft(2024, facts_of(2024), seed=6, earlier=out)


def test_a_year_with_twelve_visits_tells_little_and_nothing_small() -> None:
    few = list(demo_year.facts(2023, 12))
    made = draft(2023, few, seed=1)
    shown = [
        cell["count"]
        for table in made.document["tables"]
        for cell in table["cells"]
        if cell["status"] == "published"
    ]
    assert all(count == 0 or count >= 10 for count in shown)
    assert made.verdict["safe"]


def test_a_year_without_answers_is_refused() -> None:
    with pytest.raises(CannotRelease, match="too few"):
        draft(2023, [], seed=1)


def test_a_code_that_nobody_declared_and_a_correction_of_nothing_are_named() -> None:
    with pytest.raises(CannotCount, match="acts = juggling"):
        draft(2023, [Fact("2023-01", "bought", "acts", "juggling")], seed=1)
    with pytest.raises(CannotCount, match="acts = oral: -1"):
        draft(2023, [Fact("2023-01", "bought", "acts", "oral", -1)], seed=1)
