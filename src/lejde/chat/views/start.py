"""From the door to the first message, with a code or without one: what it is about, what is said
first, whether it is safe to write now, and the talk. Before that nothing is stored.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from lejde.chat import actions, keeping, telling, texts, translating
from lejde.chat.domain import PURPOSE_OF
from lejde.chat.forms import BeginForm
from lejde.identity.cookies import current_session
from lejde.identity.forms import CodeForm
from lejde.identity.views.codes import GoesOn
from lejde.identity.views.coming import with_somebody
from lejde.kernel.ids import new_public_id
from lejde.knowledge import duties
from lejde.knowledge.queries import link_to
from lejde.selfcheck.texts import emergency
from lejde.vault.visitors import VisitorSession


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """What it is about; POST goes on to what is said first."""
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _before(request, form.cleaned_data, CodeForm())
    return _about(request, form)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """The talk of whoever is here, has a code, or is given one."""
    form = BeginForm(request.POST)
    if not form.is_valid():
        return _about(request, form)
    told = form.cleaned_data

    def act(session: VisitorSession) -> HttpResponse:
        row, _ = actions.begin(session, told["topic"], _language(), told["client_id"])
        return redirect(f"/talk/{actions.key_of(session, row)}/?write=yes")

    goes_on = GoesOn(request.path, _carried(told))
    return with_somebody(request, act, lambda code: _before(request, told, code), goes_on)


def _about(request: HttpRequest, form: BeginForm) -> HttpResponse:
    readers = [(texts.TOPICS[one], texts.READERS[PURPOSE_OF[one]]) for one in actions.topics()]
    context = {
        "form": form, "must_tell": link_to("confidentiality"), "who": link_to("who-is-who"),
        "readers": readers, "calling": telling.calling(),
        "kept": keeping.told(actions.topics()), "all_topics": telling.all_topics(),
    }  # fmt: skip
    return render(request, "chat/start.html", context, status=422 if form.errors else 200)


def _before(request: HttpRequest, told: dict[str, Any], code_form: CodeForm) -> HttpResponse:
    """What must be passed on, who answers, and one question that nobody stores the answer to."""
    topic = told["topic"]
    context = {
        "topic": texts.TOPICS[topic], "carried": _carried(told), "said": duties.said(),
        "is_young": topic == "youth", "readers": texts.READERS[PURPOSE_OF[topic]],
        "must_tell": link_to("confidentiality"), "who": link_to("who-is-who"),
        "emergency": emergency(), "code_form": code_form,
        "may_be_translated": translating.is_offered(),
        "is_here": current_session(request) is not None,
    }  # fmt: skip
    return render(request, "chat/before.html", context, status=401 if code_form.errors else 200)


def _carried(told: dict[str, Any]) -> dict[str, str]:
    """Sent twice it is one talk; who came by a door without the form is given an id here."""
    return {"topic": told["topic"], "client_id": told["client_id"] or new_public_id()}


def _language() -> str:
    known = [code for code, _ in settings.LANGUAGES]
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    return language if language in known else settings.LANGUAGE_CODE
