"""Every variable keeps its own kinds of missing, and nothing is asked that does not apply."""

from hypothesis import given
from hypothesis import strategies as st

from lejde.clinic import codebook, texts
from lejde.clinic.codebook import BY_CODE, MISSING, POPULATIONS, TOPICS, VARIABLES


def some_answers(population: str) -> st.SearchStrategy[dict[str, list[str]]]:
    asked = [v for v in VARIABLES if population in v.populations]
    return st.fixed_dictionaries(
        {},
        optional={
            v.code: st.lists(st.sampled_from(v.options), min_size=1, max_size=3, unique=True)
            if v.several and "no" not in v.options
            else st.sampled_from([*v.options, *MISSING]).map(lambda value: [value])
            for v in asked
        },
    )


@given(st.sampled_from(POPULATIONS).flatmap(lambda p: st.tuples(st.just(p), some_answers(p))),
       st.sets(st.sampled_from(TOPICS)))  # fmt: skip
def test_a_completed_record_has_an_answer_or_one_kind_of_missing_for_every_variable(
    both: tuple[str, dict[str, list[str]]], closed: set[str]
) -> None:
    population, told = both
    assert codebook.faults_of(population, told) == []
    done = codebook.completed(population, told, frozenset(closed))
    assert set(done) == set(BY_CODE)
    for code, values in done.items():
        assert values
        if set(values) & set(MISSING):
            assert len(values) == 1
        if code in told and values != told[code]:
            assert values == [codebook.NOT_APPLICABLE]


def test_the_four_kinds_of_missing_are_told_apart() -> None:
    done = codebook.completed(
        "bought", {"gender": ["does_not_know"], "acts": ["oral"]}, frozenset({"substances"})
    )
    assert done["gender"] == ["does_not_know"]
    assert done["age_band"] == ["not_asked"]
    assert done["intoxicated"] == ["did_not_want"]
    assert done["condom_vaginal"] == ["not_applicable"]
    assert done["condom_oral"] == ["not_asked"]
    assert done["motive_selling"] == ["not_applicable"]


def test_who_only_considers_buying_is_not_asked_about_a_purchase() -> None:
    done = codebook.completed("considers", {}, frozenset())
    assert done["bought_from"] == done["acts"] == done["intoxicated"] == ["not_applicable"]


def test_who_sells_has_a_short_record_of_their_own() -> None:
    asked = {variable.code for variable in codebook.asked("sells")}
    assert {"motive_selling", "vaccine_hepb", "referred_to", "talk"} <= asked
    assert not asked & {"bought_from", "acts", "condom_vaginal", "intoxicated", "exchanged_for"}
    assert "exchanged_for" in {variable.code for variable in codebook.asked("exchanges")}


def test_answers_that_do_not_go_together_are_named() -> None:
    wrong = {
        "age_band": ["under_20", "20_29"], "acts": ["oral", "did_not_want"], "gender": ["cat"],
        "intoxicated": ["alcohol", "no"], "nothing": ["x"], "exchanged_for": ["food"],
    }  # fmt: skip
    assert set(codebook.faults_of("bought", wrong)) == set(wrong)


def test_every_code_has_words() -> None:
    assert set(texts.VARIABLES) == set(BY_CODE)
    assert {option for v in VARIABLES for option in v.options} <= set(texts.OPTIONS)
    assert set(texts.POPULATIONS) == set(POPULATIONS)
    assert set(texts.TOPICS) == set(TOPICS)
