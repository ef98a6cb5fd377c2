"""What the attack found out."""

from dataclasses import dataclass

from .cells import Cell


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a release gives away. `seconds` is wall time, `hidden` of `cells` are suppressed.

    exact: one value is possible · under: provably under the minimum · present: provably somebody
    there, and not provably the minimum · insider: who counts the first cell learns the second ·
    tied: the same of cells of which nobody said that somebody knows them; may be large, no danger ·
    unlisted: in no table, but one value is possible and it is small.
    """

    exact: tuple[Cell, ...] = ()
    under: tuple[Cell, ...] = ()
    present: tuple[Cell, ...] = ()
    insider: tuple[tuple[Cell, Cell], ...] = ()
    tied: tuple[tuple[Cell, Cell], ...] = ()
    unlisted: tuple[Cell, ...] = ()
    contradictions: tuple[str, ...] = ()
    leaks: tuple[str, ...] = ()
    cells: int = 0
    hidden: int = 0
    seconds: float = 0.0

    @property
    def is_safe(self) -> bool:
        """Nothing was found that tells of anybody."""
        found = (self.exact, self.under, self.present, self.insider, self.unlisted)
        return not any((*found, self.contradictions, self.leaks))

    def as_dict(self) -> dict[str, object]:
        """For `audit.json`: cells as text, no value of any."""
        return {
            "safe": self.is_safe, "cells": self.cells, "hidden": self.hidden,
            "exact": [str(cell) for cell in self.exact],
            "under": [str(cell) for cell in self.under],
            "present": [str(cell) for cell in self.present],
            "insider": [[str(known), str(learnt)] for known, learnt in self.insider],
            "tied": [[str(known), str(learnt)] for known, learnt in self.tied],
            "unlisted": [str(cell) for cell in self.unlisted],
            "contradictions": list(self.contradictions), "leaks": list(self.leaks),
            "seconds": round(self.seconds, 3),
        }  # fmt: skip
