"""The desk: each room adds its pages to the way round and its work list to the first page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lejde.identity.staffing import Worker


@dataclass(frozen=True)
class Page:
    """An entry of the desk's navigation; `label` is translated, `is_for` decides who sees it."""

    order: int
    url_name: str
    label: Any
    is_for: Callable[[Worker], bool]


@dataclass(frozen=True)
class WorkList:
    """What waits, on the first page; `context(worker)` gives None when it is not theirs."""

    order: int
    template: str
    context: Callable[[Worker], dict[str, Any] | None]


_pages: list[Page] = []
_work: list[WorkList] = []


def add_page(page: Page) -> None:
    """Called once by each room when the house starts."""
    _pages.append(page)
    _pages.sort(key=lambda each: each.order)


def add_work(work: WorkList) -> None:
    """Called once by each room when the house starts."""
    _work.append(work)
    _work.sort(key=lambda each: each.order)


def pages(worker: Worker) -> list[Page]:
    """The navigation that this person sees."""
    return [page for page in _pages if page.is_for(worker)]


def work(worker: Worker) -> list[tuple[str, dict[str, Any]]]:
    """Templates with their variables, in order, of what waits for this person."""
    shown = ((each.template, each.context(worker)) for each in _work)
    return [(template, context) for template, context in shown if context is not None]
