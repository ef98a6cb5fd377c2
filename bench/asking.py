"""`lejde bench asking`: what it costs to find the next question of the self-check, in milliseconds
a page; for one occasion at every step, and for five with everything ticked.
"""

import time
from datetime import timedelta
from functools import partial
from statistics import quantiles
from typing import Any

from bench.measuring import machine, told
from lejde import packs
from lejde.kernel import clock
from lejde.selfcheck import domain
from lejde.selfcheck.asking import Asking
from lejde.selfcheck.domain import Answers
from lejde.selfcheck.vocabulary import ACTS, MANY, WITH_CONDOM

LIMIT = 30.0
ROUNDS = 20


def occasion(acts: list[str]) -> dict[str, Any]:
    return {
        "when": (clock.now() - timedelta(days=1)).date().isoformat(), "setting": "bought",
        "part": ["nothing"], "partner": "man", "acts": acts,
        "condom": {act: "none" for act in acts if act in WITH_CONDOM},
    }  # fmt: skip


ONE: Answers = {
    "v": domain.VERSION, "a": {"brings": ["happened"], "age": "25_plus"},
    "x": [occasion(["anal_receptive"])],
}  # fmt: skip
FIVE: Answers = {**ONE, "x": [occasion([*ACTS]) for _ in range(domain.MOST_OCCASIONS)]}


def pages_of(answers: Answers, asking: Any) -> list[float]:
    """Milliseconds of one core for each page from here on, every question skipped."""
    spent = []
    while True:
        fresh: Asking = asking()
        start = time.process_time()
        step = fresh.next_of(answers)
        if step and step.question in MANY:
            fresh.options(answers, step)
        spent.append((time.process_time() - start) * 1000)
        if step is None:
            return spent
        answers = domain.with_answer(answers, step, None)


def main() -> None:
    print(machine())
    for iso in packs.known():
        fresh = partial(Asking, packs.load(iso), "en", clock.now())
        for name, answers in (("one occasion", ONE), ("five, everything ticked", FIVE)):
            pages_of(answers, fresh)
            spent = [one for _ in range(ROUNDS) for one in pages_of(answers, fresh)]
            told(f"{iso}, {name}, p95", quantiles(spent, n=20)[-1], "ms", LIMIT, at_most=True)


if __name__ == "__main__":
    main()
