"""The first page of numbers."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lejde.identity.roles import COUNT
from lejde.identity.staffing import Worker, staff_required
from lejde.statistics import queries


@require_safe
@staff_required(COUNT)
def numbers(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Visits by month. No breakdown: a small number can point at a person."""
    months = queries.visits_by_month(worker)
    years: dict[str, int] = {}
    for month, count in months:
        years[month[:4]] = years.get(month[:4], 0) + count
    shown = [(date.fromisoformat(f"{month}-01"), count) for month, count in months]
    return render(request, "statistics/numbers.html", {"months": shown, "years": years.items()})
