"""Plans of a pack, and strategies for facts."""

from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from lejde import packs
from lejde.guidelines import codes, engine, facts

AT = "2026-03-22T12:00:00+01:00"


def plan(exposures: list[Any] | None = None, *, iso: str = "no", **more: Any) -> dict[str, Any]:
    """The plan of a pack, the Norwegian unless told otherwise, for some exposures."""
    return engine.make_plan(told(exposures, iso=iso, **more), packs.load(iso)).to_json()


def told(exposures: list[Any] | None = None, *, iso: str = "no", **more: Any) -> facts.Facts:
    """Checked facts on a fixed day."""
    return facts.parse({"pack": iso, "at": AT, "exposures": exposures, **more})


def _one(codes_: Any) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(get_args(codes_))


acts = st.fixed_dictionaries(
    {"kind": _one(codes.ActKind), "role": _one(codes.Role), "condom": _one(codes.Condom)}
)
exposures = st.fixed_dictionaries({
    "at": st.none() | st.dates(date(2025, 6, 1), date(2026, 3, 22)).map(str),
    "country": st.sampled_from([None, "NO", "TH"]),
    "setting": _one(codes.Setting),
    "partner": st.none() | st.fixed_dictionaries({
        "gender": _one(codes.Gender), "hiv": _one(codes.PartnerHiv),
        "high_prevalence": _one(codes.YesNo),
    }),
    "acts": st.none() | st.lists(acts, max_size=3),
    "substances": st.lists(_one(codes.Substance).filter(bool), max_size=2),
    "memory_gap": st.sampled_from([None, True, False]),
    "assault": st.sampled_from([None, True, False]),
})  # fmt: skip
persons = st.fixed_dictionaries({
    "age": st.none() | st.integers(13, 90),
    "anatomy": _one(codes.Anatomy),
    "pregnancy": _one(codes.Pregnancy),
    "symptoms": st.lists(st.sampled_from(get_args(codes.Symptom)), max_size=2),
    "vaccinated": st.none() | st.fixed_dictionaries({
        "hepatitis_a": _one(codes.Vaccination), "hepatitis_b": _one(codes.Vaccination),
        "mpox": _one(codes.Vaccination),
    }),
    "past": st.lists(st.sampled_from(get_args(codes.Past)), max_size=1),
    "contact_of": st.lists(st.sampled_from(codes.INFECTIONS), max_size=1),
    "prep": _one(codes.Prep),
    "recent_antibiotics": st.sampled_from([None, True, False]),
    "partners_6_months": st.none() | st.integers(0, 9),
    "condomless_anal_partners_6_months": st.none() | st.integers(0, 4),
    "wishes": st.lists(st.sampled_from(get_args(codes.Wish)), max_size=2),
    "worries": st.lists(st.sampled_from(get_args(codes.Worry)), max_size=2),
    "situation": st.lists(st.sampled_from(get_args(codes.Situation)), max_size=2),
})  # fmt: skip
events = st.one_of(
    st.fixed_dictionaries({
        "kind": st.just("result"), "infection": st.sampled_from(codes.INFECTIONS),
        "method": _one(codes.Method), "value": st.sampled_from(get_args(codes.Result)),
        "at": st.dates(date(2026, 1, 1), date(2026, 3, 22)).map(str),
    }),
    st.fixed_dictionaries({
        "kind": st.just("treated"), "infection": st.sampled_from(codes.INFECTIONS),
        "site": _one(codes.Specimen), "at": st.dates(date(2026, 1, 1), date(2026, 3, 22)).map(str),
    }),
)  # fmt: skip
