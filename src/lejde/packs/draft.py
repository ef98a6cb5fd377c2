"""A pack while it is read: what is there of it so far, where it stands, and what is wrong."""

from dataclasses import dataclass, field
from typing import Any

from lejde.guidelines.rules import Pack
from lejde.packs.sheets import Sheet


@dataclass
class Draft:
    """What was read of a pack so far: shapes, the sheets they came from, and the faults."""

    parts: dict[str, Any] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    source_sheets: dict[str, Sheet] = field(default_factory=dict)
    rules: list[tuple[Any, Sheet, int]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def at_rule(self, rule: Any, what: str, *path: str | int) -> str:
        """A fault of a rule that was read, with its line."""
        for one, sheet, place in self.rules:
            if one is rule:
                return sheet.fault((place, *path), f"{rule.id}: {what}")
        raise KeyError(rule.id)

    def pack(self) -> Pack:
        """The whole of it; only when nothing is at fault."""
        return Pack.model_construct(
            meta=self.parts["pack"], rules=[rule for rule, *_ in self.rules],
            **{name: part for name, part in self.parts.items() if name != "pack"},
        )  # fmt: skip
