"""Each press of a button is a POST that leads to a page of its own: back and reload work.

What somebody answered travels in the form, which decides, and in a cookie that only the house can
read, which draws a page again. A browser that refuses cookies gets the page as the form's answer.
"""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lejde.guidelines import words
from lejde.kernel import clock
from lejde.kernel.errors import BadInput
from lejde.selfcheck import actions, domain, drafts, texts
from lejde.selfcheck.domain import Answers, Step
from lejde.selfcheck.drafts import Draft
from lejde.selfcheck.forms import QuestionForm
from lejde.selfcheck.views import shown

STEP = re.compile(r"([a-z_]{1,20})(?:-([0-9]))?", re.ASCII)
FIRST = Step("brings")


class SeeOther(HttpResponseRedirect):
    """After a form, the address of a page that can be had again."""

    status_code = 303


# The token against forged forms is a cookie, and these pages work without any: a form changes
# nothing here, and what another site sends is never put into the cookie.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """GET is the first question; POST moves on, back, or changes an answer."""
    if request.method == "GET":
        return _at(request, drafts.read(request) or Draft(domain.empty()), FIRST)
    if "forget" in request.POST:
        is_anew = request.POST["forget"] == "anew"
        gone = SeeOther(reverse("selfcheck:start" if is_anew else "front"))
        drafts.forget(gone)
        return gone
    try:
        draft, step = _moved(request.POST, actions.unpack(request.POST.get("packed", "")))
    except BadInput:
        return render(request, "selfcheck/broken.html", status=422)
    value = drafts.sealed(draft) if drafts.is_from_here(request) else None
    if value is None or not drafts.keeps_cookies(request):
        response = _at(request, draft, step)
    else:
        response = SeeOther(_address(draft.answers, step))
    if value is not None:
        drafts.keep(response, value)
    return response


@require_safe
def step(request: HttpRequest, number: int) -> HttpResponse:
    """A question by its place among those asked of this person."""
    draft = drafts.read(request)
    if draft is None:
        return redirect("selfcheck:start")
    path = domain.path_of(draft.answers)
    if not 1 <= number <= len(path):
        return redirect(_address(draft.answers, domain.next_of(draft.answers)))
    return _at(request, draft, path[number - 1])


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """The plan for what was told so far."""
    draft = drafts.read(request)
    return redirect("selfcheck:start") if draft is None else _at(request, draft, None)


def _address(answers: Answers, step: Step | None) -> str:
    if step is None:
        return reverse("selfcheck:answer")
    return reverse("selfcheck:step", args=[domain.path_of(answers).index(step) + 1])


def _moved(post: QueryDict, answers: Answers) -> tuple[Draft, Step | None]:
    """The answers after a button, and the step it leads to; None is the answer page."""
    if "change" in post:
        return Draft(answers), _step(answers, post["change"])
    if "add" in post:
        return _go_on(domain.with_occasion(answers))
    if "remove" in post:
        return _go_on(domain.without_occasion(answers, _place(answers, post["remove"])))
    if "step" not in post:
        return (Draft(answers), domain.before(answers, None)) if "back" in post else _go_on(answers)
    step = _step(answers, post["step"])
    if "skip" in post:
        return _go_on(domain.with_answer(answers, step, None))
    form = QuestionForm(post, step=step, answers=answers)
    if "back" in post:
        # What was ticked before pressing back is kept when it makes sense, and dropped quietly
        # when not: a person going back must never be held up by an error.
        if form.is_valid() and form.value() is not None:
            answers = domain.with_answer(answers, step, form.value())
        return Draft(answers), domain.before(answers, step) or FIRST
    if not form.is_valid():
        return Draft(answers, (step.id, drafts.typed(post, [*form.fields]))), step
    return _go_on(domain.with_answer(answers, step, form.value()))


def _go_on(answers: Answers) -> tuple[Draft, Step | None]:
    return Draft(answers), domain.next_of(answers)


def _step(answers: Answers, name: str) -> Step:
    """The step of this name if these answers lead to it; raises BadAnswers."""
    match = STEP.fullmatch(name)
    if match:
        step = Step(match[1], int(match[2]) if match[2] else None)
        if step in domain.path_of(answers):
            return step
    raise actions.BadAnswers("no such question", faults=["step"])


def _place(answers: Answers, text: str) -> int:
    places = {str(place): place for place in range(len(answers["x"]))}
    if text not in places:
        raise actions.BadAnswers("no such occasion", faults=["remove"])
    return places[text]


def _at(request: HttpRequest, draft: Draft, step: Step | None) -> HttpResponse:
    if step is not None:
        return _question(request, draft, step)
    try:
        return _answer(request, draft.answers)
    except BadInput:
        return render(request, "selfcheck/broken.html", status=422)


def _question(request: HttpRequest, draft: Draft, step: Step) -> HttpResponse:
    answers, path = draft.answers, domain.path_of(draft.answers)
    wrong = draft.wrong if draft.wrong and draft.wrong[0] == step.id else None
    context: dict[str, Any] = {
        "form": QuestionForm(_posted(wrong[1]) if wrong else None, step=step, answers=answers),
        "step": step,
        "packed": actions.pack(answers),
        "title": shown.title_of(step),
        # A question of one field carries its help itself.
        "help": texts.HELPS["condom"] if step.question == "condom" else "",
        "is_first": step == path[0],
        "has_begun": answers != domain.empty(),
        "emergency": texts.emergency(),
        "number": path.index(step) + 1,
        "occasion": (step.occasion or 0) + 1 if len(answers["x"]) > 1 else None,
    }
    return render(request, "selfcheck/question.html", context, status=422 if wrong else 200)


def _posted(fields: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return data


def _answer(request: HttpRequest, answers: Answers) -> HttpResponse:
    packed = actions.pack(answers)
    plan = actions.plan_from(packed, words.nearest(get_language() or "nb"), clock.now())
    context = {
        "packed": packed,
        "plan": shown.shown(plan),
        "told": shown.told(answers),
        "can_add": len(answers["x"]) < domain.MOST_OCCASIONS,
        "is_open": domain.next_of(answers) is not None,
        "doors": shown.doors(),
    }
    return render(request, "selfcheck/answer.html", context)
