"""What waits: samples without an answer, what is due, questions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lejde.clinic import doors, texts
from lejde.clinic.forms import QuestionForm
from lejde.guidelines import words
from lejde.identity.roles import BOOK, CONSULT
from lejde.identity.staffing import Worker, staff_required
from lejde.kernel.errors import NotFound
from lejde.vault import staff


@require_http_methods(["GET", "POST"])
@staff_required(CONSULT)
def samples(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Samples whose answers are still to come; a number typed or scanned opens its course."""
    waiting = doors.waiting(worker, "sample")
    typed = "".join(request.POST.get("sample", "").split())
    found = next((one for one in waiting if one["sample"] == typed), None)
    if found:
        return redirect("course", "sample", found["number"])
    told = words.of(words.nearest(request.LANGUAGE_CODE)).file
    context = {
        "samples": sorted(
            ({**one, "words": told.specimens[one["specimen"]]} for one in waiting),
            key=lambda one: str(one["sample"]),
        ),
        "not_found": typed,
    }  # fmt: skip
    return render(request, "clinic/samples.html", context, status=404 if typed else 200)


@require_safe
@staff_required(BOOK)
def due(request: HttpRequest, worker: Worker) -> HttpResponse:
    """What is due and overdue."""
    waiting = [{**one, "words": texts.DUE[one["what"]]} for one in doors.waiting(worker, "due")]
    return render(request, "clinic/due.html", {"due": waiting})


@require_POST
@staff_required(BOOK)
def done(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """Off the due list."""
    doors.open_door(worker, "due", number)
    staff.remove_deposit(number)
    worker.note("done")
    return redirect("due")


@require_http_methods(["GET", "POST"])
@staff_required(CONSULT)
def question(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """One question with its history; an answer takes it off the list."""
    form = QuestionForm(request.POST if request.method == "POST" else None)
    try:
        opened = doors.open_door(worker, "question", number)
    except NotFound:
        if request.method != "POST":
            raise
        # Answered meanwhile, by a colleague or by a button pressed twice: no text is lost.
        return render(request, "clinic/question_gone.html", {"form": form}, status=404)
    if request.method == "POST" and form.is_valid():
        opened.course.reply(form.cleaned_data["text"], form.cleaned_data["once"])
        staff.remove_deposit(number)
        return redirect("questions")
    context = {"form": form, "questions": opened.course.questions(), "number": number}
    return render(request, "clinic/question.html", context, status=422 if form.errors else 200)


@require_safe
@staff_required(CONSULT)
def questions(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Questions that nobody has answered yet."""
    return render(
        request, "clinic/questions.html", {"questions": doors.waiting(worker, "question")}
    )
