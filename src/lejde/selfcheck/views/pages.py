"""Each press of a button is a POST that leads to a page of its own: back and reload work.

What somebody answered travels in the form, which decides, and in a cookie that only the house can
read, which draws a page again. A browser that refuses cookies gets the page as the form's answer.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lejde.identity.cookies import current_session
from lejde.kernel import clock
from lejde.kernel.errors import BadInput
from lejde.knowledge.queries import link_to
from lejde.knowledge.recalls import notices
from lejde.selfcheck import actions, domain, drafts, folders, texts
from lejde.selfcheck.asking import DUTY, LISTED, is_young
from lejde.selfcheck.domain import Answers, Step
from lejde.selfcheck.drafts import Draft
from lejde.selfcheck.forms import QuestionForm
from lejde.selfcheck.views import moving, shown
from lejde.selfcheck.vocabulary import MUST_TELL

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
    page = Page(request)
    if request.method == "GET":
        return page.shows(drafts.read(request) or Draft(domain.empty()), FIRST)
    if "forget" in request.POST:
        is_anew = request.POST["forget"] == "anew"
        gone = SeeOther(reverse("selfcheck:start" if is_anew else "front"))
        if drafts.is_from_here(request):
            drafts.forget(gone)
        return gone
    try:
        answers = actions.unpack(request.POST.get("packed", ""))
        draft, step = moving.moved(request, answers, page.asking)
        return page.leads_to(draft, step)
    except BadInput:
        return page.is_broken()


@require_safe
def step(request: HttpRequest, number: int) -> HttpResponse:
    """A question by its place among those asked of this person."""
    draft, page = drafts.read(request), Page(request)
    if draft is None:
        return redirect("selfcheck:start")
    try:
        path = page.asking.path_of(draft.answers)
        if not 1 <= number <= len(path):
            return redirect(page.address(draft.answers, page.asking.next_of(draft.answers)))
        return page.shows(draft, path[number - 1])
    except BadInput:
        return page.is_broken()


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """The plan for what was told so far."""
    draft = drafts.read(request)
    return redirect("selfcheck:start") if draft is None else Page(request).shows(draft, None)


class Page:
    """What one request shows."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language, self.now = shown.plan_language(), clock.now()
        self.asking = actions.asking(self.language, self.now)

    def leads_to(self, draft: Draft, step: Step | None) -> HttpResponse:
        """To the address of a page that can be had again, or to the page at once."""
        value = drafts.sealed(draft) if drafts.is_from_here(self.request) else None
        if value is None or not drafts.keeps_cookies(self.request):
            response = self.shows(draft, step)
        else:
            response = SeeOther(self.address(draft.answers, step))
        if value is not None:
            drafts.keep(response, value)
        return response

    def address(self, answers: Answers, step: Step | None) -> str:
        """Of a step, or of the answer page."""
        if step is None:
            return reverse("selfcheck:answer")
        path = self.asking.path_of(answers)
        return reverse("selfcheck:step", args=[path.index(step) + 1 if step in path else 1])

    def shows(self, draft: Draft, step: Step | None) -> HttpResponse:
        """A question, or the answer page for None."""
        try:
            return self._answer(draft) if step is None else self._question(draft, step)
        except BadInput:
            return self.is_broken()

    def is_broken(self) -> HttpResponse:
        return render(self.request, "selfcheck/broken.html", status=422)

    def _question(self, draft: Draft, step: Step) -> HttpResponse:
        answers, path = draft.answers, self.asking.path_of(draft.answers)
        wrong = draft.wrong if draft.wrong and draft.wrong[0] == step.id else None
        typed = moving.as_posted(wrong[1]) if wrong else None
        offered = self.asking.options(answers, step) if step.question in LISTED else None
        context: dict[str, Any] = {
            "form": QuestionForm(typed, step=step, answers=answers, offered=offered),
            "step": step,
            "packed": actions.pack(answers),
            "title": texts.TITLES[step.question],
            # A question of one field carries its help itself.
            "help": texts.HELPS["condom"] if step.question == "condom" else "",
            "is_first": step == path[0],
            "has_begun": answers != domain.empty(),
            "emergency": texts.emergency(),
            "number": path.index(step) + 1 if step in path else len(path),
            "occasion": (step.occasion or 0) + 1 if len(answers["x"]) > 1 else None,
            "must_tell": self._must_tell(answers) if step.question == MUST_TELL else [],
            "duty": link_to("confidentiality") if is_young(answers) else None,
        }
        return render(
            self.request, "selfcheck/question.html", context, status=422 if wrong else 200
        )

    def _must_tell(self, answers: Answers) -> list[dict[str, Any]]:
        return shown.only(self.asking.plan(answers).to_json(), DUTY)

    def _answer(self, draft: Draft) -> HttpResponse:
        answers, packed = draft.answers, actions.pack(draft.answers)
        recalled = notices(draft.version)
        path = self.asking.path_of(answers)
        context = {
            "packed": packed,
            "plan": shown.shown(actions.plan_from(packed, self.language, self.now)),
            "told": shown.told(answers, path),
            "can_add": len(answers["x"]) < domain.MOST_OCCASIONS,
            "is_open": not all(domain.is_met(answers, step) for step in path),
            "doors": shown.doors(),
            "notices": recalled,
            "folder": self._folder_of(packed) if recalled else "",
        }
        return render(self.request, "selfcheck/answer.html", context)

    def _folder_of(self, packed: str) -> str:
        """Where these answers are kept, when their owner is here."""
        session = current_session(self.request)
        kept = folders.checks(session) if session else []
        return next((check.folder for check in kept if check.packed == packed), "")
