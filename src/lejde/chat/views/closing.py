"""How a talk ends: at the desk with what is counted, for the visitor with one question; and another
before it is deleted.
"""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lejde.chat import actions, closing, texts
from lejde.chat.forms_closing import ClosingForm
from lejde.identity.cookies import visitor_required
from lejde.identity.roles import CHAT
from lejde.identity.staffing import Worker, staff_required
from lejde.kernel.errors import BadInput, NotFound
from lejde.vault.visitors import VisitorSession


@require_POST
@staff_required(CHAT)
def close(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """Ended, and recorded for the numbers."""
    form = ClosingForm(request.POST)
    if not form.is_valid():
        # The page offers nothing else: this came from somewhere else.
        raise BadInput("closing", keys=sorted(form.errors))
    closing.end(worker, number, form.recorded())
    return redirect("talks")


@require_POST
@visitor_required
def helped(request: HttpRequest, session: VisitorSession, key: str) -> HttpResponse:
    """Whether it helped."""
    own = actions.by_key(session, key)
    closing.answer(session, own.row.pk, request.POST.get("did_it_help", ""))
    return redirect("chat:talk", key)


@require_http_methods(["GET", "POST"])
@visitor_required
def erase(request: HttpRequest, session: VisitorSession, key: str) -> HttpResponse:
    """Asks once more; then this talk is gone for everybody, and once more is no error."""
    if request.method == "POST":
        with suppress(NotFound):
            actions.erase(session, actions.by_key(session, key).row.pk)
        return redirect("identity:mine")
    row = actions.by_key(session, key).row
    context = {"key": key, "row": row, "topic": texts.TOPICS[row.topic]}
    return render(request, "chat/visitor/erase.html", context)
