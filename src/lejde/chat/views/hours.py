"""Where a manager keeps the chat: topics, hours, days that are different, the pace."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lejde.chat import opening, texts
from lejde.chat.domain import PURPOSE_OF
from lejde.chat.forms_hours import DayForm, HoursForm, PaceForm, TopicForm
from lejde.chat.models import Pace, TopicDay, TopicHours, TopicTerms
from lejde.identity.roles import KEEP_HOURS
from lejde.identity.staffing import Worker, staff_required
from lejde.kernel import clock
from lejde.kernel.numbers import MOST_ID, number_of
from lejde.ui.calendar import WEEKDAYS


@require_http_methods(["GET", "POST"])
@staff_required(KEEP_HOURS)
def topics(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Every topic with its hours; more hours, another day, the pace."""
    forms: dict[str, Any] = {
        "hours": HoursForm(), "day": DayForm(), "pace": PaceForm(instance=opening.pace()),
    }  # fmt: skip
    if form := _sent(request):
        forms[form.prefix] = form
        if form.is_valid():
            form.save()
            return _changed(worker, "talk_hours")
    book = opening.book(clock.today())
    days = [one for day in sorted(book.days) for one in book.days[day]]
    context = {
        "forms": forms, "topics": [_shown(topic, book) for topic in PURPOSE_OF],
        "days": [(one, texts.TOPICS.get(one.topic)) for one in days],
    }  # fmt: skip
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "chat/desk/hours.html", context, status=status)


def _sent(request: HttpRequest) -> Any:
    """The form that was filled in, or None."""
    what = request.POST.get("what", "")
    if what == HoursForm.prefix:
        return HoursForm(request.POST)
    if what == DayForm.prefix:
        return DayForm(request.POST)
    if what == PaceForm.prefix:
        return PaceForm(request.POST, instance=Pace.objects.get_or_create(code="house")[0])
    return None


def _shown(topic: str, book: opening.Book) -> dict[str, Any]:
    week = sorted(book.weeks.get(topic, []), key=lambda row: (row.weekday, row.opens))
    return {
        "code": topic, "name": texts.TOPICS[topic], "setting": book.setting(topic),
        "has_promised": book.has_promised(topic),
        "week": [(row, WEEKDAYS[row.weekday]) for row in week],
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@staff_required(KEEP_HOURS)
def topic(request: HttpRequest, worker: Worker, topic: str) -> HttpResponse:
    """One topic: its settings, and its hours to take away."""
    if topic not in PURPOSE_OF:
        raise Http404
    book = opening.book()
    form = TopicForm(request.POST or None, instance=book.setting(topic))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        TopicTerms.objects.update_or_create(topic=topic, defaults=told)
        return _changed(worker, "talk_topic", topic)
    context = {"topic": _shown(topic, book), "form": form}
    return render(request, "chat/desk/topic.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required(KEEP_HOURS)
def take_away(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Hours, or a day that was different, are no more."""
    what, number = request.POST.get("what"), number_of(request.POST.get("number", ""), MOST_ID)
    if what == DayForm.prefix:
        TopicDay.objects.filter(pk=number).delete()
        return _changed(worker, "talk_hours")
    row = TopicHours.objects.filter(pk=number).first()
    if row is None:
        return redirect("talk_hours")
    row.delete()
    return _changed(worker, "talk_topic", row.topic)


def _changed(worker: Worker, name: str, *arguments: str) -> HttpResponse:
    worker.note("changed_chat")
    return redirect(name, *arguments)
