"""Staffing by hour, from counts alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lejde.chat import figures, letters
from lejde.identity.roles import KEEP_HOURS, PURPOSES
from lejde.identity.staffing import Worker, staff_required
from lejde.ui.calendar import WEEKDAYS

WAITS = (
    _("under 2 min"), _("2–5 min"), _("5–15 min"), _("15–30 min"), _("30–60 min"),
    _("over an hour"),
)  # fmt: skip
AGES = (
    _("the same day"), _("after 1 day"), _("after 2 days"), _("after 3–5 days"),
    _("after 6 days or more"),
)  # fmt: skip


@require_safe
@staff_required(KEEP_HOURS)
def staffing(request: HttpRequest, worker: Worker) -> HttpResponse:
    """A month: who came when, how long they waited, who left before anybody came."""
    months = figures.months()
    asked = request.GET.get("month", "")
    month = asked if asked in months else months[0]
    worker.note("saw_staffing")
    counted = figures.of_month(month)
    letters_now, oldest = letters.how_old()
    context = {
        "month": month, "months": months, "waits": WAITS, "ages": AGES,
        "rows": [_row(when, counts) for when, counts in sorted(counted.items())],
        "purposes": [
            (PURPOSES[purpose], _bands(counts), counts.get(figures.GAVE_UP, 0))
            for purpose, counts in figures.waits_of_month(month).items()
        ],
        "letters": letters_now, "oldest": oldest,
    }  # fmt: skip
    return render(request, "chat/desk/figures.html", context)


def _row(when: tuple[int, int], counts: dict[str, int]) -> dict[str, Any]:
    weekday, hour = when
    return {
        "weekday": WEEKDAYS[weekday], "hour": hour, "began": counts.get(figures.BEGAN, 0),
        "answered": figures.answered(counts), "gave_up": counts.get(figures.GAVE_UP, 0),
        "waits": _bands(counts), "letters": counts.get(figures.LETTER, 0),
        "ages": [counts.get(f"{figures.AGE}{band}", 0) for band in range(len(AGES))],
    }  # fmt: skip


def _bands(counts: dict[str, int]) -> list[int]:
    return [counts.get(f"{figures.WAIT}{band}", 0) for band in range(len(WAITS))]
