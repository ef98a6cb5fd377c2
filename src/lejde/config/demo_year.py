"""Made-up visits of 2022, 2023 and 2024. The counts of 2024 come out as the published figures of
the Norwegian report (Sex og samfunn 2014–2024), at 1,000 visits; the joint patterns are invented.

Source of the shares: the report's tables, as read on 2026-11-22. Country is a figure of 2023.
"""

import random
from collections.abc import Iterator

from lejde.clinic import codebook
from lejde.events.counting import Fact, count_many

Counts = dict[tuple[str, ...], int]
SEED = 2024
# Visits of each year; those of the years before have the shares of 2024, drawn with chance.
VISITS = {2022: 820, 2023: 930, 2024: 1000}
CONSIDERS = 10


def _one(**counts: int) -> Counts:
    return {(code.lstrip("_"),): count for code, count in counts.items()}


EVERYBODY: dict[str, Counts] = {
    "age_band": _one(under_20=18, _20_29=536, _30_39=227, _40_49=67, _50_59=118, _60_plus=34),
    "gender": _one(man=1000),
    "came_for": {("test",): 640, ("test", "talk"): 60, ("talk",): 220, ("vaccine",): 40,
                 ("information",): 40},
    "came_via": _one(chat=80, site=520, ad=150, someone=130, referred=120),
    # 590 a test only, 110 both, 250 a conversation only, 50 neither.
    "used": {("test_standard",): 140, ("test_extended",): 380, ("test_rapid",): 70,
             ("test_extended", "talk"): 90, ("test_rapid", "talk"): 20, ("talk",): 250,
             ("vaccine",): 30, ("referral",): 20},
    "talk": _one(had=360, offered=340, declined=240, wanted=60),
}  # fmt: skip
BOUGHT: dict[str, Counts] = {
    "bought_from": {("cis_woman",): 906, ("man",): 16, ("trans_woman",): 36, (): 20,
                    ("did_not_want",): 12},
    "acts": {("vaginal", "oral"): 416, ("vaginal",): 229, ("other",): 150, ("oral",): 68,
             ("vaginal", "oral", "anal"): 60, ("vaginal", "anal"): 20, ("oral", "anal"): 20,
             ("oral", "other"): 10, ("anal",): 9, ("vaginal", "other"): 8},
    "intoxicated": {("alcohol",): 416, ("other_drugs",): 99, ("no",): 336, (): 95,
                    ("did_not_want",): 44},
    "place": {("indoors",): 852, ("outdoors",): 68, ("other",): 51, ("indoors", "outdoors"): 11,
              ("indoors", "other"): 8},
    "country": {("norway",): 634, ("abroad",): 297, ("norway", "abroad"): 59},
    "seller_origin": {("norwegian",): 921, ("foreign",): 59, ("norwegian", "foreign"): 10},
}  # fmt: skip
CONDOM: dict[str, Counts] = {
    "condom_vaginal": _one(throughout=330, late=20, broke=12, not_used=259, unsure=112),
    "condom_anal": _one(throughout=40, late=4, broke=2, not_used=36, unsure=27),
    "condom_oral": _one(throughout=46, late=4, broke=2, not_used=430, unsure=92),
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
        for code, values in codebook.completed(population, told, frozenset()).items():
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
