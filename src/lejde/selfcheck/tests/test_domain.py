"""What is asked, and what the answers amount to."""

from lejde.selfcheck import domain
from lejde.selfcheck.domain import Step


def test_three_published_cases_are_told_in_at_most_eleven_questions() -> None:
    for occasion in (
        {"acts": ["vaginal_insertive", "anal_insertive", "oral_received"]},
        {"acts": ["oral_received", "vaginal_insertive"]},
        {"acts": ["vaginal_insertive"]},
    ):
        answers = {"v": 1, "a": {"brings": ["happened"]}, "x": [occasion]}
        assert len(domain.path_of(answers)) == 11


def test_symptoms_are_asked_of_someone_who_has_them_or_does_not_say_why_they_came() -> None:
    def asked(brings: list[str] | None) -> bool:
        return Step("symptoms") in domain.path_of({"v": 1, "a": {"brings": brings}, "x": [{}]})

    assert asked(["symptoms"]) and asked(None)
    assert not asked(["control"])


def test_a_condom_is_asked_about_only_where_one_can_be_used() -> None:
    def asked(acts: list[str]) -> bool:
        return Step("condom", 0) in domain.path_of({"v": 1, "a": {}, "x": [{"acts": acts}]})

    assert asked(["oral_gave"])
    assert not asked(["oral_anal", "other"])


def test_a_new_act_asks_about_its_condom_and_keeps_the_others() -> None:
    occasion = {"acts": ["oral_gave", "anal_receptive"], "condom": {"oral_gave": "none"}}
    answers = {"v": 1, "a": {}, "x": [occasion]}
    assert not domain.is_met(answers, Step("condom", 0))
    assert domain.value_at(answers, Step("condom", 0)) == {"oral_gave": "none"}


def test_nothing_told_states_nothing() -> None:
    answers = domain.empty()
    while step := domain.next_of(answers):
        answers = domain.with_answer(answers, step, None)
    assert domain.facts_of(answers) == {"person": {}, "exposures": []}


def test_something_happened_without_details_is_an_occasion_with_everything_unknown() -> None:
    answers = {"v": 1, "a": {"brings": ["happened"]}, "x": [{}]}
    assert domain.facts_of(answers)["exposures"] == [{}]


def test_symptoms_that_are_no_longer_asked_about_do_not_reach_the_plan() -> None:
    answers = {"v": 1, "a": {"brings": ["control"], "symptoms": ["sore"]}, "x": [{}]}
    assert "symptoms" not in domain.facts_of(answers)["person"]


def test_the_facts_of_someone_who_paid_abroad_with_a_condom_that_broke() -> None:
    occasion = {
        "when": "2026-03-02", "setting": "bought", "partner": "woman",
        "acts": ["vaginal_insertive"], "condom": {"vaginal_insertive": "broke"},
        "where": "TH", "part": ["nothing"],
    }  # fmt: skip
    person = {"brings": ["happened"], "hepatitis_b": "none", "wishes": ["worries.hiv"]}
    assert domain.facts_of({"v": 1, "a": person, "x": [occasion]}) == {
        "person": {
            "anatomy": "penis",
            "vaccinated": {"hepatitis_b": "none"},
            "worries": ["hiv"],
        },
        "exposures": [
            {
                "at": "2026-03-02",
                "country": "TH",
                "setting": "bought",
                "partner": {"gender": "woman"},
                "acts": [{"kind": "vaginal", "role": "insertive", "condom": "broke"}],
                "substances": [],
                "memory_gap": False,
                "assault": False,
            }
        ],
    }


def test_pregnancy_reaches_the_plan_only_of_someone_who_can_be_pregnant() -> None:
    def told(act: str) -> bool:
        answers = {"v": 1, "a": {"pregnancy": "possible"}, "x": [{"acts": [act]}]}
        return "pregnancy" in domain.facts_of(answers)["person"]

    assert told("vaginal_receptive")
    assert not told("vaginal_insertive")


def test_an_occasion_can_be_added_and_taken_away() -> None:
    two = domain.with_occasion({"v": 1, "a": {}, "x": [{"setting": "sold"}]})
    assert two["x"] == [{"setting": "sold"}, {}]
    assert domain.without_occasion(two, 0)["x"] == [{}]
    assert domain.without_occasion(domain.empty(), 0)["x"] == [{}]
