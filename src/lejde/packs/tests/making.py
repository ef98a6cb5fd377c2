"""A small pack and plans of it, and strategies for facts."""

from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from lejde import packs
from lejde.guidelines import codes, engine, facts
from lejde.guidelines.dates import span

AT = "2026-03-22T12:00:00+01:00"


def plan(iso: str, exposures: list[Any] | None = None, **more: Any) -> dict[str, Any]:
    """The plan of one country's pack for some exposures."""
    person = more.pop("person", None)
    data = {"pack": iso, "at": AT, "person": person, "exposures": exposures, **more}
    return engine.make_plan(facts.parse(data), packs.load(iso)).to_json()


def opening(iso: str, infection: str, method: str, day: str) -> dict[str, str]:
    """The days of a pack's window, counted from an exposure on `day` (ISO)."""
    window = next(
        one for one in packs.load(iso).windows if (one.infection, one.method) == (infection, method)
    )
    return {
        name: span(getattr(window, name)).after(date.fromisoformat(day)).isoformat()
        for name in ("useful", "reliable", "conclusive")
    }


def _one(codes_: Any) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(get_args(codes_))


acts = st.fixed_dictionaries(
    {"kind": _one(codes.ActKind), "role": _one(codes.Role), "condom": _one(codes.Condom)}
)
exposures = st.fixed_dictionaries({
    "at": st.none() | st.dates(date(2025, 6, 1), date(2026, 3, 22)).map(str),
    "country": st.sampled_from([None, "NO", "DK", "TH"]),
    "setting": _one(codes.Setting),
    "partner": st.none() | st.fixed_dictionaries({
        "gender": _one(codes.Gender), "hiv": _one(codes.PartnerHiv),
        "high_prevalence": _one(codes.YesNo),
    }),
    "acts": st.none() | st.lists(acts, max_size=3),
    "memory_gap": st.sampled_from([None, True, False]),
    "assault": st.sampled_from([None, True, False]),
})  # fmt: skip
persons = st.fixed_dictionaries({
    "age": st.none() | st.integers(13, 90),
    "anatomy": _one(codes.Anatomy),
    "pregnancy": _one(codes.Pregnancy),
    "symptoms": st.lists(st.sampled_from(get_args(codes.Symptom)), max_size=2),
    "vaccinated": st.none() | st.fixed_dictionaries({"hepatitis_b": _one(codes.Vaccination)}),
    "wishes": st.lists(st.sampled_from(get_args(codes.Wish)), max_size=2),
    "worries": st.lists(st.sampled_from(get_args(codes.Worry)), max_size=2),
})  # fmt: skip
