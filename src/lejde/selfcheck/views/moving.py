"""What a button does to the answers, and where it leads."""

import re

from django.http import HttpRequest, QueryDict

from lejde.selfcheck import actions, domain, drafts
from lejde.selfcheck.asking import Asking
from lejde.selfcheck.domain import Answers, Step
from lejde.selfcheck.drafts import Draft
from lejde.selfcheck.forms import QuestionForm
from lejde.selfcheck.vocabulary import OF_OCCASION, OF_PERSON

STEP = re.compile(r"([a-z_]{1,20})(?:-([0-9]))?", re.ASCII)
LONGEST_VERSION = 20
Move = tuple[Draft, Step | None]


def moved(request: HttpRequest, answers: Answers, asking: Asking) -> Move:
    """The answers after a button, and the step it leads to; None is the answer page.

    Raises BadAnswers for what no page of ours sends.
    """
    post = request.POST
    if "change" in post:
        return Draft(answers), _step(answers, post["change"])
    if "step" in post:
        return _told(request, answers, asking)
    if "back" in post:
        return Draft(answers), asking.before(answers, None)
    if "add" in post:
        answers = domain.with_occasion(answers)
    if "remove" in post:
        answers = domain.without_occasion(answers, _place(answers, post["remove"]))
    # Only the button on one's own page, that shows a kept plan again, names a version.
    version = post.get("version", "")[:LONGEST_VERSION]
    return Draft(answers, version=version), asking.next_of(answers)


def _told(request: HttpRequest, answers: Answers, asking: Asking) -> Move:
    """A button on the page of a question."""
    post = request.POST
    step = _step(answers, post["step"])
    if "so_far" in post:
        return Draft(answers), None
    form = QuestionForm(post, step=step, answers=answers)
    if "back" in post:
        # What was ticked before pressing back is kept when it makes sense, and dropped quietly
        # when not: a person going back must never be held up by an error.
        if form.is_valid() and form.value() is not None:
            answers = domain.with_answer(answers, step, form.value())
        return Draft(answers), asking.before(answers, step)
    if "skip" not in post and not form.is_valid():
        return Draft(answers, (step.id, drafts.typed(request.POST, [*form.fields]))), step
    answers = domain.with_answer(answers, step, None if "skip" in post else form.value())
    return Draft(answers), asking.next_of(answers)


def as_posted(typed: dict[str, list[str]]) -> QueryDict:
    """What was typed, in the form that a form takes."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data


def _step(answers: Answers, name: str) -> Step:
    """The step of this name; raises BadAnswers. That a minute has passed since the page was drawn,
    and its question would not be asked any more, is no fault.
    """
    match = STEP.fullmatch(name)
    if match and match[2] is None and match[1] in OF_PERSON:
        return Step(match[1])
    if match and match[2] and match[1] in OF_OCCASION and int(match[2]) < len(answers["x"]):
        return Step(match[1], int(match[2]))
    raise actions.BadAnswers("no such question", faults=["step"])


def _place(answers: Answers, text: str) -> int:
    places = {str(place): place for place in range(len(answers["x"]))}
    if text not in places:
        raise actions.BadAnswers("no such occasion", faults=["remove"])
    return places[text]
