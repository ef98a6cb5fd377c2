"""An act of whoever is here, of whoever types a code, or of somebody who is given a new one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lejde.identity.cookies import current_session, end_session, keep_token
from lejde.identity.forms import CodeForm, TypedBackForm
from lejde.identity.views.codes import GoesOn, come_in, show_again, show_code
from lejde.kernel.errors import NotSignedIn
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

Act = Callable[[VisitorSession], HttpResponse]
AskAgain = Callable[[CodeForm], HttpResponse]


def with_somebody(
    request: HttpRequest, act: Act, ask_again: AskAgain, goes_on: GoesOn
) -> HttpResponse:
    """Acts for the session that is here, for the code typed, or for a new visitor.

    For a new one nothing is done before the code was typed back: were it done with the first post,
    a second tap of the button would show the code of somebody who has nothing.
    """
    if TypedBackForm.is_in(request.POST):
        return _with_kept_code(request, act, ask_again, goes_on)
    session = current_session(request)
    if session is not None:
        return act(session)
    if "have" in request.POST:
        form = CodeForm(request.POST)
        token = come_in(form)
        return _acted(act, token) if token else ask_again(form)
    if "new" not in request.POST:
        return ask_again(CodeForm())
    made = visitors.make_visitor()
    response = show_code(request, made.return_code, goes_on)
    keep_token(response, made.token)
    return response


def _with_kept_code(
    request: HttpRequest, act: Act, ask_again: AskAgain, goes_on: GoesOn
) -> HttpResponse:
    """Acts for whoever has the code on the page, whichever of two taps the cookie came from."""
    form = TypedBackForm(request.POST)
    if not form.is_valid():
        return show_again(request, form, goes_on)
    try:
        token = visitors.sign_in(form.cleaned_data["code"])
    except NotSignedIn:
        return ask_again(CodeForm())
    end_session(request)
    return _acted(act, token)


def _acted(act: Act, token: str) -> HttpResponse:
    response = act(visitors.resume(token))
    keep_token(response, token)
    return response
