"""Whoever sees what is shown can tell of no hidden cell that it is small, or that it is not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lejde.statistics.disclosure.grids import TOTAL, Dimension, Grid
from lejde.statistics.disclosure.guard import CannotProtect
from lejde.statistics.disclosure.protect import protect
from lejde.statistics.disclosure.system import Cell, Contradiction, Registry, System
from lejde.statistics.disclosure.tests.watching import dangers, learnt_by_insiders

NAMES = "abcd"


def flat(name: str, size: int) -> Dimension:
    return Dimension(name, {f"{name}{number}": TOTAL for number in range(size)})


def system_of(*tables: tuple[list[Dimension], np.ndarray], minimum: int = 5) -> System:
    registry = Registry()
    for dimensions, leaves in tables:
        Grid("all", "2024", "persons", dimensions, minimum).add_to(registry, leaves)
    return registry.system()


def drawn(sizes: dict[str, int], tables: list[str], people: int, seed: int) -> System:
    """Linked tables over the same people, most of them in few categories."""
    draw = np.random.default_rng(seed)
    told = {}
    for name, size in sizes.items():
        share = 1 / np.arange(1, size + 1)
        told[name] = draw.choice(size, people, p=share / share.sum())
    made = []
    for table in tables:
        leaves = np.zeros([sizes[name] for name in table], dtype=np.int64)
        np.add.at(leaves, tuple(told[name] for name in table), 1)
        made.append(([flat(name, sizes[name]) for name in table], leaves))
    return system_of(*made)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(2, 5), min_size=4, max_size=4),
    st.lists(st.sampled_from(["a", "ab", "bc", "ac", "cd", "abc"]), min_size=1, max_size=4),
    st.integers(30, 900),
    st.integers(0, 2**30),
)
def test_no_hidden_cell_is_known_to_be_small_or_somebody(
    sizes: list[int], tables: list[str], people: int, seed: int
) -> None:
    system = drawn(dict(zip(NAMES, sizes, strict=True)), tables, people, seed)
    try:
        hidden = protect(system, seed, rounds=2)
    except CannotProtect:
        # So few that nothing may be shown at all.
        assert system.counts.max() < 4 * system.minimum.max()
        return
    assert hidden[system.small].all()
    assert dangers(system, hidden) == {}
    assert learnt_by_insiders(system, hidden) == []


def test_hiding_the_small_cells_alone_would_give_them_away() -> None:
    system = drawn({"a": 4, "b": 5, "c": 4, "d": 2}, ["ab", "bc"], 200, 1)
    assert len(dangers(system, system.small)) > 5
    assert dangers(system, protect(system, 1, 2)) == {}


def test_a_row_that_is_all_one_answer_hides_its_answer() -> None:
    system = system_of(([flat("a", 2), flat("b", 2)], np.array([[40, 0], [30, 30]])))
    hidden = protect(system, 1)
    assert dangers(system, hidden) == {}
    assert hidden.sum() > 1


def test_a_zero_that_cannot_be_otherwise_hides_nothing() -> None:
    never = Dimension("a", {"yes": TOTAL, "no": TOTAL, "never": TOTAL}, frozenset({"never"}))
    system = system_of(([never], np.array([40, 30, 0])))
    assert not protect(system, 1).any()


def test_what_is_out_stays_out_and_what_was_hidden_stays_hidden() -> None:
    registry = Registry()
    Grid("all", "2024", "persons", [flat("a", 4)], 5).add_to(registry, np.array([40, 3, 30, 20]))
    told = {code: Cell("all", "2024", "persons", frozenset({("a", code)})) for code in ("a0", "a1")}
    registry.is_out(told["a0"], 40)
    registry.is_out(told["a1"], None)
    registry.is_out(Cell("all", "2024", "persons"), 93)
    system = registry.system()
    hidden = protect(system, 1)
    assert not hidden[system.shown].any()
    assert hidden[system.kept].all()
    assert dangers(system, hidden) == {}


def test_nothing_comes_out_beside_what_tells_too_much() -> None:
    registry = Registry()
    Grid("all", "2024", "persons", [flat("a", 2)], 5).add_to(registry, np.array([40, 3]))
    registry.is_out(Cell("all", "2024", "persons", frozenset({("a", "a0")})), 40)
    registry.is_out(Cell("all", "2024", "persons"), 43)
    with pytest.raises(CannotProtect):
        protect(registry.system(), 1)


def test_years_are_protected_together_with_their_sum() -> None:
    registry = Registry()
    parts = [flat("a", 3), flat("b", 3)]
    draw = np.random.default_rng(3)
    years = {str(year): draw.poisson(6, (3, 3)) for year in (2022, 2023, 2024)}
    numbers = {
        year: Grid("all", year, "persons", parts, 5).add_to(registry, leaves)
        for year, leaves in {**years, "2022-2024": np.sum(list(years.values()), axis=0)}.items()
    }
    for at, whole in np.ndenumerate(numbers["2022-2024"]):
        registry.add_sum(int(whole), [int(numbers[year][at]) for year in years])
    system = registry.system()
    hidden = protect(system, 1)
    assert dangers(system, hidden) == {}


def test_who_ticks_several_answers_is_hidden_in_none_of_them() -> None:
    """No is what is left of yes, and who answered ticked something."""
    registry = Registry()
    kinds = {"yes": TOTAL, "no": TOTAL, "not_asked": TOTAL}
    told = {"x": (3, 60, 20), "y": (58, 5, 20), "z": (20, 43, 20)}
    cells = {
        name: Grid("all", "2024", "persons", [Dimension(name, kinds)], 5).add_to(
            registry, np.array(counts)
        )
        for name, counts in told.items()
    }
    yes = [int(numbers[1]) for numbers in cells.values()]
    total, missing = int(cells["x"][0]), int(cells["x"][3])
    registry.add_at_most(total, [*yes, missing])
    system = registry.system()
    hidden = protect(system, 1)
    assert hidden[yes[0]]
    assert dangers(system, hidden) == {}


def test_tables_that_count_the_same_people_differently_are_refused() -> None:
    registry = Registry()
    Grid("all", "2024", "persons", [flat("a", 2)], 5).add_to(registry, np.array([40, 30]))
    with pytest.raises(Contradiction, match="all 2024"):
        Grid("all", "2024", "persons", [flat("b", 2)], 5).add_to(registry, np.array([40, 31]))


def test_the_pattern_is_the_secret_seeds() -> None:
    system = drawn({"a": 4, "b": 5, "c": 4, "d": 2}, ["ab", "bc"], 300, 1)
    assert (protect(system, 7, 2) == protect(system, 7, 2)).all()
    patterns = {protect(system, seed, 1).tobytes() for seed in range(6)}
    assert len(patterns) > 1
