"""What comes in is checked, and every fault names its key."""

from typing import Any

import pytest

from lejde.guidelines import facts
from lejde.kernel.errors import BadInput


def faults(data: Any) -> list[str]:
    with pytest.raises(BadInput) as caught:
        facts.parse(data)
    found: list[str] = caught.value.detail["faults"]
    return found


def test_everything_but_the_pack_may_be_left_out_or_null() -> None:
    assert facts.parse({"pack": "no"}) == facts.parse(
        {"pack": "no", "person": None, "exposures": None, "events": None, "at": None}
    )
    assert facts.parse({"pack": "no", "exposures": [{"acts": [{"condom": "unsure"}], "at": None}]})


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ({"pack": "no", "exposure": []}, "exposure: is not a known key"),
        ({"pack": "no", "exposures": [{"acts": [{"kin": 1}]}]}, "exposures.0.acts.0.kin: is not"),
        ({"pack": "no", "person": {"age": "31"}}, "person.age: "),
        ({"pack": "no", "person": {"age": True}}, "person.age: "),
        ({"pack": "no", "exposures": [{"at": "yesterday"}]}, "exposures.0.at: must be a date"),
        ({"pack": "no", "exposures": [{"at": 7}]}, "exposures.0.at: must be a date"),
        ({"pack": "no", "exposures": [{"at": "0001-01-01"}]}, "exposures.0.at: the year"),
        ({"pack": "no", "events": [{"kind": "result"}]}, "events.0.infection: "),
        ({"pack": "no", "language": "xx"}, "language: "),
        ({}, "pack: "),
        ([], "input: "),
        (None, "input: "),
    ],
)
def test_a_fault_is_one_line_that_names_the_key(data: Any, line: str) -> None:
    assert any(found.startswith(line) for found in faults(data)), faults(data)


def test_each_fault_has_its_own_line() -> None:
    data = {"pack": "no", "x": 1, "person": {"age": -1, "symptoms": ["cough"]}}
    assert len(faults(data)) == 3
