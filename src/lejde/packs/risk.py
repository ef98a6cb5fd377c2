"""How likely something is, as the sources say it; a pack without the file says nothing of it."""

from importlib.resources.abc import Traversable
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from lejde.guidelines.codes import LANGUAGES
from lejde.guidelines.facts import Strict, fault_line
from lejde.guidelines.rules import Sources, Text
from lejde.packs import sheets

OF = 10_000
Times = Annotated[int, Field(ge=0, le=OF)]


class Chance(Strict):
    """One kind of act: how many of 10,000 times, lowest and highest, for each source."""

    act: str
    says: Annotated[dict[str, Annotated[list[Times], Field(min_length=2, max_length=2)]],
                    Field(min_length=1)]  # fmt: skip
    text: Text

    @model_validator(mode="after")
    def _lowest_first(self) -> "Chance":
        for key, (low, high) in self.says.items():
            if low > high:
                raise ValueError(f"says: {key}: the lower number comes first")
        return self

    @property
    def low(self) -> int:
        return min(low for low, _ in self.says.values())

    @property
    def high(self) -> int:
        return max(high for _, high in self.says.values())


class Smaller(Strict):
    """What makes it less likely."""

    sources: Sources
    text: Text


class Risk(Strict):
    """What the page of proportions shows."""

    acts: list[Chance] = []
    smaller: list[Smaller] = []


_RISK = TypeAdapter(Risk)


def read_risk(folder: Traversable, sources: dict[str, Any], faults: list[str]) -> Risk:
    """The file's content, or nothing to show; faults are lines that name file and reason."""
    file = folder / "risk.yaml"
    if not file.is_file():
        return Risk()
    sheet = sheets.read(file)
    faults += sheet.faults
    if sheet.faults:
        return Risk()
    try:
        risk = _RISK.validate_python(sheet.data)
    except ValidationError as error:
        faults += [sheet.fault(fault["loc"], fault_line(fault)) for fault in error.errors()]
        return Risk()
    told = [(("acts", n), list(one.says), one.text) for n, one in enumerate(risk.acts)]
    told += [(("smaller", n), one.sources, one.text) for n, one in enumerate(risk.smaller)]
    for path, named, text in told:
        missing = [key for key in named if key not in sources]
        faults += [sheet.fault(path, f"{key!r} is not in sources") for key in missing]
        unsaid = [language for language in LANGUAGES if language not in text]
        faults += [sheet.fault(path, f"has no {language!r}") for language in unsaid]
    return risk
