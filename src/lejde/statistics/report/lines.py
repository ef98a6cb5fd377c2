"""One answer over the years, on the same axes in every panel."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lejde.statistics.report import drawing
from lejde.statistics.report.compare import Course, Step
from lejde.statistics.report.document import SIGN, Cell
from lejde.statistics.report.drawing import Element
from lejde.statistics.report.words import percent_sign

WIDTH, TOP, DEEP, FOOT = 240, 24, 90, 26
LEFT, RIGHT = 44, 26


def line(course: Course, now: int) -> SafeString:
    """A point for each year with a share; a line only between years that may be compared."""
    image = drawing.picture(WIDTH, TOP + DEEP + FOOT, alt(course))
    for share in (0, 50, 100):
        y = _y(share)
        drawing.line(image, (LEFT, y), (WIDTH, y), "grid")
        drawing.say(image, (LEFT - 8, y + 4), percent_sign(share), "end", "quiet")
    places = _places(course)
    _path(image, course, places)
    for step, x in zip(course.steps, places, strict=True):
        drawing.say(image, (x, TOP + DEEP + 20), str(step.year), "middle", "quiet")
        _mark(image, step, x, now)
    return drawing.markup(image)


def _places(course: Course) -> list[float]:
    years = [step.year for step in course.steps]
    wide = (WIDTH - LEFT - RIGHT - 20) / max(1, years[-1] - years[0])
    return [LEFT + 20 + (year - years[0]) * wide for year in years]


def _y(share: int) -> float:
    return TOP + DEEP * (100 - share) / 100


def _path(image: Element, course: Course, places: list[float]) -> None:
    for place in range(1, len(places)):
        old, new = course.steps[place - 1], course.steps[place]
        if new.joined and old.share is not None and new.share is not None:
            start, end = (places[place - 1], _y(old.share)), (places[place], _y(new.share))
            drawing.line(image, start, end, "path")


def _mark(image: Element, step: Step, x: float, now: int) -> None:
    if step.share is not None:
        mark = drawing.point(image, x, _y(step.share))
        drawing.say_over(image, (x, _y(step.share) - 9), percent_sign(step.share))
        _stands_for(mark, step, now, f"{step.year}: {percent_sign(step.share)}")
    elif step.cell.hidden:
        sign = drawing.say(drawing.placed(image, x, TOP + DEEP - 6), (0, 0), SIGN, "middle")
        _stands_for(sign, step, now, "")


def _stands_for(mark: Element, step: Step, now: int, told: str) -> None:
    # A cell of an earlier release is another cell: whoever looks a key up must not find this
    # year's silence beside last year's number.
    release = "" if step.year == now else "earlier-"
    mark.set(f"data-{release}table", step.table)
    mark.set(f"data-{release}key", _joined(step.cell))
    if release:
        mark.set("data-release", str(step.year))
    if told:
        drawing.tell(mark, told)


def _joined(cell: Cell) -> str:
    return "|".join(cell.key)


def alt(course: Course) -> str:
    parts = "; ".join(f"{step.year}: {_spoken(step)}" for step in course.steps)
    return _("Figure over the years, %(answer)s: %(parts)s.") % {
        "answer": course.label, "parts": parts,
    }  # fmt: skip


def _spoken(step: Step) -> str:
    if step.share is not None:
        return percent_sign(step.share)
    return _("hidden") if step.cell.hidden else _("no percentage")
