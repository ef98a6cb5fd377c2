"""Getting a code, keeping it, coming back with it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lejde.identity.cookies import current_guest, current_session, end_session, keep_token
from lejde.identity.domain import GROUPS, groups_of
from lejde.identity.forms import CodeForm, TypedBackForm
from lejde.kernel.errors import NotSignedIn
from lejde.vault import visitors


@dataclass(frozen=True)
class GoesOn:
    """The address of ours to which the groups typed back are posted, and what goes with them."""

    address: str
    carried: dict[str, str] = field(default_factory=dict, repr=False)


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
    response = show_code(request, made.return_code)
    keep_token(response, made.token)
    return response


def show_code(request: HttpRequest, code: str, goes_on: GoesOn | None = None) -> HttpResponse:
    """The page that shows a code large and goes on only when two groups are typed back."""
    form = TypedBackForm(initial={"code": code})
    return render(request, "identity/code.html", _shown(code, form, goes_on))


def show_again(
    request: HttpRequest, form: TypedBackForm, goes_on: GoesOn | None = None
) -> HttpResponse:
    """The code once more, as the groups were typed wrong; with a code cut off, what is there."""
    code = form.data.get("code", "")
    if len(groups_of(code)) != GROUPS:
        return redirect("identity:mine")
    return render(request, "identity/code.html", _shown(code, form, goes_on), status=422)


def _shown(code: str, form: TypedBackForm, goes_on: GoesOn | None) -> dict[str, Any]:
    to = goes_on or GoesOn(reverse("identity:kept"))
    return {"form": form, "act": to.address, "carried": to.carried, **drawn(code)}


def drawn(code: str) -> dict[str, Any]:
    """A code as it is shown large: its groups, and a picture of it."""
    picture = segno.make(code, error="m", micro=False)
    svg = picture.svg_data_uri(scale=5, dark="#000", light="#fff")
    return {"groups": groups_of(code), "picture": svg}


@require_POST
def kept(request: HttpRequest) -> HttpResponse:
    """Two groups typed back: go on, or look at the code once more."""
    form = TypedBackForm(request.POST)
    if not form.is_valid():
        return show_again(request, form)
    response = redirect("identity:mine")
    # The code that was typed back is the one that counts, whichever of two taps the cookie is from.
    with suppress(NotSignedIn):
        token = visitors.sign_in(form.cleaned_data["code"])
        end_session(request)
        keep_token(response, token)
    return response
