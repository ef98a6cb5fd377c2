"""Tables as they are declared in `declared/*.toml`: read, and refused by name and line."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lejde.statistics.disclosure.grids import TOTAL
from lejde.statistics.variables import MISSING, POPULATION, Variable, variables

FOLDER = Path(__file__).parent / "declared"
POPULATIONS = "populations.toml"
LANGUAGES = ("nb", "da", "en")
MINIMUM = {"persons": 5, "contacts": 10}
PERCENTS = ("all", "answered")

type Words = Mapping[str, str]


class BadDeclaration(ValueError):
    """A declaration that cannot be counted by; says file, line and why."""


@dataclass(frozen=True)
class Population:
    """`counts`: populations of facts. `within` and `condition` tie a part to the whole."""

    id: str
    counts: tuple[str, ...]
    label: Words
    within: str = ""
    condition: tuple[str, str] | None = None


@dataclass(frozen=True)
class Band:
    """Answers that are told together, and each beneath."""

    code: str
    of: tuple[str, ...]
    label: Words


@dataclass(frozen=True)
class Table:
    """One question of one population. `never`: kinds of missing that cannot be."""

    id: str
    variable: Variable
    population: Population
    percent_of: str
    title: Words
    question: Words
    unit: str = "contacts"
    minimum: int = MINIMUM["contacts"]
    bands: tuple[Band, ...] = ()
    never: frozenset[str] = frozenset()
    flags: tuple[str, ...] = ()
    sentence: bool = False
    by_quarter: bool = False
    ordered: bool = False

    @property
    def answers(self) -> list[str]:
        """The answers that there can be: of populations, those that are counted."""
        of_all = list(self.variable.labels)
        if self.variable.code != POPULATION:
            return of_all
        return [code for code in of_all if code in self.population.counts]

    def parents(self) -> dict[str, str]:
        """Each category's parent, a parent first, kinds of missing last."""
        band_of = {code: band.code for band in self.bands for code in band.of}
        told: dict[str, str] = {}
        for code in self.answers:
            if code in band_of:
                told.setdefault(band_of[code], TOTAL)
            told[code] = band_of.get(code, TOTAL)
        return told | dict.fromkeys(MISSING, TOTAL)


@dataclass(frozen=True)
class Declared:
    """All that is declared, by id."""

    populations: dict[str, Population] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)


def read(folder: Path = FOLDER) -> Declared:
    """Everything in a folder. Raises BadDeclaration."""
    declared = Declared()
    for name, told in _parsed(folder / POPULATIONS).items():
        known = _Known(folder / POPULATIONS, f"[{name}]", f"population {name}")
        declared.populations[name] = _population(name, told, declared, known)
    for file in sorted(folder.glob("*.toml")):
        if file.name != POPULATIONS:
            for told in _parsed(file).get("table", []):
                _add(declared, told, file)
    return declared


def _add(declared: Declared, told: Mapping[str, Any], file: Path) -> None:
    name = str(told.get("id", ""))
    known = _Known(file, f'id = "{name}"', f"table {name or 'without an id'}")
    known.need(name and name not in declared.tables, "needs an id of its own")
    declared.tables[name] = _table(told, declared, known)


@dataclass(frozen=True)
class _Known:
    """Where something is declared, for whoever has to mend it."""

    file: Path
    mark: str
    name: str

    def need(self, holds: Any, why: str) -> None:
        if not holds:
            raise BadDeclaration(f"{self.file.name}, line {self._line()}: {self.name}: {why}")

    def found[T](self, one: T | None, why: str) -> T:
        if one is None:
            raise BadDeclaration(f"{self.file.name}, line {self._line()}: {self.name}: {why}")
        return one

    def _line(self) -> int:
        lines = self.file.read_text().splitlines()
        return next((at for at, line in enumerate(lines, 1) if self.mark in line), 1)

    def words(self, told: Mapping[str, Any], key: str) -> Words:
        found = told.get(key)
        has_all = isinstance(found, dict) and all(found.get(one) for one in LANGUAGES)
        self.need(has_all, f"{key} is needed in {', '.join(LANGUAGES)}")
        return dict(found or {})


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text())
    except tomllib.TOMLDecodeError as error:
        raise BadDeclaration(f"{file.name}: {error}") from error


def _population(
    name: str, told: Mapping[str, Any], declared: Declared, known: _Known
) -> Population:
    within, condition = told.get("within", ""), told.get("condition")
    known.need(not within or within in declared.populations, f"within {within!r} is not known")
    known.need(bool(within) == (condition is not None), "within and condition belong together")
    known.need(told.get("counts"), "counts nobody")
    label = known.words(told, "label")
    told_condition = (str(condition[0]), str(condition[1])) if condition else None
    return Population(name, tuple(told["counts"]), label, within, told_condition)


def _table(told: Mapping[str, Any], declared: Declared, known: _Known) -> Table:
    unknown = set(told) - set(Table.__dataclass_fields__)
    known.need(not unknown, f"unknown keys: {', '.join(sorted(unknown))}")
    variable = known.found(
        variables().get(str(told.get("variable"))),
        f"variable {told.get('variable')!r} is not known",
    )
    population = known.found(
        declared.populations.get(str(told.get("population"))),
        f"population {told.get('population')!r} is not known",
    )
    known.need(told.get("percent_of") in PERCENTS, "percent_of is all or answered")
    unit = told.get("unit", "contacts")
    known.need(unit in MINIMUM, "unit is persons or contacts")
    known.need(set(told.get("never", [])) <= set(MISSING), "never names a kind of missing")
    least = told.get("minimum", MINIMUM[unit])
    known.need(isinstance(least, int) and least >= MINIMUM[unit], f"minimum is {MINIMUM[unit]}")
    return Table(
        id=str(told["id"]), variable=variable, population=population,
        percent_of=str(told["percent_of"]), title=known.words(told, "title"),
        question=known.words(told, "question"), unit=unit, minimum=least,
        bands=_bands(told.get("bands", []), variable, known),
        never=frozenset(told.get("never", [])), flags=tuple(told.get("flags", ())),
        sentence=bool(told.get("sentence")), by_quarter=bool(told.get("by_quarter")),
        ordered=bool(told.get("ordered")),
    )  # fmt: skip


def _bands(told: list[Mapping[str, Any]], variable: Variable, known: _Known) -> tuple[Band, ...]:
    known.need(not (told and variable.several), "answers of several cannot be added up to a band")
    seen: set[str] = set()
    for one in told:
        code, parts = str(one.get("code", "")), set(one.get("of", []))
        known.need(code and code not in variable.codes, f"band {code!r} needs a code of its own")
        unknown = parts - set(variable.labels)
        known.need(not unknown, f"band {code}: {', '.join(sorted(unknown))} is no answer")
        twice = parts & seen
        known.need(not twice, f"band {code}: {', '.join(sorted(twice))} is in two bands")
        seen |= parts
    return tuple(Band(str(b["code"]), tuple(b["of"]), known.words(b, "label")) for b in told)
