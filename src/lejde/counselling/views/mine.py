"""The person's page between the talks: a goal, small steps, and every word that was written."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lejde.counselling import actions, queries, shown, texts
from lejde.counselling.domain import TooMany
from lejde.counselling.forms import GoalForm, StepForm
from lejde.counselling.queries import Own
from lejde.identity.cookies import visitor_required
from lejde.kernel.errors import NotFound
from lejde.vault.visitors import VisitorSession

Act = Callable[[HttpRequest, VisitorSession, Own], HttpResponse | None]


@require_safe
@visitor_required
def page(request: HttpRequest, session: VisitorSession, key: str) -> HttpResponse:
    """Everything in one place, without a word of what one should."""
    return _page(request, session, queries.by_key(session, key))


def _page(
    request: HttpRequest, session: VisitorSession, one: Own, *, status: int = 200, **forms: Any
) -> HttpResponse:
    context = {
        "key": queries.key_of(session, one.folder),
        "goal_form": GoalForm(initial={"text": one.story.goal}), "step_form": StepForm(),
        "purposes": [(p, texts.PURPOSES[p], until) for p, until in one.purposes.items()],
        "is_given": bool(one.given_to), "asked": queries.asked_on(session, one),
        "opened": queries.opened_by(session, one), "others": _others(session, one),
        **shown.of_person(one.story), **forms,
    }  # fmt: skip
    return render(request, "counselling/mine.html", context, status=status)


def _others(session: VisitorSession, one: Own) -> list[dict[str, Any]]:
    """Talks of one's own that this could be brought along to."""
    if one.story.is_empty:
        return []
    return [
        {"key": queries.key_of(session, each.folder), "kind": texts.KINDS[each.kind],
         "day": each.day, "purpose": purpose, "who": texts.PURPOSES[purpose]}
        for each in queries.own(session)
        if each.folder != one.folder
        for purpose in each.purposes
    ]  # fmt: skip


def _acts(act: Act) -> Callable[..., HttpResponse]:
    """A button of the page: acts, then shows the page anew."""

    @require_POST
    @visitor_required
    def view(request: HttpRequest, session: VisitorSession, key: str) -> HttpResponse:
        answer = act(request, session, queries.by_key(session, key))
        return answer or redirect("counselling:mine", key)

    return view


def _say(request: HttpRequest, session: VisitorSession, one: Own) -> HttpResponse | None:
    if purpose := request.POST.get("yes"):
        actions.say_yes(session, one, purpose)
        return None
    actions.say_no(session, one)
    return redirect("identity:mine")


def _take_back(request: HttpRequest, session: VisitorSession, one: Own) -> None:
    actions.take_back(session, one, request.POST.get("purpose", ""))


def _goal(request: HttpRequest, session: VisitorSession, one: Own) -> HttpResponse | None:
    form = GoalForm(request.POST)
    if not form.is_valid():
        return _page(request, session, one, goal_form=form, is_writing=True, status=422)
    actions.set_goal(session, one, form.cleaned_data["text"])
    return None


def _step(request: HttpRequest, session: VisitorSession, one: Own) -> HttpResponse | None:
    form = StepForm(request.POST)
    if not form.is_valid():
        return _page(request, session, one, step_form=form, status=422)
    try:
        actions.add_step(session, one, form.cleaned_data["step"], form.cleaned_data["text"])
    except TooMany:
        return _page(request, session, one, step_form=form, is_full=True, status=409)
    return None


def _mark(request: HttpRequest, session: VisitorSession, one: Own) -> None:
    actions.mark(session, one, request.POST.get("step", ""), request.POST.get("state", ""))


def _decline(request: HttpRequest, session: VisitorSession, one: Own) -> None:
    actions.decline(session, one, request.POST.get("entry", ""))


def _bring(request: HttpRequest, session: VisitorSession, one: Own) -> HttpResponse | None:
    into, _, purpose = request.POST.get("into", "").partition(".")
    if into == queries.key_of(session, one.folder):
        raise NotFound("this is gone")
    actions.bring(session, one, queries.by_key(session, into), purpose)
    return redirect("counselling:mine", into)


say, take_back, goal, step = _acts(_say), _acts(_take_back), _acts(_goal), _acts(_step)
mark, decline, bring = _acts(_mark), _acts(_decline), _acts(_bring)
