"""The guide for talks as a page of the desk. Nothing on it is stored, or is about anybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lejde.identity.roles import CHAT, CONSULT
from lejde.identity.staffing import Worker, staff_required
from lejde.knowledge import guiding

TALKERS = (CHAT, CONSULT)


def may_read(worker: Worker) -> bool:
    """Whoever talks with visitors."""
    return any(worker.may(act) for act in TALKERS)


@require_safe
@staff_required(*TALKERS)
def guide(request: HttpRequest, worker: Worker) -> HttpResponse:
    """As deep as the level of whoever reads it."""
    shown = guiding.guide(get_language() or "nb", worker.user.plissit)
    return render(request, "knowledge/guide.html", {"guide": shown})
