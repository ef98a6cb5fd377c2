"""The desk's first page, and what a staff member keeps for themselves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lejde.audit import queries as audit
from lejde.identity import desk
from lejde.identity.forms_desk import TypedBackForm
from lejde.identity.queries import holdings
from lejde.identity.roles import INVITE, ROLES, SEE_AUDIT
from lejde.identity.staffing import Worker, confirmed_lately, staff_required
from lejde.kernel.clock import today
from lejde.vault import staff as vault

FRESH = "fresh"
AUDIT_DAYS = 90


@require_safe
@staff_required()
def home(request: HttpRequest, worker: Worker) -> HttpResponse:
    """What waits for this person; for a newcomer, the words a colleague compares."""
    waits = not vault.is_certified(worker.user.key)
    few = [one.purpose for one in holdings() if one.holders == 1] if worker.may(INVITE) else []
    context = {
        "work": [] if waits else desk.work(worker),
        "waits": waits,
        "fingerprint": vault.fingerprint(worker.user.key) if waits else "",
        "few": few,
    }
    return render(request, "desk/home.html", context)


@require_http_methods(["GET", "POST"])
@staff_required()
@confirmed_lately
def new_passphrase(request: HttpRequest, worker: Worker) -> HttpResponse:
    """A new passphrase, shown until two words of it are typed back."""
    if request.method == "POST" and "second" not in request.POST:
        request.session[FRESH] = worker.keys.new_passphrase()
        worker.note("new_passphrase")
    return typed_back(request, "desk/new_passphrase.html", "desk")


def typed_back(request: HttpRequest, template: str, goes_on_to: str) -> HttpResponse:
    """Shows the fresh passphrase from the sealed session until it is surely written down."""
    fresh = request.session.get(FRESH)
    form = TypedBackForm(request.POST if "second" in request.POST else None)
    if fresh and form.is_bound and form.is_valid():
        words = fresh.split()
        told = form.cleaned_data
        if [told["second"].lower().strip(), told["fifth"].lower().strip()] == [words[1], words[4]]:
            del request.session[FRESH]
            return redirect(goes_on_to)
        form.add_error(None, "")
    wrong = form.is_bound
    return render(request, template, {"fresh": fresh, "form": form, "is_wrong": wrong})


@require_safe
@staff_required(SEE_AUDIT)
def audit_page(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Who did what on which day; no content, no folder."""
    from datetime import timedelta

    from lejde.identity.models import Staff

    names = dict(Staff.objects.values_list("pk", "username"))
    days = timedelta(days=AUDIT_DAYS)
    acts = [
        (one, names.get(one.worker, ""), ROLES[one.role].label if one.role in ROLES else one.role)
        for one in audit.since(today() - days)
    ]
    return render(request, "desk/audit.html", {"acts": acts, "days": AUDIT_DAYS})
