"""What was found stands only as it should."""

from datetime import UTC, datetime, timedelta
from typing import Any

from lejde.clinic.domain import Test, closed_topics, ordered_tests

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_reactive_answer_stands_only_when_typed_twice_alike() -> None:
    one = Test("hiv", "blood", "lab", "1", "2026-11-24")
    assert one.state == "ordered"
    one.entries.append(("positive", 1))
    assert (one.state, one.found) == ("typed_once", "")
    one.entries.append(("negative", 1))
    assert one.found == ""
    one.entries.append(("negative", 1))
    assert one.found == "negative"
    one.entries += [("positive", 1), ("positive", 1)]
    assert one.found == "positive"


def test_a_reactive_answer_is_released_by_other_eyes() -> None:
    one = Test("hiv", "blood", "lab", "1", "2026-11-24", [("positive", 1), ("positive", 2)])
    assert not one.may_release(1) and not one.may_release(2)
    assert one.may_release(3)
    calm = Test("hiv", "blood", "lab", "1", "2026-11-24", [("negative", 1)])
    assert calm.may_release(1)


def test_a_rapid_test_is_read_in_its_minutes() -> None:
    one = Test(
        "hiv", "finger_prick", "rapid", "1", "2026-11-24", started_at=NOW.isoformat(), minutes=15
    )
    assert one.readable(NOW + timedelta(minutes=14)) == "early"
    assert one.readable(NOW + timedelta(minutes=15)) == "now"
    assert one.readable(NOW + timedelta(minutes=26)) == "late"
    assert Test("hiv", "blood", "lab", "1", "").readable(NOW) == ""


def order(*tests: str) -> dict[str, Any]:
    return {
        "kind": "order", "day": "2026-11-24", "samples": {"blood": "1"},
        "tests": [{"infection": t, "specimen": "blood", "method": "lab"} for t in tests],
    }  # fmt: skip


def test_an_order_that_changes_keeps_what_has_an_answer() -> None:
    typed = {"kind": "result", "test": "1.hiv", "value": "negative", "by": 1}
    found = ordered_tests([order("hiv", "syphilis"), typed, order("hepatitis_b")])
    assert [test.infection for test in found] == ["hiv", "hepatitis_b"]
    assert found[0].found == "negative"


def record(visit: str, *closed: str, opened: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"kind": "record", "visit": visit, "closed": list(closed), "opened": list(opened)}


def test_what_somebody_would_not_talk_about_rests_for_this_visit_and_the_next() -> None:
    records = [record("1", "buying")]
    assert closed_topics(records, "1") == {"buying"}
    assert closed_topics(records, "2") == {"buying"}
    records.append(record("2"))
    assert closed_topics(records, "2") == {"buying"}
    assert closed_topics(records, "3") == frozenset()


def test_only_the_person_opens_it_again() -> None:
    records = [record("1", "buying"), record("2", opened=("buying",))]
    assert closed_topics(records, "2") == frozenset()
