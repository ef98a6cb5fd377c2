"""The desk's page of talks over time: what was written down, and one short form."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lejde.counselling import desk_actions, places, shown, texts
from lejde.counselling.domain import Corrected, Story
from lejde.counselling.forms import TalkForm
from lejde.counselling.places import Place
from lejde.identity.roles import BOOK, CHAT
from lejde.identity.staffing import Worker, staff_required
from lejde.kernel.errors import BadInput, NotFound


@require_http_methods(["GET", "POST"])
@staff_required(BOOK, CHAT)
def page(request: HttpRequest, worker: Worker, door: str, number: int) -> HttpResponse:
    """The talks of one folder; POST writes one down, or corrects it."""
    place = places.behind(worker, door, number)
    so_far = desk_actions.read(place)
    context: dict[str, Any] = {"place": place, "door": door, "number": number}
    if so_far is None:
        return _not_given(request, context)
    if request.method == "POST":
        return _save(request, so_far, context)
    entry = so_far.entry(request.GET.get("correct", ""))
    form = TalkForm(None, worker.role, so_far, entry)
    told = {"form": form, "correcting": entry, "saved": "saved" in request.GET}
    return _page(request, so_far, {**context, **told})


def _save(request: HttpRequest, so_far: Story, context: dict[str, Any]) -> HttpResponse:
    place: Place = context["place"]
    key = request.POST.get("entry", "")
    entry = so_far.entry(key)
    form = TalkForm(request.POST, place.worker.role, so_far, entry)
    context = {**context, "form": form, "correcting": entry}
    if not form.is_valid():
        return _page(request, so_far, context, 422)
    try:
        desk_actions.save(place, key, form.cleaned_data["seen"], form.told())
    except Corrected:
        return _corrected(request, context)
    except BadInput as error:
        names = [str(texts.CLOSABLE.get(name, name)) for name in error.detail["keys"]]
        told = _("The person would rather not talk about: %(what)s. Take it out, or note below "
                 "that they opened it again.")  # fmt: skip
        form.add_error("closed", told % {"what": ", ".join(names)})
        return _page(request, so_far, context, 422)
    except NotFound:
        return _not_given(request, context)
    address = reverse("goals_desk", args=[context["door"], context["number"]])
    return redirect(f"{address}?saved=yes")


def _corrected(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Somebody was faster: their version stands beside, and what was typed can follow it."""
    place: Place = context["place"]
    so_far = desk_actions.read(place) or Story()
    entry = so_far.entry(request.POST.get("entry", ""))
    typed = request.POST.copy()
    typed["seen"] = str(len(entry.versions) if entry else 0)
    form = TalkForm(typed, place.worker.role, so_far, entry)
    told = {"form": form, "correcting": entry, "problem": "corrected"}
    return _page(request, so_far, {**context, **told}, 409)


@require_POST
@staff_required(BOOK, CHAT)
def ask(request: HttpRequest, worker: Worker, door: str, number: int) -> HttpResponse:
    """Asks the person for a yes, on their own page."""
    desk_actions.ask(places.behind(worker, door, number))
    return redirect("goals_desk", door, number)


def _page(
    request: HttpRequest, so_far: Story, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    entry = context["correcting"]
    told = {**shown.of_desk(so_far, entry.key if entry else ""), **context}
    return render(request, "counselling/desk.html", told, status=status)


def _not_given(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """No yes yet, or it was taken back; what was typed meanwhile stays on the screen."""
    is_lost = request.method == "POST"
    if is_lost and "form" not in context:
        typed = [request.POST.get(name, "") for name in texts.TEXTS]
        context = {**context, "typed": "\n\n".join(text for text in typed if text.strip())}
    status = 409 if is_lost else 200
    return render(
        request, "counselling/desk_ask.html", {**context, "is_lost": is_lost}, status=status
    )
