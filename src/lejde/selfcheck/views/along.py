"""Answers that a visitor wants to keep: into a folder of their own, only when they say so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from lejde.identity.cookies import current_session, keep_token, visitor_required
from lejde.identity.forms import CodeForm
from lejde.identity.views.codes import come_in, show_code
from lejde.kernel.errors import BadInput
from lejde.selfcheck import actions, drafts, folders
from lejde.selfcheck.drafts import Draft
from lejde.selfcheck.views.pages import Page
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Keeps the answers behind the code one has, or behind a new one."""
    packed = request.POST.get("packed", "")
    try:
        actions.unpack(packed)
    except actions.BadAnswers:
        return render(request, "selfcheck/broken.html", status=422)
    session = current_session(request)
    if session is not None:
        folders.keep_check(session, packed)
        here = redirect("identity:mine")
        drafts.forget(here)
        return here
    if "new" in request.POST:
        made = visitors.make_visitor()
        folders.keep_check(visitors.resume(made.token), packed)
        response = show_code(request, made.return_code)
        keep_token(response, made.token)
        drafts.forget(response)
        return response
    form = CodeForm(request.POST if "have" in request.POST else None)
    if token := come_in(form):
        folders.keep_check(visitors.resume(token), packed)
        response = redirect("identity:mine")
        keep_token(response, token)
        drafts.forget(response)
        return response
    context = {"form": form, "packed": packed}
    return render(request, "selfcheck/along.html", context, status=401 if form.errors else 200)


@require_POST
@visitor_required
def again(request: HttpRequest, session: VisitorSession) -> HttpResponse:
    """The plan made anew by today's rules, when those of the kept one were recalled."""
    packed = folders.make_anew(session, request.POST.get("folder", ""))
    page = Page(request)
    try:
        return page.leads_to(Draft(actions.unpack(packed)), None)
    except BadInput:
        return page.is_broken()


@require_POST
@visitor_required
def forget(request: HttpRequest, session: VisitorSession) -> HttpResponse:
    """Throws one set of answers away, when nothing else lies in its folder."""
    folders.forget_check(session, request.POST.get("folder", ""))
    return redirect("identity:mine")
