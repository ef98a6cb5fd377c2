"""One page for a visit: what they brought, the record, orders, samples, answers."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lejde.clinic import actions, codebook, labels, meaning, texts
from lejde.clinic.course import Course
from lejde.clinic.doors import Opened, open_door
from lejde.clinic.forms import DueForm, IdentityForm, PopulationForm, RecordForm
from lejde.clinic.views import testing
from lejde.guidelines import words
from lejde.identity.roles import BOOK, CONSULT
from lejde.identity.staffing import Worker, staff_required
from lejde.kernel.errors import BadInput, Conflict, NotFound
from lejde.knowledge import reasons
from lejde.knowledge.editions import in_force
from lejde.selfcheck.views import shown

Step = Callable[[HttpRequest, Opened], HttpResponse | None]
Keep = Callable[[Course, str, actions.Record], None]


@require_safe
@staff_required(BOOK)
def page(request: HttpRequest, worker: Worker, door: str, number: int) -> HttpResponse:
    """The whole visit."""
    return _page(request, open_door(worker, door, number))


def _page(request: HttpRequest, opened: Opened, *, status: int = 200, **forms: Any) -> HttpResponse:
    course = opened.course
    brought = meaning.brought(course)
    record = course.record(opened.visit)
    population = request.GET.get("population") or (record or {}).get("population", "")
    closed = course.closed_topics(opened.visit)
    is_closed, month = course.is_closed(opened.visit), course.month(opened.visit)
    if population not in codebook.POPULATIONS:
        population = ""
    form = forms.get("form") or (_record_form(None, population, closed, record))
    tests = course.tests()
    context = {
        "opened": opened, "course": course, **_brief(brought),
        "record": record, "population": population, "population_form": PopulationForm(),
        "population_label": texts.POPULATIONS.get(population), "form": form,
        "closed": [(topic, texts.TOPICS[topic]) for topic in sorted(closed)],
        **testing.shown(tests),
        "is_closed": is_closed, "is_correcting": is_closed and "correct" in request.GET,
        "is_counted": course.counted(opened.visit) is not None,
        "counted_in": date.fromisoformat(f"{month}-01") if month else None,
        "corrected_on": course.corrected_on(opened.visit),
        "identity_form": IdentityForm(), "due_form": DueForm(),
        "may_order": course.worker.may("order") and course.purpose == "health",
        "notes": course.notes(),
        **forms,
    }  # fmt: skip
    return render(request, "clinic/course.html", context, status=status)


def _brief(brought: meaning.Brought | None) -> dict[str, Any]:
    """What they brought along, in short and whole."""
    if brought is None:
        return {}
    plan = shown.shown(brought.plan)
    short = [(_("Tests now"), plan["tests_now"]), (_("Tests later"), plan["tests_later"])]
    return {
        "plan": plan, "told": shown.told(brought.answers), "notices": brought.notices,
        "plan_in_short": [(title, samples) for title, samples in short if samples],
        "plan_tests": [one for one in brought.plan["tests"] if not one["optional"]],
    }  # fmt: skip


def _record_form(
    data: Any, population: str, closed: frozenset[str], record: dict[str, Any] | None
) -> RecordForm | None:
    if not population:
        return None
    kept = record["answers"] if record and record["population"] == population else {}
    exposed_on = record["exposed_on"] if record else ""
    return RecordForm(data, population=population, closed=closed, kept=kept, exposed_on=exposed_on)


def _acts(step: Step) -> Callable[..., HttpResponse]:
    """A button of the page: acts, then shows the page anew; a conflict is said there."""

    @require_POST
    @staff_required(BOOK)
    def view(request: HttpRequest, worker: Worker, door: str, number: int) -> HttpResponse:
        try:
            opened = open_door(worker, door, number)
        except NotFound:
            if door != "sample":
                raise
            # Its last answer went out: a button pressed twice, or a colleague who was faster.
            return redirect("samples")
        try:
            answer = step(request, opened)
        except actions.SecondLook:
            return _page(request, opened, status=409, problem="second_look")
        except (Conflict, NotFound):
            # Not found: a test that somebody took off the order meanwhile.
            return _page(request, opened, status=409, problem="conflict")
        except BadInput:
            return _page(request, opened, status=422, problem="bad_input")
        return answer or redirect("course", door, number)

    return view


def _save(request: HttpRequest, opened: Opened) -> HttpResponse | None:
    return _record(request, opened, actions.save_record)


def _correct(request: HttpRequest, opened: Opened) -> HttpResponse | None:
    return _record(request, opened, actions.correct)


def _record(request: HttpRequest, opened: Opened, keep: Keep) -> HttpResponse | None:
    course, population = opened.course, request.POST.get("population", "")
    own, again = request.POST.getlist("close"), request.POST.getlist("open")
    closed = (course.closed_topics(opened.visit) | set(own)) - set(again)
    if population not in codebook.POPULATIONS:
        raise BadInput("population", keys=["population"])
    kept = course.record(opened.visit)
    form = RecordForm(request.POST, population=population, closed=frozenset(), kept={})
    if not form.is_valid():
        shown_ = RecordForm(request.POST, population=population, closed=closed, kept={})
        is_correcting = keep is actions.correct
        return _page(
            request, opened, status=422, form=shown_, population=population,
            is_correcting=is_correcting,
        )  # fmt: skip
    told = {
        code: values for code, values in form.told().items()
        if codebook.BY_CODE[code].topic not in closed
    }  # fmt: skip
    exposed = form.cleaned_data["exposed_on"]
    record = actions.Record(
        population, told,
        closed=sorted({*own, *(kept["closed"] if kept else [])} - {*again}),
        opened=again, note=form.cleaned_data["note"],
        exposed_on=exposed.isoformat() if exposed else "",
    )  # fmt: skip
    keep(course, opened.visit, record)
    return None


def _close(request: HttpRequest, opened: Opened) -> None:
    actions.close(opened.course, opened.visit)


def _uncount(request: HttpRequest, opened: Opened) -> None:
    actions.uncount(opened.course, opened.visit)


def _identity(request: HttpRequest, opened: Opened) -> HttpResponse | None:
    form = IdentityForm(request.POST)
    if not form.is_valid():
        return _page(request, opened, status=422, identity_form=form)
    opened.course.keep_identity(form.cleaned_data["name"], form.cleaned_data["born"])
    return None


def _due(request: HttpRequest, opened: Opened) -> HttpResponse | None:
    form = DueForm(request.POST)
    if not form.is_valid():
        return _page(request, opened, status=422, due_form=form)
    actions.put_due(opened.course, form.cleaned_data["what"], form.cleaned_data["day"])
    return None


save, order, order_plan = _acts(_save), _acts(testing.order), _acts(testing.order_plan)
rapid, enter, release = _acts(testing.rapid), _acts(testing.enter), _acts(testing.release)
enter_rest, release_negatives = _acts(testing.enter_rest), _acts(testing.release_negatives)
close, identity, put_due = _acts(_close), _acts(_identity), _acts(_due)
correct, uncount = _acts(_correct), _acts(_uncount)


@require_safe
@staff_required(CONSULT)
def why(request: HttpRequest, worker: Worker, door: str, number: int) -> HttpResponse:
    """Which rules made the plan for what the person brought along, and which almost did."""
    opened = open_door(worker, door, number)
    brought = meaning.brought(opened.course)
    context = {
        "opened": opened, "brought": brought,
        "why": reasons.why(brought.facts, in_force()) if brought else None,
    }  # fmt: skip
    return render(request, "clinic/why.html", context)


@require_http_methods(["POST"])
@staff_required(CONSULT)
def show_identity(request: HttpRequest, worker: Worker, door: str, number: int) -> HttpResponse:
    """Who the laboratory was told it is; opened on purpose, and noted."""
    opened = open_door(worker, door, number)
    return _page(request, opened, identity=opened.course.identity() or {"name": "–", "born": "–"})


@require_safe
@staff_required(CONSULT)
def label_sheet(request: HttpRequest, worker: Worker, door: str, number: int) -> HttpResponse:
    """The labels of a visit's samples as PDF."""
    opened = open_door(worker, door, number)
    tests = [test for test in opened.course.tests() if not test.released]
    pdf = labels.sheet(tests, words.nearest(get_language() or "nb"))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="labels.pdf"'
    return response
