"""What is asked, and what the answers amount to."""

from lejde.selfcheck import domain
from lejde.selfcheck.domain import Step
from lejde.selfcheck.vocabulary import OF_OCCASION, OF_PERSON


def test_a_new_act_asks_about_its_condom_and_keeps_the_others() -> None:
    occasion = {"acts": ["oral_gave", "anal_receptive"], "condom": {"oral_gave": "none"}}
    answers = {"v": 1, "a": {}, "x": [occasion]}
    assert not domain.is_met(answers, Step("condom", 0))
    assert domain.value_at(answers, Step("condom", 0)) == {"oral_gave": "none"}


def test_nothing_told_states_nothing() -> None:
    answers = {"v": 1, "a": dict.fromkeys(OF_PERSON), "x": [dict.fromkeys(OF_OCCASION)]}
    assert domain.facts_of(answers) == {"person": {}, "exposures": []}


def test_something_happened_without_details_is_an_occasion_with_everything_unknown() -> None:
    answers = {"v": 1, "a": {"brings": ["happened"]}, "x": [{}]}
    assert domain.facts_of(answers)["exposures"] == [{}]


def test_symptoms_that_are_no_longer_asked_about_do_not_reach_the_plan() -> None:
    answers = {"v": 1, "a": {"brings": ["control"], "symptoms": ["sore"]}, "x": [{}]}
    assert "symptoms" not in domain.facts_of(answers)["person"]


def test_the_facts_of_someone_who_paid_abroad_with_a_condom_that_broke() -> None:
    occasion = {
        "when": "2026-03-02", "hour": "21:30", "setting": "bought", "partner": "woman",
        "partner_hiv": "unknown", "from_area": "no", "acts": ["vaginal_insertive"], "condom": {"vaginal_insertive": "broke"},
        "where": "TH", "part": ["nothing"],
    }  # fmt: skip
    person = {
        "brings": ["happened"], "health": ["started.hepatitis_b", "past.hiv", "antibiotics"],
        "partners": "two_to_four", "wishes": ["worries.hiv"], "situation": ["no_id"],
    }  # fmt: skip
    assert domain.facts_of({"v": 1, "a": person, "x": [occasion]}) == {
        "person": {
            "anatomy": "penis",
            "vaccinated": {"hepatitis_b": "started"},
            "past": ["hiv"],
            "recent_antibiotics": True,
            "partners_6_months": 2,
            "worries": ["hiv"],
            "situation": ["no_id"],
        },
        "exposures": [
            {
                "at": "2026-03-02T21:30:00",
                "country": "TH",
                "setting": "bought",
                "partner": {"gender": "woman", "hiv": "unknown", "high_prevalence": "no"},
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


def test_an_hour_goes_with_its_day() -> None:
    told = {"v": 1, "a": {}, "x": [{"when": "2026-03-02", "hour": "21:30"}]}
    same = domain.with_answer(told, Step("when", 0), "2026-03-02")
    other = domain.with_answer(told, Step("when", 0), "2026-03-03")
    assert same["x"] == told["x"] and "hour" not in other["x"][0]


def test_all_doses_ticked_beside_a_beginning_are_all_doses() -> None:
    for ticked in (
        ["full.hepatitis_b", "started.hepatitis_b"],
        ["started.hepatitis_b", "full.hepatitis_b"],
    ):
        answers = {"v": 1, "a": {"health": ticked}, "x": [{}]}
        assert domain.facts_of(answers)["person"]["vaccinated"] == {"hepatitis_b": "full"}
