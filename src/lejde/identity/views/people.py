"""The staff: inviting, vouching, ending access; and the newcomer's first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lejde.identity import actions, queries
from lejde.identity.forms_desk import InviteForm
from lejde.identity.roles import CLOSE, INVITE
from lejde.identity.staffing import Worker, confirmed_lately, staff_required
from lejde.identity.views.desk import FRESH, typed_back
from lejde.vault.staff import LastHolder


@require_safe
@staff_required()
def people(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Everybody, who waits for whom, and how many hold each purpose."""
    return _people(request, worker)


def _people(request: HttpRequest, worker: Worker, **more: object) -> HttpResponse:
    context = {
        "members": queries.people(),
        "holdings": queries.holdings(),
        "may_invite": worker.may(INVITE),
        "may_close": worker.may(CLOSE),
        "may_grant": bool(worker.keys.purposes()),
        "form": InviteForm(),
        **more,
    }
    return render(request, "desk/people.html", context)


@require_POST
@staff_required(INVITE)
def invite(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Shows the invitation's address once."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _people(request, worker, form=form)
    told = form.cleaned_data
    token = actions.invite(worker, username=told["username"], role=told["role"])
    return _invitation(request, told["username"], token)


@require_POST
@staff_required(INVITE)
@confirmed_lately
def invite_again(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """For a lost passphrase or second factor."""
    member = queries.find(number)
    try:
        token = actions.invite_again(worker, member=member)
    except LastHolder as error:
        return _people(request, worker, last_holder=error.detail["purpose"])
    return _invitation(request, member.username, token)


def _invitation(request: HttpRequest, username: str, token: str) -> HttpResponse:
    address = request.build_absolute_uri("/desk/welcome/") + token
    return render(request, "desk/invitation.html", {"username": username, "address": address})


@require_http_methods(["GET", "POST"])
@staff_required()
@confirmed_lately
def grant(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """Compare the words by voice or face, then vouch."""
    member = queries.find(number)
    if request.method == "POST":
        actions.grant(worker, newcomer=member)
        return redirect("people")
    [line] = [one for one in queries.people() if one.user.pk == member.pk]
    mine = worker.keys.purposes()
    both = sorted(mine & member.as_role().purposes)
    return render(request, "desk/grant.html", {"line": line, "purposes": both})


@require_http_methods(["GET", "POST"])
@staff_required(CLOSE)
@confirmed_lately
def leave(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """Ends a colleague's access; said once more before."""
    member = queries.find(number)
    if request.method == "GET":
        return render(request, "desk/leave.html", {"member": member})
    try:
        actions.leave(worker, member=member)
    except LastHolder as error:
        return _people(request, worker, last_holder=error.detail["purpose"])
    return redirect("people")


@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """A newcomer makes their keys; nothing happens before they say so."""
    if request.method == "GET" or "second" in request.POST:
        if request.session.get(FRESH):
            return typed_back(request, "desk/welcome_keys.html", "account_login")
        user = actions.find_invited(token)
        return render(request, "desk/welcome.html", {"username": user.username})
    _, request.session[FRESH] = actions.accept(token)
    return typed_back(request, "desk/welcome_keys.html", "account_login")
