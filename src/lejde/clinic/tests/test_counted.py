"""After any corrections the sum of the facts is the last version, and no fact says what was wrong."""

from collections import Counter
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lejde.clinic import codebook, counted
from lejde.clinic.tests.test_codebook import some_answers
from lejde.events.counting import Fact, corrected

MONTH = "2026-11"
Version = dict[str, Any] | None


def version(population: str) -> st.SearchStrategy[Version]:
    return st.builds(
        lambda answers, closed: counted.counted_of(
            {"population": population, "answers": answers}, frozenset(closed), MONTH
        ),
        some_answers(population),
        st.sets(st.sampled_from(codebook.TOPICS)),
    )


versions = st.none() | st.sampled_from(codebook.POPULATIONS).flatmap(version)


def summed(facts: list[Fact]) -> Counter[tuple[str, str, str, str]]:
    """What a table counts; nothing that sums to nothing."""
    total: Counter[tuple[str, str, str, str]] = Counter()
    for fact in facts:
        total[fact.month, fact.population, fact.variable, fact.value] += fact.sign
    return Counter({key: number for key, number in total.items() if number})


def step(old: Version, new: Version) -> tuple[list[Fact], list[Fact]]:
    both = [one for one in (old, new) if one]
    every = [fact for one in both for fact in counted.possible(one["month"], one["population"])]
    return corrected(counted.facts_of(old), counted.facts_of(new), every)


@settings(deadline=None)
@given(st.lists(versions, min_size=1, max_size=5))
def test_the_sum_after_any_corrections_is_the_last_version(told: list[Version]) -> None:
    sealed = counted.facts_of(told[0])
    for old, new in pairwise(told):
        taken, added = step(old, new)
        assert {fact.sign for fact in taken} <= {-1} and {fact.sign for fact in added} <= {1}
        sealed += taken + added
        assert summed(sealed) == summed(counted.facts_of(new))


@given(st.sampled_from(codebook.POPULATIONS).flatmap(
    lambda p: st.tuples(*[version(p)] * 4)))  # fmt: skip
def test_what_is_taken_back_is_the_same_whatever_was_told(told: tuple[Version, ...]) -> None:
    first, other = step(told[0], told[1])[0], step(told[2], told[3])[0]
    off = step(told[0], None)[0]
    assert set(first) == set(other) == set(off)
    assert len(first) == len(set(first))


@given(st.sampled_from(codebook.POPULATIONS).flatmap(version))
def test_every_version_is_made_of_possible_facts(told: Version) -> None:
    assert told
    assert set(counted.facts_of(told)) <= set(counted.possible(MONTH, told["population"]))
