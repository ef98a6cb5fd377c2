"""Every kind of leak, planted in a small release, is found; a safe one is called safe."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import numpy as np
import pytest

from lejde.statistics.attack import Cell, attack, intervals, whole
from lejde.statistics.attack.cells import MISSING
from lejde.statistics.attack.tests.making import (
    Asked,
    Person,
    Variable,
    World,
    hiding,
    release,
    single,
    small,
    truth,
)  # fmt: skip

ABC = {"a": single("a1", "a2", "a3"), "b": single("b1", "b2", "b3")}


def people(period: str = "2024-Q1", **numbers: int) -> list[Person]:
    """People by values joined with an underscore: a1_b2=3."""
    found: list[Person] = []
    for name, number in numbers.items():
        values = {"period": period, **{part[0]: part for part in name.split("_")}}
        found += [values] * number
    return found


def cell(*said: str, period: str = "2024") -> Cell:
    pairs = [tuple(one.split("=")) for one in said]
    return Cell("clients", period, "contacts", frozenset((a, b) for a, b in pairs))


def at(document: dict[str, Any], table: int, *key: str) -> dict[str, Any]:
    lines: Sequence[dict[str, Any]] = document["tables"][table]["cells"]
    return next(line for line in lines if line["key"] == list(key))


def suppress(document: dict[str, Any], table: int, *key: str) -> None:
    line = at(document, table, *key)
    line.clear()
    line |= {"key": list(key), "status": "suppressed"}
    document["tables"][table]["suppressed"] += 1


GRID = people(
    a1_b1=3, a1_b2=30, a1_b3=11, a2_b1=21, a2_b2=4, a2_b3=40, a3_b1=15, a3_b2=25, a3_b3=35
)
PLAIN = World(ABC, GRID)
TWO = Asked("t", ("a", "b"))


def test_hiding_only_what_is_small_hides_nothing() -> None:
    verdict = attack([release(PLAIN, [TWO])])
    assert set(verdict.exact) == {cell("a=a1", "b=b1"), cell("a=a2", "b=b2")}
    assert set(verdict.under) == set(verdict.present) == set(verdict.exact)
    assert (verdict.cells, verdict.hidden) == (16, 2)
    assert intervals([release(PLAIN, [TWO])])[cell("a=a1", "b=b1")] == (3, 3)


def test_a_safe_release_is_called_safe() -> None:
    inner = [one for one in truth(PLAIN, [TWO]) if len(one.conditions) == 2]
    verdict = attack([release(PLAIN, [TWO], hiding(inner))])
    assert verdict.is_safe, verdict.as_dict()
    assert verdict.hidden == 9
    told = verdict.as_dict()
    assert told["safe"] is True
    assert told["hidden"] == 9


def test_years_each_for_itself_beside_their_total() -> None:
    old = people("2023-Q1", a1=3, a2=20, a3=50)
    world = World({"a": single("a1", "a2", "a3")}, old + people("2024-Q1", a1=4, a2=18, a3=40))
    first = release(world, [Asked("t", ("a",), period="2023")], hiding(
        [cell("a=a1", period="2023"), cell("a=a2", period="2023")]))  # fmt: skip
    second = release(world, [Asked("t", ("a",))], hiding([cell("a=a1"), cell("a=a3")]))
    total = release(world, [Asked("t", ("a",), period="2023-2024")], hiding(
        [cell("a=a2", period="2023-2024"), cell("a=a3", period="2023-2024")]))  # fmt: skip
    for one in (first, second, total):
        assert not attack([one]).exact
    together = attack([first, second, total])
    assert cell("a=a1", period="2023-2024") not in together.exact
    assert not attack([first, second]).exact
    third = release(world, [Asked("t", ("a",), period="2023-2024")], hiding(
        [cell("a=a1", period="2023-2024"), cell("a=a3", period="2023-2024")]))  # fmt: skip
    same = release(world, [Asked("t", ("a",))], hiding([cell("a=a1"), cell("a=a2")]))
    assert cell("a=a3", period="2023-2024") in attack([first, same, third]).exact


def test_a_year_less_three_quarters_is_the_fourth() -> None:
    world = World({"a": single("a1", "a2", "a3")}, [
        one for number in range(1, 5)
        for one in people(f"2024-Q{number}", a1=2 + 10 * (number < 4), a2=20, a3=30)
    ])  # fmt: skip
    tables = [Asked("y", ("a",))]
    tables += [Asked(f"q{n}", ("a",), period=f"2024-Q{n}") for n in range(1, 4)]
    verdict = attack([release(world, tables)])
    assert verdict.unlisted == (cell("a=a1", period="2024-Q4"),)
    assert not verdict.is_safe
    all_four = [*tables, Asked("q4", ("a",), period="2024-Q4")]
    pair = [cell("a=a1", period="2024-Q4"), cell("a=a2", period="2024-Q4")]
    listed = attack([release(world, all_four, hiding(pair))])
    assert set(listed.exact) == set(pair)


def test_totals_without_what_is_hidden_contradict_the_other_table() -> None:
    document = release(PLAIN, [TWO, Asked("u", ("a",))])
    line = at(document, 0, "a1", "total")
    line["count"] -= 3
    verdict = attack([document])
    assert any("41, but" in text or "44, but 41" in text for text in verdict.contradictions)
    assert not verdict.is_safe


def test_a_sum_that_does_not_come_out() -> None:
    document = release(PLAIN, [TWO], hiding([]))
    at(document, 0, "a3", "b3")["count"] += 1
    assert len(attack([document], samples=0).contradictions) >= 2
    hidden = release(PLAIN, [TWO])
    at(hidden, 0, "a1", "b2")["count"] = 50
    texts = attack([hidden]).contradictions
    assert texts
    assert cell("a=a1", "b=b1") not in intervals([hidden])


def test_percents_with_a_decimal_and_percents_that_do_not_fit() -> None:
    document = release(PLAIN, [TWO], hiding([]))
    line = at(document, 0, "a3", "total")
    assert line["percent_of_all"] == 41
    line["percent_of_all"] = 40.8
    verdict = attack([document])
    assert any("decimal" in leak for leak in verdict.leaks)
    assert not verdict.contradictions
    line["percent_of_all"] = 42
    assert any("does not fit" in text for text in attack([document]).contradictions)


def test_a_percent_of_a_hidden_base_gives_it_away() -> None:
    world = World({"a": single("a1", "a2", "a3", "a4")}, people(a1=3, a2=40, a3=54, a4=1))
    hide = hiding([cell(), cell("a=a1"), cell("a=a4")])
    document = release(world, [Asked("t", ("a",))], hide)
    assert not attack([document]).under
    at(document, 0, "a2")["percent_of_all"] = 41
    verdict = attack([document])
    assert {cell("a=a1"), cell("a=a4")} <= set(verdict.under)
    assert any("hidden" in leak for leak in verdict.leaks)


def test_nothing_is_the_sum_of_nothing() -> None:
    tree = Variable({"young": "total", "old": "total", "a1": "young", "a2": "young"}, kinds=())
    grown: list[Person] = [{"period": "2024-Q1", "a": "old"}] * 40
    document = release(
        World({"a": tree}, grown), [Asked("t", ("a",))], hiding([cell("a=a1"), cell("a=a2")])
    )
    verdict = attack([document])
    assert set(verdict.exact) == {cell("a=a1"), cell("a=a2")}
    assert not verdict.present


def test_the_other_half_of_a_population() -> None:
    variables = {**ABC, "population": single("bought", "considers")}
    crowd: list[Person] = [{**one, "population": "bought"} for one in GRID]
    crowd += [{"period": "2024-Q1", "a": "a1", "b": "b1", "population": "considers"}] * 2
    crowd += [{"period": "2024-Q1", "a": "a2", "b": "b1", "population": "considers"}] * 30
    world = World(variables, crowd, {
        "bought": ("clients", {"population": "bought"}),
        "considers": ("clients", {"population": "considers"}),
    })  # fmt: skip
    tables = [Asked("p", ("population",)), Asked("all", ("a",)), Asked("some", ("a",), "bought")]
    unlisted = attack([release(world, tables)])
    assert unlisted.unlisted == (cell("population=considers", "a=a1"),)
    assert not unlisted.exact
    others = Asked("others", ("a",), "considers")
    pair = [cell("population=considers", "a=a1"), cell("population=considers", "a=a2")]
    verdict = attack([release(world, [*tables, others], hiding(pair))])
    assert set(verdict.exact) == set(pair)


ACTS = Variable(options=("x", "y"))
TICKED: list[tuple[Any, int]] = [("x", 40), ("xy", 20), ("y", 3)]
TICKS: list[Person] = [
    {"period": "2024-Q1", "acts": frozenset(ticked)} for ticked, n in TICKED for _ in range(n)
]
TICKS += [{"period": "2024-Q1", "acts": "not_asked"}] * 6
SEVERAL = World({"acts": ACTS}, TICKS)


def test_no_beside_yes_and_answered() -> None:
    table = Asked("acts", ("acts",))
    assert set(attack([release(SEVERAL, [table])]).exact) == {cell("acts.x=no")}
    # All of the first option and its missing hidden: the second option tells the missing again.
    hide = hiding([cell("acts.x=yes"), cell("acts.x=no"), cell("acts=not_asked")])
    verdict = attack([release(SEVERAL, [table], hide)])
    assert cell("acts=not_asked") in verdict.exact


def test_who_answered_ticked_something() -> None:
    crowd: list[Person] = [{"period": "2024-Q1", "acts": frozenset("x")}] * 40
    crowd += [{"period": "2024-Q1", "acts": frozenset("y")}] * 30
    everything = {cell(f"acts.{one}={code}") for one in "xy" for code in ("yes", "no")}
    document = release(
        World({"acts": ACTS}, crowd), [Asked("acts", ("acts",))],
        hiding(everything - {cell("acts.y=yes")}),
    )  # fmt: skip
    assert intervals([document])[cell("acts.x=yes")] == (40, 70)
    assert cell("acts.y=no") in attack([document]).exact


def test_hidden_in_one_table_and_printed_in_another() -> None:
    document = release(PLAIN, [TWO, Asked("u", ("a",))], hiding([]))
    suppress(document, 1, "a1")
    assert attack([document]).exact == (cell("a=a1"),)


def test_a_hidden_cell_that_carries_something_and_small_cells_that_are_printed() -> None:
    document = release(PLAIN, [TWO], hiding([]))
    assert sum("under a minimum" in leak for leak in attack([document]).leaks) == 2
    naive = release(PLAIN, [TWO])
    at(naive, 0, "a1", "b1")["percent_of_all"] = 2
    assert any("carries percent_of_all" in leak for leak in attack([naive]).leaks)


def test_numbers_below_a_table() -> None:
    document = release(SEVERAL, [Asked("acts", ("acts",))])
    document["tables"][0]["base"] = {"acts.x": None, "acts.y": 63}
    document["tables"][0]["missing"] = {"not_asked": {"acts.x": 6}}
    fine = attack([document])
    assert not fine.contradictions
    assert not fine.leaks
    document["tables"][0]["base"]["acts.x"] = 63
    document["tables"][0]["missing"]["not_asked"]["acts.x"] = 7
    verdict = attack([document])
    assert any("missing.not_asked" in text for text in verdict.contradictions)
    hidden = release(SEVERAL, [Asked("acts", ("acts",))], hiding([cell("acts=not_asked"), cell()]))
    hidden["tables"][0]["base"] = {"acts.x": 63}
    assert any("base, acts.x" in leak for leak in attack([hidden]).leaks)


def test_who_is_in_a_small_cell() -> None:
    counts = truth(PLAIN, [TWO])
    rest = [cell("a=a1", "b=b1"), cell("a=a1", "b=b2"), cell("a=a2", "b=b1"), cell("a=a2", "b=b2")]
    document = release(PLAIN, [TWO], hiding(rest))
    outside = attack([document])
    assert not outside.exact
    # One of the four is provably large: whoever is there is in no small cell.
    assert len(outside.tied) == 9
    told = attack([document], knows=counts)
    assert {known for known, _ in told.insider} == {rest[0], rest[3]}
    assert len(told.insider) == 6
    wrong = attack([document], knows={rest[0]: 4, rest[3]: 1})
    assert not wrong.contradictions
    inner = [one for one in counts if len(one.conditions) == 2]
    assert attack([release(PLAIN, [TWO], hiding(inner))], knows=counts).is_safe


def test_an_insider_learns_by_bounds_too() -> None:
    world = World({"a": single("a1", "a2", "a3", "a4")}, people(a1=4, a4=60))
    three = [cell("a=a1"), cell("a=a2"), cell("a=a3")]
    document = release(world, [Asked("t", ("a",))], hiding(three))
    assert not attack([document]).insider
    told = attack([document], knows={cell("a=a1"): 4})
    assert set(told.insider) == {(three[0], three[1]), (three[0], three[2])}


def test_the_same_release_twice_says_the_same() -> None:
    document = release(PLAIN, [TWO], small)
    once, twice = attack([document]), attack([document, deepcopy(document)])
    assert set(once.exact) == set(twice.exact)
    assert set(MISSING).isdisjoint(name for one in once.exact for _, name in one.conditions)
    assert str(once.exact[0]) in (
        "clients 2024 contacts: a=a1, b=b1",
        "clients 2024 contacts: a=a2, b=b2",
    )


def test_whole_numbers_are_asked_for_on_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(whole, "candidates", lambda system, found: np.arange(len(system.cells)))
    monkeypatch.setattr(whole, "tighten", lambda system, found, columns: asked.extend(columns))
    inner = [one for one in truth(PLAIN, [TWO]) if len(one.conditions) == 2]
    attack([release(PLAIN, [TWO], hiding(inner))], samples=4)
    assert len(asked) == 4
