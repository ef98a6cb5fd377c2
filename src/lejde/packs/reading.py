"""From files to a pack. Every fault is one line that names the file, the line and the reason."""

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from lejde.guidelines.facts import fault_line
from lejde.guidelines.rules import Duty, Meta, Number, Pack, Price, Recall, Rule, Source, Window
from lejde.kernel.errors import LejdeError, NotFound
from lejde.packs import sheets
from lejde.packs.draft import Draft
from lejde.packs.soundness import faults_in

_KINDS = {"test", "advice", "left_out", "follow_up"}
_RULE: TypeAdapter[Any] = TypeAdapter(Rule)
SHAPES: dict[str, TypeAdapter[Any]] = {
    "pack": TypeAdapter(Meta),
    "windows": TypeAdapter(list[Window]),
    "numbers": TypeAdapter(list[Number]),
    "prices": TypeAdapter(list[Price]),
    "duties": TypeAdapter(list[Duty]),
    "recalls": TypeAdapter(list[Recall]),
}
_SOURCES = TypeAdapter(dict[str, Source])
_MAY_BE_MISSING = ("numbers", "prices", "duties", "recalls")


class BadPack(LejdeError):
    """`detail["faults"]`: one line per fault, `packs/no/windows.yaml:3: 0.useful: …`."""

    code = "bad_pack"
    status = 500


def home() -> Traversable:
    """Where the packs lie: beside the source in a checkout, inside an installed package."""
    checkout = Path(__file__).resolve().parents[3] / "packs"
    return checkout if checkout.is_dir() else resources.files("lejde") / "packs" / "data"


def known() -> list[str]:
    """The packs that are here, by their short names."""
    return sorted(one.name for one in home().iterdir() if (one / "pack.yaml").is_file())


def read(iso: str, folder: Traversable | None = None) -> Pack:
    """The pack of one folder; raises BadPack or NotFound."""
    draft = draft_of(iso, folder)
    if draft.faults:
        raise BadPack("; ".join(draft.faults), faults=draft.faults)
    return draft.pack()


def draft_of(iso: str, folder: Traversable | None = None) -> Draft:
    """All that can be read of a pack, with every fault; raises NotFound."""
    folder = folder or home() / iso
    if not iso.isalpha() or not folder.is_dir():
        raise NotFound(f"there is no pack {iso!r}")
    draft = Draft()
    for name, shape in SHAPES.items():
        _part(folder / f"{name}.yaml", name, shape, draft)
    _sources(folder / "sources", draft)
    for file in yaml_files(folder / "rules"):
        _rules(file, draft)
    draft.faults += faults_in(draft)
    return draft


def yaml_files(folder: Traversable) -> list[Traversable]:
    """The YAML files of a folder by name, none when it is not there."""
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted((one for one in files if one.name.endswith(".yaml")), key=lambda one: one.name)


def _part(file: Traversable, name: str, shape: TypeAdapter[Any], draft: Draft) -> None:
    if name in _MAY_BE_MISSING and not file.is_file():
        draft.parts[name] = []
        return
    sheet = sheets.read(file)
    draft.sheets[name] = sheet
    draft.faults += sheet.faults
    if sheet.faults:
        return
    try:
        draft.parts[name] = shape.validate_python(sheet.data)
    except ValidationError as error:
        draft.faults += [sheet.fault(fault["loc"], fault_line(fault)) for fault in error.errors()]


def _sources(folder: Traversable, draft: Draft) -> None:
    """All files of the folder as one list; it stands only when each of them is well."""
    files, sources = yaml_files(folder), dict[str, Source]()
    before = len(draft.faults)
    if not files:
        draft.faults.append(f"{sheets.name_of(folder)}: has no file")
    for file in files:
        sheet = sheets.read(file)
        draft.faults += sheet.faults
        if sheet.faults:
            continue
        try:
            found = _SOURCES.validate_python(sheet.data)
        except ValidationError as error:
            draft.faults += [
                sheet.fault(fault["loc"], fault_line(fault)) for fault in error.errors()
            ]
            continue
        twice = [key for key in found if key in sources]
        draft.faults += [sheet.fault((key,), f"{key!r} stands twice") for key in twice]
        draft.source_sheets |= dict.fromkeys(found, sheet)
        sources |= found
    if len(draft.faults) == before:
        draft.parts["sources"] = sources


def _rules(file: Traversable, draft: Draft) -> None:
    sheet = sheets.read(file)
    draft.faults += sheet.faults
    if sheet.faults:
        return
    if not isinstance(sheet.data, list):
        draft.faults.append(sheet.fault((), "must be a list of rules"))
        return
    for place, one in enumerate(sheet.data):
        try:
            draft.rules.append((_RULE.validate_python(one), sheet, place))
        except ValidationError as error:
            label = one.get("id", place) if isinstance(one, dict) else place
            for fault in error.errors():
                path = tuple(step for step in fault["loc"] if step not in _KINDS)
                said = fault_line({**fault, "loc": path or ("rule",)})
                draft.faults.append(sheet.fault((place, *path), f"{label}: {said}"))
