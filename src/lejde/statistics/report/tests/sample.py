"""Released documents made from plain counts, for the tests of the report."""

from collections.abc import Collection
from itertools import product
from typing import Any

MISSING = {
    "not_asked": "not asked", "did_not_want": "did not want to answer",
    "does_not_know": "does not know", "not_applicable": "does not apply",
}  # fmt: skip
BASE = 30
Cell = dict[str, Any]
Key = tuple[str, ...]


def half_up(part: int, whole: int) -> int:
    return int(100 * part / whole + 0.5)


def dimension(ident: str, label: str, answers: dict[str, str], **parents: str) -> dict[str, Any]:
    codes = {**answers, **MISSING}
    categories = [{"code": "total", "label": "All", "parent": None}]
    categories += [
        {"code": code, "label": told, "parent": parents.get(code, "total")}
        for code, told in codes.items()
    ]
    return {"id": ident, "label": label, "categories": categories}


def counts_of(people: list[tuple[dict[str, str], int]], dimensions: list[Any]) -> dict[Key, int]:
    """Every key with its count, totals and parents summed."""
    found: dict[Key, int] = {}
    up = [{c["code"]: c["parent"] for c in one["categories"]} for one in dimensions]
    for codes, count in people:
        chains = []
        for one, parent in zip(dimensions, up, strict=True):
            chain: list[str] = []
            code: str | None = codes.get(one["id"], "not_asked")
            while code is not None:
                chain.append(code)
                code = parent[code]
            chains.append(chain)
        for key in product(*chains):
            found[key] = found.get(key, 0) + count
    return found


def table(
    ident: str, title: str, dimensions: list[dict[str, Any]],
    people: list[tuple[dict[str, str], int]], concealed: Collection[Key] = (), **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """`people` are codes by dimension id with a count; `concealed` keys are suppressed."""
    hidden, several = set(concealed), bool(more.get("multiple_answers"))
    asked = [one["id"] for one in dimensions if "." in one["id"]] or [dimensions[0]["id"]]
    counts = counts_of(people, dimensions)
    keys = [
        key
        for key in product(*([c["code"] for c in one["categories"]] for one in dimensions))
        if not several
        or sum(k != "total" and "." in d["id"] for k, d in zip(key, dimensions, strict=True)) < 2
    ]
    ids = [one["id"] for one in dimensions]
    cells = [_cell(key, (counts, hidden), ids, asked) for key in keys]
    suppressed = sum(cell["status"] == "suppressed" for cell in cells)
    return {
        "id": ident, "title": title, "question": f"{title}?", "population": "bought",
        "unit": "contacts", "minimum": 10, "multiple_answers": several, "percent_of": "answered",
        "period": "2024", "dimensions": dimensions, "cells": cells, "base": None,
        "missing": dict.fromkeys(MISSING), "suppressed": suppressed, "flags": [], "note": "",
        **more,
    }  # fmt: skip


def _cell(
    key: Key, told: tuple[dict[Key, int], set[Key]], ids: list[str], asked: list[str]
) -> Cell:
    counts, hidden = told
    if key in hidden:
        return {"key": list(key), "status": "suppressed"}
    at = next(
        (ids.index(one) for one in asked if key[ids.index(one)] != "total"), ids.index(asked[0])
    )
    count, code = counts.get(key, 0), key[at]

    def beside(other: str) -> Key:
        return (*key[:at], other, *key[at + 1 :])

    whole = beside("total")
    base = counts.get(whole, 0)
    of_all = None if whole in hidden or base < BASE else half_up(count, base)
    of_answered = None
    gone = [beside(kind) for kind in MISSING]
    if code != "total" and code not in MISSING and whole not in hidden and not hidden & set(gone):
        answered = base - sum(counts.get(one, 0) for one in gone)
        of_answered = half_up(count, answered) if answered >= BASE else None
    return {
        "key": list(key), "status": "published", "count": count,
        "percent_of_answered": of_answered, "percent_of_all": of_all,
    }  # fmt: skip


POPULATIONS = [
    {"id": "buyers", "of": None, "conditions": {}, "label": "People who buy or consider buying sex"},
    {"id": "bought", "of": "buyers", "conditions": {"population": "bought"}, "label": "People who have bought sex"},
    {"id": "had_vaginal", "of": "bought", "conditions": {"acts.vaginal": "yes"}, "label": "Had vaginal sex"},
]  # fmt: skip
AGES = {"under_20": "under 20", "20_29": "20–29", "30_39": "30–39", "40_49": "40–49",
        "50_59": "50–59", "60_plus": "60 or more"}  # fmt: skip
ACTS = {
    "vaginal": "vaginal",
    "anal": "anal",
    "oral": "oral",
    "other": "other, e.g. massage with masturbation",
}
PATTERNS = {"vaginal oral": 416, "vaginal": 229, "other": 150, "oral": 68, "vaginal oral anal": 60,
            "vaginal anal": 20, "oral anal": 20, "oral other": 10, "anal": 9, "vaginal other": 8}  # fmt: skip
CONDOM = {"used": "used", "throughout": "throughout", "late": "put on late", "broke": "broke",
          "not_used": "not used", "unsure": "not sure"}  # fmt: skip
DRUGS = {"alcohol": "alcohol", "other_drugs": "other drugs", "no": "no"}


def one(ident: str, counts: dict[str, int]) -> list[tuple[dict[str, str], int]]:
    return [({ident: code}, count) for code, count in counts.items()]


def age(**more: Any) -> dict[str, Any]:
    counts = {"under_20": 18, "20_29": 536, "30_39": 227, "40_49": 67, "50_59": 118, "60_plus": 34}
    people = one("age_band", counts)
    told = {"population": "buyers", "percent_of": "all", **more}
    return table("age", "Age", [dimension("age_band", "Age", AGES)], people, **told)


def acts(**more: Any) -> dict[str, Any]:
    people = [
        ({f"acts.{act}": "yes" if act in pattern.split() else "no" for act in ACTS}, count)
        for pattern, count in PATTERNS.items()
    ]
    dimensions = [
        dimension(f"acts.{act}", label, {"yes": "yes", "no": "no"}) for act, label in ACTS.items()
    ]
    return table("acts", "Kind of sex", dimensions, people, multiple_answers=True, **more)


def condom(**more: Any) -> dict[str, Any]:
    counts = {"throughout": 330, "late": 20, "broke": 12, "not_used": 259, "unsure": 112}
    used = dict.fromkeys(("throughout", "late", "broke"), "used")
    dimensions = [dimension("condom_vaginal", "Condom, vaginal", CONDOM, **used)]
    told = {"population": "had_vaginal", **more}
    return table(
        "condom_vaginal", "Condom at vaginal sex", dimensions, one("condom_vaginal", counts), **told
    )


def intoxicated(**more: Any) -> dict[str, Any]:
    counts = {"alcohol": 416, "other_drugs": 99, "no": 336, "not_asked": 95, "did_not_want": 44}
    counts = more.pop("counts", counts)
    dimensions = [dimension("intoxicated", "Alcohol or drugs", DRUGS)]
    told = {"percent_of": "all", **more}
    return table(
        "intoxicated", "Alcohol and other drugs", dimensions, one("intoxicated", counts), **told
    )


def wish(**more: Any) -> dict[str, Any]:
    """Two hidden answers; 70 % recorded."""
    counts = {"stop": 5100, "less": 7717, "keep": 7727, "not_asked": 8800}
    labels = {"stop": "stop", "less": "do it less", "keep": "go on as now"}
    hidden = {("less",), ("keep",)}
    return table(
        "wish",
        "What they wish",
        [dimension("wish", "Wishes to", labels)],
        one("wish", counts),
        hidden,
        **more,
    )


def by_age(**more: Any) -> dict[str, Any]:
    people = []
    for place, band in enumerate(AGES):
        for code, count in {"alcohol": 60, "other_drugs": 22, "no": 70, "not_asked": 21}.items():
            size = count // (place + 1) if place != 3 else count * 2
            people.append(({"intoxicated": code, "age_band": band}, size))
    dimensions = [
        dimension("intoxicated", "Alcohol or drugs", DRUGS),
        dimension("age_band", "Age", AGES),
    ]
    hidden = {("other_drugs", "60_plus"), ("other_drugs", "50_59"), ("no", "60_plus"), ("no", "50_59"),
              ("not_asked", "60_plus"), ("not_asked", "50_59")}  # fmt: skip
    return table(
        "intoxicated_by_age", "Alcohol and other drugs by age", dimensions, people, hidden, **more
    )


def origin(**more: Any) -> dict[str, Any]:
    labels = {"norwegian": "Norwegian", "foreign": "foreign background"}
    dimensions = [
        dimension(f"seller_origin.{o}", label, {"yes": "yes", "no": "no"})
        for o, label in labels.items()
    ]
    people = [
        ({"seller_origin.norwegian": n, "seller_origin.foreign": f}, count)
        for n, f, count in (("yes", "no", 921), ("no", "yes", 59), ("yes", "yes", 10))
    ]
    told = {"flags": ["doubtful_as_printed"], "note": "Reproduced as printed.", **more}
    return table(
        "seller_origin", "Origin of the other", dimensions, people, multiple_answers=True, **told
    )


def first_time(**more: Any) -> dict[str, Any]:
    counts = {"yes": 212, "no": 460, "not_asked": 260, "did_not_want": 58}
    dimensions = [dimension("first_time", "First time", {"yes": "yes", "no": "no"})]
    return table(
        "first_time", "Whether it was the first time", dimensions, one("first_time", counts), **more
    )


def few(**more: Any) -> dict[str, Any]:
    counts = {"yes": 14, "no": 13}
    dimensions = [dimension("told_anyone", "Has told anyone", {"yes": "yes", "no": "no"})]
    return table(
        "told_anyone", "Whether anyone knows", dimensions, one("told_anyone", counts), **more
    )


def document(*tables: dict[str, Any], year: int = 2024, language: str = "en") -> dict[str, Any]:
    return {
        "year": year, "language": language,
        "rules": {"minimum_count": 10, "minimum": {"persons": 5, "contacts": 10}, "row_base": 10, "percent_base": BASE, "version": "1"},
        "populations": POPULATIONS, "tables": list(tables),
    }  # fmt: skip


def whole_year(language: str = "en") -> dict[str, Any]:
    return document(
        age(), acts(), condom(), intoxicated(), wish(), by_age(), origin(), first_time(), few(),
        intoxicated(id="intoxicated-2022-2024", period="2022-2024"), language=language,
    )  # fmt: skip


def earlier() -> list[dict[str, Any]]:
    """2022 recorded well, 2023 badly with a hidden table: lines break."""
    badly = {"alcohol": 300, "other_drugs": 80, "no": 200, "not_asked": 400}
    return [
        document(age(period="2022"), acts(period="2022"), intoxicated(period="2022"), year=2022),
        document(
            age(period="2023"),
            intoxicated(period="2023", counts=badly),
            wish(period="2023"),
            year=2023,
        ),
    ]
