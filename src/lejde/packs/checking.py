"""`lejde packs check`: schema, sources, expiry, and the cases a clinician can read."""

from datetime import date, timedelta
from importlib.resources.abc import Traversable
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError, model_validator

from lejde.guidelines import codes, engine, facts
from lejde.guidelines.facts import Strict, fault_line
from lejde.guidelines.rules import Pack
from lejde.kernel.errors import BadInput
from lejde.packs import sheets
from lejde.packs.draft import Draft
from lejde.packs.pages import read_pages
from lejde.packs.reading import draft_of, home, yaml_files
from lejde.packs.risk import read_risk
from lejde.packs.sheets import Sheet
from lejde.packs.wordbook import Wordbook, read_laws, read_words

WARN = timedelta(weeks=6)
LISTS = {
    "tests": ("infection", "specimen", "level", "due"),
    "advice": ("code", "urgency"),
    "left_out": ("infection",),
    "follow_up": ("code", "infection"),
}
Items = dict[Literal["tests", "advice", "left_out", "follow_up"], list[dict[str, Any]]]


class _Case(Strict):
    """A case as it is written; `name` and `facts` are looked at by themselves."""

    name: Any = None
    facts: dict[str, Any]
    expect: Items = {}
    never: Items = {}
    only: list[str] = []

    @model_validator(mode="after")
    def _expects_what_is_alone(self) -> "_Case":
        for kind in self.only:
            if kind not in self.expect:
                raise ValueError(f"only: expect has no {kind!r}")
        return self


_CASES = TypeAdapter(list[_Case])


def faults_of(iso: str, today: date, folder: Traversable | None = None) -> list[str]:
    """Every fault of a pack, one line each; raises NotFound for a pack that is not there."""
    folder = folder or home() / iso
    draft = draft_of(iso, folder)
    if draft.faults:
        return draft.faults
    pack, beside = draft.pack(), list[str]()
    read_pages(folder, pack.sources, beside)
    read_risk(folder, pack.sources, beside)
    read_laws(folder, read_words(home(), []), pack.sources, beside)
    return [*expired(draft, today), *_cases(pack, folder), *beside]


def faults_of_words(today: date, packs: Traversable | None = None) -> tuple[Wordbook, list[str]]:
    """The words that every country shares, and every fault of them, one line each."""
    faults = list[str]()
    book = read_words(packs or home(), faults)
    old = [key for key, source in book.sources.items() if source.expires < today]
    return book, faults + [f"packs/words/sources.yaml: {key}: expired" for key in old]


def expired(draft: Draft, today: date) -> list[str]:
    """Sources nobody may lean on any longer."""
    return [
        draft.source_sheets[key].fault((key, "expires"), f"{key}: expired on {source.expires}")
        for key, source in draft.parts["sources"].items()
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


def cases_in(folder: Traversable) -> list[tuple[Sheet, int, dict[str, Any]]]:
    """Every case of a pack with the sheet and the place it stands in; a broken sheet has none."""
    return [
        (sheet, place, case)
        for sheet in map(sheets.read, yaml_files(folder / "cases"))
        if not _misshapen(sheet)
        for place, case in enumerate(sheet.data)
    ]


def _misshapen(sheet: Sheet) -> list[str]:
    """What keeps a file of cases from being read."""
    if sheet.faults:
        return [*sheet.faults]
    try:
        _CASES.validate_python(sheet.data)
    except ValidationError as error:
        return [sheet.fault(fault["loc"], fault_line(fault)) for fault in error.errors()]
    return []


def _cases(pack: Pack, folder: Traversable) -> list[str]:
    faults: list[str] = []
    fired: set[str] = set()
    for file in yaml_files(folder / "cases"):
        faults += _misshapen(sheets.read(file))
    for sheet, place, case in cases_in(folder):
        unsaid, name = _unsaid(case), _name(case)
        faults += [sheet.fault((place, "name"), f"{name}: name: has no {one!r}") for one in unsaid]
        try:
            plan = engine.make_plan(facts.parse(case["facts"]), pack).to_json()
        except BadInput as bad:
            faults += [
                sheet.fault((place, "facts"), f"{name}: facts: {fault}")
                for fault in bad.detail["faults"]
            ]
            continue
        fired |= {rule for kind in LISTS for item in plan[kind] for rule in item["because"]}
        faults += [
            sheet.fault((place, "expect"), f"{name}: {line}") for line in differences(case, plan)
        ]
    where = sheets.name_of(folder / "cases")
    idle = [rule.id for rule in pack.rules if rule.id not in fired]
    return faults + [f"{where}: no case shows {rule}" for rule in idle]


def _unsaid(case: dict[str, Any]) -> list[str]:
    """The languages in which a case has no name."""
    name = case.get("name")
    said = name if isinstance(name, dict) else {}
    return [language for language in codes.LANGUAGES if not said.get(language)]


def _name(case: dict[str, Any]) -> str:
    name = case.get("name", "?")
    return str(name.get("en", "?") if isinstance(name, dict) else name)


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
