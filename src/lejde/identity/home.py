"""What a visitor finds behind the code: each room adds its own section."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lejde.vault.visitors import VisitorSession


@dataclass(frozen=True)
class Section:
    """`context(session)` gives the template's variables, or None when there is nothing to show."""

    order: int
    template: str
    context: Callable[[VisitorSession], dict[str, Any] | None]


_sections: list[Section] = []


def register(section: Section) -> None:
    """Called once by each room when the house starts."""
    _sections.append(section)
    _sections.sort(key=lambda each: each.order)


def sections(session: VisitorSession) -> list[tuple[str, dict[str, Any]]]:
    """Templates with their variables, in order, of the rooms that have something to show."""
    shown = ((each.template, each.context(session)) for each in _sections)
    return [(template, context) for template, context in shown if context is not None]
