"""`lejde bench plan`: plans a second on one core, from checked facts to the answer with texts."""

from typing import Any

from bench.measuring import machine, per_second, told
from lejde import packs
from lejde.guidelines import engine, facts
from lejde.guidelines.rules import Pack

WANTED = 5000
TIMES = 10


def exposure(at: str, **more: Any) -> dict[str, Any]:
    return {
        "at": at, "country": "NO", "setting": "bought",
        "partner": {"gender": "woman", "hiv": "unknown", "high_prevalence": "unknown"},
        "acts": [{"kind": "vaginal", "role": "insertive", "condom": "broke"}],
        "substances": [], "memory_gap": False, "assault": False, **more,
    }  # fmt: skip


THREE = [
    exposure("2026-03-02", country="TH"),
    exposure("2026-03-20"),
    exposure("2026-02-20", acts=[{"kind": "anal", "role": "receptive", "condom": "none"}]),
]


def asked(exposures: list[dict[str, Any]]) -> facts.Facts:
    person = {"age": 31, "anatomy": "penis", "buys_sex": True, "symptoms": [],
              "vaccinated": {"hepatitis_b": "none"}}  # fmt: skip
    return facts.parse(
        {"pack": "no", "language": "en", "at": "2026-03-22T12:00:00+01:00", "person": person,
         "exposures": exposures}
    )  # fmt: skip


def larger(pack: Pack, times: int) -> Pack:
    """The same rules over and over, each under an id of its own."""
    rules = [
        rule.model_copy(update={"id": f"{rule.id}.n{n}"} if n else {})
        for n in range(times)
        for rule in pack.rules
    ]
    return pack.model_copy(update={"rules": rules})


def main() -> None:
    pack = packs.load("no")
    three, thirty, many = asked(THREE), asked(THREE * TIMES), larger(pack, TIMES)
    print(machine())
    rate = per_second(lambda: engine.make_plan(three, pack).to_json())
    told("plans, three exposures", rate, "plans/s", WANTED)
    more = per_second(lambda: engine.make_plan(thirty, pack).to_json())
    told(f"cost of {TIMES} times the exposures", rate / more, "times", TIMES, at_most=True)
    heavy = per_second(lambda: engine.make_plan(three, many).to_json())
    told(f"cost of {TIMES} times the rules", rate / heavy, "times", TIMES, at_most=True)


if __name__ == "__main__":
    main()
