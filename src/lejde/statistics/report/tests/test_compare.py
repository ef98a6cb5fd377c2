"""Years are joined only where they tell the same; printed figures stand beside ours."""

from typing import Any

from django.utils import translation

from lejde.statistics.report.compare import Course, courses, reasons
from lejde.statistics.report.document import read
from lejde.statistics.report.lines import line
from lejde.statistics.report.published import Comparison, comparisons
from lejde.statistics.report.tests import sample


def over(table: dict[str, Any], *before: dict[str, Any]) -> tuple[list[Course], list[str]]:
    document = read(sample.document(table))
    with translation.override("en"):
        found = courses(document, document.tables[0], [read(one) for one in before])
        return found, reasons(found)


def year(number: int, table: dict[str, Any]) -> dict[str, Any]:
    return sample.document(table | {"period": str(number)}, year=number)


def test_like_years_are_joined_in_order() -> None:
    found, why = over(sample.age(), year(2023, sample.age()), year(2022, sample.age()))
    assert [step.year for step in found[1].steps] == [2022, 2023, 2024]
    assert [step.joined for step in found[1].steps] == [False, True, True]
    assert [step.share for step in found[1].steps] == [54, 54, 54] and why == []


def test_no_line_when_the_recorded_share_moved_more_than_ten_points() -> None:
    badly = {"alcohol": 300, "other_drugs": 80, "no": 200, "not_asked": 400}
    found, why = over(sample.intoxicated(), year(2023, sample.intoxicated(counts=badly)))
    assert not any(step.joined for one in found for step in one.steps)
    assert why == ["2023 and 2024 are not compared: 59\u00a0% was recorded, then 86\u00a0%."]


def test_ten_points_are_still_compared() -> None:
    nearly = {"alcohol": 400, "no": 360, "not_asked": 240}
    found, why = over(sample.intoxicated(), year(2023, sample.intoxicated(counts=nearly)))
    assert all(one.steps[1].joined for one in found) and why == []


def test_a_hidden_year_breaks_the_line_and_draws_no_point() -> None:
    found, why = over(sample.wish(), year(2023, sample.wish()))
    stop, less, _keep = found
    assert stop.steps[1].joined and not less.steps[1].joined and less.steps[1].share is None
    assert why == ["A line is broken where a year is hidden (:)."]
    with translation.override("en"):
        drawn = line(less, 2024)
    assert "<circle" not in drawn and 'class="path"' not in drawn and drawn.count(">:<") == 2


def test_a_year_that_is_missing_breaks_the_line() -> None:
    found, why = over(sample.age(), year(2022, sample.age()))
    assert not found[0].steps[1].joined
    assert why == ["Between 2022 and 2024 there is a year without this table."]


def test_another_question_is_not_compared() -> None:
    assert over(sample.age(), year(2023, sample.age(unit="persons"))) == ([], [])
    assert over(sample.age(), year(2023, sample.age(population="bought"))) == ([], [])
    assert over(sample.age(), year(2023, sample.age(percent_of="answered"))) == ([], [])
    assert over(sample.age(), year(2025, sample.age())) == ([], [])


def test_doubtful_tables_have_no_trend() -> None:
    found, why = over(sample.origin(), year(2023, sample.origin()))
    assert not found[0].steps[1].joined
    assert why == ["2023 and 2024 are not compared: the table is doubtful."]


def test_a_number_of_an_earlier_release_is_not_given_as_this_years_cell() -> None:
    found, _why = over(sample.age(), year(2023, sample.age()))
    with translation.override("en"):
        drawn = line(found[0], 2024)
    assert drawn.count(' data-key="under_20"') == 1
    assert drawn.count(' data-earlier-key="under_20"') == 1 and 'data-release="2023"' in drawn


def printed(*tables: dict[str, Any], year: int = 2024) -> dict[tuple[str, str], Comparison]:
    with translation.override("en"):
        found = comparisons(read(sample.document(*tables, year=year)))
    return {(one.title, one.label): one for one in found}


def test_every_printed_share_is_there_with_its_bounds() -> None:
    found = printed(sample.age())
    assert len(found) == 35
    over_49 = found["Condom at vaginal sex", "used a condom"]
    assert (over_49.printed, over_49.lower, over_49.upper) == ("over 49\u00a0%", 49, 50)
    assert over_49.ours is None and over_49.within is None


def test_whether_ours_agrees_is_decided_by_published_counts() -> None:
    found = printed(sample.age(), sample.condom(), sample.intoxicated(), sample.acts())
    assert all(one.within for one in found.values() if one.ours)
    assert found["Alcohol and other drugs", "not recorded"].ours is not None
    counts = {"alcohol": 421, "other_drugs": 99, "no": 331, "not_asked": 139}
    other = printed(sample.intoxicated(counts=counts))["Alcohol and other drugs", "alcohol"]
    # 42.53 % is over what still rounds to 42.
    assert other.within is False and other.ours is not None and other.ours.share == 43


def test_remarks_that_a_reader_must_know() -> None:
    found = printed(sample.origin())
    origin = found["Origin of those they bought from", "from Norwegians"]
    assert any("Doubtful as printed" in one for one in origin.remarks)
    assert "Year not stated." in origin.remarks
    assert "Of 2023." in found["Country", "abroad"].remarks


def test_a_hidden_cell_of_ours_is_not_compared() -> None:
    told = sample.condom()
    hide = [one for one in told["cells"] if one["key"] in (["not_used"], ["unsure"])]
    for cell in hide:
        key = cell["key"]
        cell.clear()
        cell.update(key=key, status="suppressed")
    found = printed(told)["Condom at vaginal sex", "unsure"]
    assert found.within is None and found.ours is not None and found.ours.count is None


def test_a_report_of_another_year_has_none() -> None:
    assert printed(sample.age(period="2025"), year=2025) == {}
