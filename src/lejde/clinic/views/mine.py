"""What the visitor does with answers: asks, and takes back who may open what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from lejde.clinic import mine
from lejde.clinic.forms import QuestionForm
from lejde.identity.cookies import visitor_required
from lejde.vault.visitors import VisitorSession


@require_POST
@visitor_required
def ask(request: HttpRequest, session: VisitorSession) -> HttpResponse:
    """A question to whoever holds the health key; what does not fit comes back with its text."""
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return render(request, "clinic/ask_again.html", {"form": form}, status=422)
    mine.ask(session, form.cleaned_data["text"], form.cleaned_data["once"])
    return redirect("identity:mine")


@require_POST
@visitor_required
def take_back(request: HttpRequest, session: VisitorSession) -> HttpResponse:
    """From now on the purpose opens nothing of this folder."""
    mine.take_back(session, request.POST.get("folder", ""), request.POST.get("purpose", ""))
    return redirect("identity:mine")
