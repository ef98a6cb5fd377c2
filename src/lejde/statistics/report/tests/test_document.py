"""What may be printed, and which dimension is the question."""

from typing import Any

import pytest

from lejde.statistics.report.document import NotADocument, read
from lejde.statistics.report.groups import percent, whole
from lejde.statistics.report.tests import sample


def test_the_question_is_the_dimension_whose_answers_have_shares() -> None:
    document = read(sample.document(sample.by_age(), sample.acts(), sample.few()))
    by_age, acts, few = document.tables
    assert [one.id for one in by_age.asked] == ["intoxicated"]
    assert [one.id for one in by_age.divided_by] == ["age_band"]
    assert [one.id for one in acts.asked] == [
        "acts.vaginal",
        "acts.anal",
        "acts.oral",
        "acts.other",
    ]
    assert [one.id for one in few.asked] == ["told_anyone"]


def test_populations_are_resolved_to_their_root() -> None:
    document = read(sample.document(sample.condom()))
    root, conditions = document.conditions("had_vaginal")
    assert root == "buyers"
    assert conditions == {("acts.vaginal", "yes"), ("population", "bought")}


def _spoiled(**change: Any) -> dict[str, Any]:
    told = sample.document(sample.age())
    told["tables"][0].update(change)
    return told


@pytest.mark.parametrize(
    "told",
    [
        _spoiled(id="../../etc/age"), _spoiled(id=""), _spoiled(population="nobody"),
        _spoiled(cells=sample.age()["cells"] * 2), _spoiled(dimensions=[]),
        _spoiled(cells=[{"key": ["elsewhere"], "status": "suppressed"}]),
        _spoiled(cells=[{"key": ["total"], "status": "published", "count": 1.5, "percent_of_answered": None, "percent_of_all": None}]),
        sample.document(sample.age(), sample.age()), {"year": 2024},
    ],
)  # fmt: skip
def test_what_is_not_as_documented_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(NotADocument):
        read(told)


def test_percents_are_half_up_and_need_their_base() -> None:
    assert [percent(one, 200, 30) for one in (1, 2, 3, 200)] == [1, 1, 2, 100]
    assert percent(1, 29, 30) is None and percent(None, 50, 30) is None
    assert percent(0, 0, 0) is None


def test_bounds_leave_out_whom_the_question_does_not_concern() -> None:
    counts = {"alcohol": 100, "no": 60, "not_asked": 40, "not_applicable": 800}
    document = read(sample.document(sample.intoxicated(counts=counts)))
    group = whole(document, document.tables[0])
    assert group.bounds(group.answers[0]) == (50, 70)
    assert group.recorded_share == 80
