"""How long talks are kept: where a manager says so, and reads how many are gone."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lejde.chat import shredding, texts
from lejde.chat.forms_closing import KeepingForm
from lejde.identity.roles import KEEP_HOURS
from lejde.identity.staffing import Worker, staff_required


@require_http_methods(["GET", "POST"])
@staff_required(KEEP_HOURS)
def keeping(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Days for each topic; POST keeps them."""
    form = KeepingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        worker.note("changed_keeping")
        return redirect("talk_keeping")
    gone = [
        (date.fromisoformat(f"{month}-01"), texts.TOPICS[topic], many)
        for month, topic, many in shredding.trace()
    ]
    context = {"form": form, "gone": gone, "late": shredding.late()}
    status = 422 if form.errors else 200
    return render(request, "chat/desk/keeping.html", context, status=status)
