"""Made-up visits of 2022, 2023 and 2024. The counts of 2024 come out as the published figures of
the Norwegian report (Sex og samfunn 2014–2024), at 1,000 visits; the joint patterns are invented.

Source of the shares: the report's tables, as read on 2026-11-22. Country is a figure of 2023.
"""

import random
from collections.abc import Iterator

from lejde.clinic import codebook, counted
from lejde.events.counting import Fact, count_many

Counts = dict[tuple[str, ...], int]
SEED = 2024
# Visits of each year; those of the years before have the shares of 2024, drawn with chance.
VISITS = {2022: 820, 2023: 930, 2024: 1000}
CONSIDERS = 10


def _one(**counts: int) -> Counts:
    return {(code.lstrip("_"),): count for code, count in counts.items()}


# Whoever of 30 did not tell, for each reason alike: fewer than ten would be hidden, and with them
# every share of those who answered.
UNTOLD: Counts = {(): 10, ("did_not_want",): 10, ("does_not_know",): 10}

EVERYBODY: dict[str, Counts] = {
    "age_band": _one(
        under_20=16, _20_29=536, _30_39=226, _40_49=66, _50_59=116, _60_plus=28
    ) | {(): 12},
    "gender": _one(man=1000),
    "came_for": {("test",): 620, ("test", "talk"): 60, ("talk",): 210, ("vaccine",): 40,
                 ("information",): 40} | UNTOLD,
    "came_via": _one(chat=80, site=505, ad=145, someone=125, referred=115) | UNTOLD,
    # 590 a test only, 110 both, 250 a conversation only, 50 neither.
    "used": {("test_standard",): 140, ("test_extended",): 380, ("test_rapid",): 70,
             ("test_extended", "talk"): 90, ("test_rapid", "talk"): 20, ("talk",): 250,
             ("vaccine",): 30, ("referral",): 20},
    "talk": _one(had=360, offered=340, declined=240, wanted=48) | {(): 12},
}  # fmt: skip
BOUGHT: dict[str, Counts] = {
    "bought_from": {("cis_woman",): 906, ("man",): 16, ("trans_woman",): 36, (): 10,
                    ("did_not_want",): 12, ("does_not_know",): 10},
    "acts": {("vaginal", "oral"): 402, ("vaginal",): 222, ("other",): 145, ("oral",): 67,
             ("vaginal", "oral", "anal"): 58, ("vaginal", "anal"): 20, ("oral", "anal"): 20,
             ("oral", "other"): 10, ("anal",): 8, ("vaginal", "other"): 8} | UNTOLD,
    "intoxicated": {("alcohol",): 416, ("other_drugs",): 99, ("no",): 336, (): 85,
                    ("did_not_want",): 44, ("does_not_know",): 10},
    "place": {("indoors",): 825, ("outdoors",): 66, ("other",): 49, ("indoors", "outdoors"): 11,
              ("indoors", "other"): 9} | UNTOLD,
    "country": {("norway",): 614, ("abroad",): 288, ("norway", "abroad"): 58} | UNTOLD,
    "seller_origin": {("norwegian",): 893, ("foreign",): 58, ("norwegian", "foreign"): 9} | UNTOLD,
}  # fmt: skip
CONDOM: dict[str, Counts] = {
    "condom_vaginal": _one(throughout=305, late=20, broke=12, not_used=239, unsure=104) | UNTOLD,
    "condom_anal": _one(throughout=28, late=2, broke=2, not_used=25, unsure=19) | UNTOLD,
    "condom_oral": _one(throughout=41, late=4, broke=2, not_used=395, unsure=85) | UNTOLD,
}


def fill() -> None:
    """Seals the facts of three years, mixed."""
    count_many(fact for year, visits in VISITS.items() for fact in facts(year, visits))


def facts(year: int, visits: int) -> Iterator[Fact]:
    """The facts of a year; of 1,000 visits the counts are exact."""
    draw = random.Random(SEED + year)
    considers = CONSIDERS * visits // 1000
    everybody = {code: _drawn(counts, visits, draw) for code, counts in EVERYBODY.items()}
    bought = {code: _drawn(counts, visits - considers, draw) for code, counts in BOUGHT.items()}
    uses = {code: _drawn(counts, sum(counts.values()), draw) for code, counts in CONDOM.items()}
    for place in range(visits):
        month = f"{year}-{draw.randrange(12) + 1:02d}"
        told = {code: [*values[place]] for code, values in everybody.items()}
        population = "considers" if place < considers else "bought"
        if population == "bought":
            told |= {code: [*values[place - considers]] for code, values in bought.items()}
            told |= _condoms(told["acts"], uses, draw)
        yield Fact(month, population, "visit", "yes")
        for code, values in counted.told_of(population, told, frozenset()).items():
            for value in values:
                yield Fact(month, population, code, value)


def _drawn(counts: Counts, wanted: int, draw: random.Random) -> list[tuple[str, ...]]:
    """As many patterns as wanted: exactly the counts when they fit, else by their shares."""
    exact = [pattern for pattern, count in counts.items() for _ in range(count)]
    if len(exact) != wanted:
        return draw.choices(list(counts), list(counts.values()), k=wanted)
    draw.shuffle(exact)
    return exact


def _condoms(
    acts: list[str], uses: dict[str, list[tuple[str, ...]]], draw: random.Random
) -> dict[str, list[str]]:
    told = {}
    for code, act in codebook.CONDOM_OF.items():
        if act in acts:
            told[code] = [*(uses[code].pop() if uses[code] else draw.choice(_AFTER))]
    return told


# When a year has more acts than the counts know of.
_AFTER = (("throughout",), ("not_used",), ("unsure",))
