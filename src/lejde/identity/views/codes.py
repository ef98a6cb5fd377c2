"""Getting a code, keeping it, coming back with it."""

from collections.abc import Callable
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lejde.identity.cookies import current_guest, current_session, keep_token
from lejde.identity.domain import groups_of
from lejde.identity.forms import CodeForm, TypedBackForm
from lejde.kernel.errors import NotSignedIn
from lejde.vault import visitors

# Where a person may go on to once the code is kept; anything else is an open redirect.
GOES_ON_TO = {"mine": "identity:mine"}


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """ "I have a code", a visitor's or a guest's: wrong and unknown give the same answer."""
    if request.method == "GET" and current_session(request) is not None:
        return redirect("identity:mine")
    if request.method == "GET" and current_guest(request) is not None:
        return redirect("identity:reading")
    form = CodeForm(request.POST or None)
    if entered := _through(visitors.enter, form):
        goes_to = "identity:reading" if entered.is_guest else "identity:mine"
        response = HttpResponseRedirect(reverse(goes_to))
        keep_token(response, entered.token)
        return response
    status = 401 if form.errors else 200
    return render(request, "identity/sign_in.html", {"form": form}, status=status)


def come_in(form: CodeForm) -> str:
    """The visitor's token for a code that was typed, or an empty text and the form says why."""
    return _through(visitors.sign_in, form) or ""


def _through[T](door: Callable[[str], T], form: CodeForm) -> T | None:
    if not form.is_valid():
        return None
    try:
        return door(form.cleaned_data["code"])
    except NotSignedIn:
        form.add_error(
            "code", _("This code does not open anything. Check each group and try again.")
        )
        return None


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Makes a visitor with a code; nothing is asked for."""
    if current_session(request) is not None:
        return redirect("identity:mine")
    made = visitors.make_visitor()
    response = show_code(request, made.return_code, goes_on_to="mine")
    keep_token(response, made.token)
    return response


def show_code(request: HttpRequest, code: str, *, goes_on_to: str) -> HttpResponse:
    """The page that shows a code large and goes on only when two groups are typed back."""
    form = TypedBackForm(initial={"code": code})
    return render(request, "identity/code.html", _shown(code, form, goes_on_to))


def _shown(code: str, form: TypedBackForm, goes_on_to: str) -> dict[str, Any]:
    return {"form": form, "goes_on_to": goes_on_to, **drawn(code)}


def drawn(code: str) -> dict[str, Any]:
    """A code as it is shown large: its groups, and a picture of it."""
    picture = segno.make(code, error="m", micro=False)
    svg = picture.svg_data_uri(scale=5, dark="#000", light="#fff")
    return {"groups": groups_of(code), "picture": svg}


@require_POST
def kept(request: HttpRequest) -> HttpResponse:
    """Two groups typed back: go on, or look at the code once more."""
    form = TypedBackForm(request.POST)
    goes_on_to = request.POST.get("goes_on_to", "mine")
    if form.is_valid():
        return redirect(GOES_ON_TO.get(goes_on_to, "identity:mine"))
    code = request.POST.get("code", "")
    if len(groups_of(code)) != 4:
        return redirect("identity:mine")
    return render(request, "identity/code.html", _shown(code, form, goes_on_to), status=422)
