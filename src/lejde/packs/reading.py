"""From files to a pack. Every fault is one line that names the file and the key."""

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from lejde.guidelines.facts import fault_line
from lejde.guidelines.rules import Meta, Pack, Rule, Source, Window
from lejde.kernel.errors import LejdeError, NotFound

LANGUAGES = ("nb", "da", "en")
_KINDS = {"test", "advice", "left_out", "follow_up"}


class BadPack(LejdeError):
    """`detail["faults"]`: one line per fault, `packs/no/windows.yaml: 3.useful: …`."""

    code = "bad_pack"
    status = 500


def home() -> Traversable:
    """Where the packs lie: beside the source in a checkout, inside an installed package."""
    checkout = Path(__file__).resolve().parents[3] / "packs"
    return checkout if checkout.is_dir() else resources.files("lejde") / "packs" / "data"


def known() -> list[str]:
    """The packs that are here, by their short names."""
    return sorted(one.name for one in home().iterdir() if one.is_dir())


def read(iso: str, folder: Traversable | None = None) -> Pack:
    """The pack of one folder; raises BadPack or NotFound."""
    folder = folder or home() / iso
    if not iso.isalpha() or not folder.is_dir():
        raise NotFound(f"there is no pack {iso!r}")
    faults: list[str] = []
    meta = _file(folder / "pack.yaml", Meta, faults)
    sources = _file(folder / "sources.yaml", dict[str, Source], faults) or {}
    windows = _file(folder / "windows.yaml", list[Window], faults) or []
    rules: list[Any] = []
    rules_folder = folder / "rules"
    files = sorted(rules_folder.iterdir(), key=lambda f: f.name) if rules_folder.is_dir() else []
    for file in files:
        rules += _rules(file, faults)
    faults += _dangling(folder, sources, windows, rules)
    if faults or meta is None:
        raise BadPack("; ".join(faults), faults=faults)
    return Pack(meta=meta, sources=sources, windows=windows, rules=rules)


def plain(file: Traversable, faults: list[str]) -> Any:
    """The data of one YAML file, None and a fault when it cannot be read."""
    where = name_of(file)
    try:
        return YAML(typ="safe", pure=True).load(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        faults.append(f"{where}: cannot be read")
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}:" if mark else ""
        faults.append(f"{where}:{line} {getattr(error, 'problem', None) or 'is no YAML'}")
    return None


def name_of(file: Traversable) -> str:
    """`packs/no/rules/blood.yaml`, whatever folder the packs lie in."""
    return "packs/" + str(file).replace("\\", "/").rsplit("packs/", 1)[-1].removeprefix("data/")


def _file[T](file: Traversable, shape: type[T], faults: list[str]) -> T | None:
    before = len(faults)
    data = plain(file, faults)
    if len(faults) > before:
        return None
    try:
        return TypeAdapter(shape).validate_python(data)
    except ValidationError as error:
        faults += [f"{name_of(file)}: {fault_line(fault)}" for fault in error.errors()]
        return None


class _OneRule(BaseModel):
    rule: Rule = Field()


def _rules(file: Traversable, faults: list[str]) -> list[Any]:
    data = plain(file, faults)
    if not isinstance(data, list):
        if data is not None:
            faults.append(f"{name_of(file)}: must be a list of rules")
        return []
    rules = []
    for place, one in enumerate(data):
        label = one.get("id", place) if isinstance(one, dict) else place
        try:
            rules.append(_OneRule.model_validate({"rule": one}).rule)
        except ValidationError as error:
            for fault in error.errors():
                where = tuple(s for s in fault["loc"] if s != "rule" and s not in _KINDS)
                line = fault_line({**fault, "loc": where or ("rule",)})
                faults.append(f"{name_of(file)}: {label}: {line}")
    return rules


def _dangling(
    folder: Traversable, sources: dict[str, Source], windows: list[Window], rules: list[Any]
) -> list[str]:
    """What names something that is not there, twice the same name, or lacks a language."""
    where, faults, seen = name_of(folder), [], set()
    kept = {(window.infection, window.method) for window in windows}
    for rule in rules:
        if rule.id in seen:
            faults.append(f"{where}: {rule.id}: two rules have this id")
        seen.add(rule.id)
        faults += [
            f"{where}: {rule.id}: sources: {key!r} is not in sources.yaml"
            for key in rule.sources if key not in sources
        ]  # fmt: skip
        faults += [
            f"{where}: {rule.id}: text: has no {language!r}"
            for language in LANGUAGES if language not in rule.text
        ]  # fmt: skip
        if rule.give == "test" and (rule.infection, rule.method) not in kept:
            faults.append(f"{where}: {rule.id}: windows.yaml has no {rule.infection} {rule.method}")
    for window in windows:
        faults += [
            f"{where}: windows.yaml: {window.infection} {window.method}: {key!r} is no source"
            for key in window.sources if key not in sources
        ]  # fmt: skip
    return faults
