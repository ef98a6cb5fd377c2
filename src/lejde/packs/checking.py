"""`lejde packs check`: schema, sources, expiry, and the cases a clinician can read."""

from datetime import date, timedelta
from importlib.resources.abc import Traversable
from typing import Any

from lejde.guidelines import engine, facts
from lejde.guidelines.dates import span
from lejde.guidelines.rules import Pack
from lejde.kernel.errors import BadInput
from lejde.packs.pages import read_pages
from lejde.packs.reading import BadPack, home, name_of, plain, read
from lejde.packs.risk import read_risk

WARN = timedelta(weeks=6)
LISTS = {
    "tests": ("infection", "specimen", "level", "due"),
    "advice": ("code", "urgency"),
    "left_out": ("infection",),
    "follow_up": ("code", "infection"),
}


def faults_of(iso: str, today: date, folder: Traversable | None = None) -> list[str]:
    """Every fault of a pack, one line each; raises NotFound for a pack that is not there."""
    folder = folder or home() / iso
    try:
        pack = read(iso, folder)
    except BadPack as bad:
        faults: list[str] = bad.detail["faults"]
        return faults
    of_pages: list[str] = []
    read_pages(folder, pack.sources, of_pages)
    read_risk(folder, pack.sources, of_pages)
    return [
        *expired(pack, folder, today), *_windows(pack, folder), *_cases(pack, folder), *of_pages
    ]  # fmt: skip


def expired(pack: Pack, folder: Traversable, today: date) -> list[str]:
    """Sources nobody may lean on any longer."""
    where = name_of(folder / "sources.yaml")
    return [
        f"{where}: {key}: expired on {source.expires}"
        for key, source in pack.sources.items()
        if source.expires < today
    ]


def expiring(pack: Pack, today: date) -> list[tuple[str, date]]:
    """Sources that run out within six weeks, soonest first: a warning, no fault."""
    soon = [
        (key, source.expires)
        for key, source in pack.sources.items()
        if today <= source.expires < today + WARN
    ]
    return sorted(soon, key=lambda pair: pair[1])


def _windows(pack: Pack, folder: Traversable) -> list[str]:
    start = date(2026, 1, 31)
    where = name_of(folder / "windows.yaml")
    return [
        f"{where}: {window.infection} {window.method}: useful, reliable, conclusive must grow"
        for window in pack.windows
        if not span(window.useful).after(start) <= span(window.reliable).after(start)
        <= span(window.conclusive).after(start)
    ]  # fmt: skip


def _cases(pack: Pack, folder: Traversable) -> list[str]:
    faults: list[str] = []
    cases, fired = folder / "cases", set()
    files = sorted(cases.iterdir(), key=lambda f: f.name) if cases.is_dir() else []
    for file in files:
        for case in plain(file, faults) or []:
            where = f"{name_of(file)}: {case.get('name', '?')}"
            try:
                plan = engine.make_plan(facts.parse(case["facts"]), pack).to_json()
            except BadInput as bad:
                faults += [f"{where}: facts: {fault}" for fault in bad.detail["faults"]]
                continue
            fired |= {rule for kind in LISTS for item in plan[kind] for rule in item["because"]}
            faults += [f"{where}: {line}" for line in differences(case, plan)]
    idle = [rule.id for rule in pack.rules if rule.id not in fired]
    return faults + [f"{name_of(cases)}: no case shows {rule}" for rule in idle]


def differences(case: dict[str, Any], plan: dict[str, Any]) -> list[str]:
    """What a case expects and the plan has not, or has and must not."""
    lines = []
    for kind, wanted in (case.get("expect") or {}).items():
        for one in wanted:
            if not any(_fits(one, item) for item in plan[kind]):
                lines.append(f"{kind}: no {one}")
    for kind, unwanted in (case.get("never") or {}).items():
        for one in unwanted:
            if any(_fits(one, item) for item in plan[kind]):
                lines.append(f"{kind}: must not have {one}")
    for kind in case.get("only") or []:
        wanted = case["expect"][kind]
        for item in plan[kind]:
            if not any(_fits(one, item) for one in wanted):
                shown = {key: item[key] for key in LISTS[kind]}
                lines.append(f"{kind}: {shown} is more than the case expects")
    return lines


def _fits(wanted: dict[str, Any], item: dict[str, Any]) -> bool:
    return all(_same(value, item.get(key)) for key, value in wanted.items())


def _same(wanted: Any, found: Any) -> bool:
    if isinstance(wanted, dict) and isinstance(found, dict):
        return all(_same(value, found.get(key)) for key, value in wanted.items())
    return bool(wanted == found)
