"""One address for every question: where somebody is travels in the form, never in the URL."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lejde.guidelines import words
from lejde.kernel import clock
from lejde.kernel.errors import BadInput
from lejde.knowledge.recalls import notices
from lejde.selfcheck import actions, domain, texts
from lejde.selfcheck.forms import QuestionForm
from lejde.selfcheck.views import shown

STEP = re.compile(r"([a-z_]{1,20})(?:-([0-9]))?", re.ASCII)


@never_cache
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """GET is the first question; POST moves on, back, or changes an answer."""
    if request.method == "GET":
        return _question(request, domain.empty(), domain.Step("brings"))
    try:
        answers = actions.unpack(request.POST.get("packed", ""))
        return _moved(request, answers)
    except BadInput:
        return render(request, "selfcheck/broken.html", status=422)


def _moved(request: HttpRequest, answers: domain.Answers) -> HttpResponse:
    post = request.POST
    if "change" in post:
        return _question(request, answers, _step(answers, post["change"]))
    if "add" in post:
        return _go_on(request, domain.with_occasion(answers))
    if "remove" in post:
        return _go_on(request, domain.without_occasion(answers, _place(answers, post["remove"])))
    if "step" not in post:
        return _back_from_answer(request, answers) if "back" in post else _go_on(request, answers)
    step = _step(answers, post["step"])
    if "skip" in post:
        return _go_on(request, domain.with_answer(answers, step, None))
    form = QuestionForm(post, step=step, answers=answers)
    if "back" in post:
        # What was ticked before pressing back is kept when it makes sense, and dropped quietly
        # when not: a person going back must never be held up by an error.
        if form.is_valid() and form.value() is not None:
            answers = domain.with_answer(answers, step, form.value())
        earlier = domain.before(answers, step) or domain.Step("brings")
        return _question(request, answers, earlier)
    if not form.is_valid():
        return _question(request, answers, step, form)
    return _go_on(request, domain.with_answer(answers, step, form.value()))


def _step(answers: domain.Answers, name: str) -> domain.Step:
    """The step of this name if these answers lead to it; raises BadAnswers."""
    match = STEP.fullmatch(name)
    if match:
        step = domain.Step(match[1], int(match[2]) if match[2] else None)
        if step in domain.path_of(answers):
            return step
    raise actions.BadAnswers("no such question", faults=["step"])


def _place(answers: domain.Answers, text: str) -> int:
    places = {str(place): place for place in range(len(answers["x"]))}
    if text not in places:
        raise actions.BadAnswers("no such occasion", faults=["remove"])
    return places[text]


def _back_from_answer(request: HttpRequest, answers: domain.Answers) -> HttpResponse:
    return _question(request, answers, domain.before(answers, None) or domain.Step("brings"))


def _go_on(request: HttpRequest, answers: domain.Answers) -> HttpResponse:
    step = domain.next_of(answers)
    return plan_page(request, answers) if step is None else _question(request, answers, step)


def _question(
    request: HttpRequest,
    answers: domain.Answers,
    step: domain.Step,
    form: QuestionForm | None = None,
) -> HttpResponse:
    path = domain.path_of(answers)
    context: dict[str, Any] = {
        "form": form or QuestionForm(step=step, answers=answers),
        "step": step,
        "packed": actions.pack(answers),
        "title": shown.title_of(step),
        # A question of one field carries its help itself.
        "help": texts.HELPS["condom"] if step.question == "condom" else "",
        "is_first": step == path[0],
        "emergency": texts.emergency(),
        "number": path.index(step) + 1,
        "occasion": (step.occasion or 0) + 1 if len(answers["x"]) > 1 else None,
    }
    status = 422 if form is not None else 200
    return render(request, "selfcheck/question.html", context, status=status)


def plan_page(request: HttpRequest, answers: domain.Answers) -> HttpResponse:
    packed = actions.pack(answers)
    plan = actions.plan_from(packed, words.nearest(get_language() or "nb"), clock.now())
    context = {
        "packed": packed,
        "plan": shown.shown(plan),
        "told": shown.told(answers),
        "can_add": len(answers["x"]) < domain.MOST_OCCASIONS,
        "doors": shown.doors(),
        "notices": notices(request.POST.get("version", "")),
        "folder": request.POST.get("folder", ""),
    }
    return render(request, "selfcheck/answer.html", context)
