"""Where a manager keeps the services and their hours."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from lejde.booking import hours
from lejde.booking.models import Closure, Schedule, Service
from lejde.identity.roles import KEEP_HOURS, PURPOSES
from lejde.identity.staffing import Worker, staff_required
from lejde.kernel.hours import overlaps
from lejde.kernel.numbers import MOST_ID, number_of
from lejde.ui.calendar import CALENDAR, CLOCK, WEEKDAYS
from lejde.ui.choosing import offer

MODES = {
    "clinic": _("At the clinic"), "drop_in": _("At the clinic, without a time"),
    "phone": _("By phone"), "street": _("Where people are"),
}  # fmt: skip


class ScheduleForm(forms.ModelForm):  # type: ignore[type-arg]
    """Open hours of one weekday; two services cannot have one room at the same time."""

    weekday = forms.TypedChoiceField(label=_("Weekday"), coerce=int, choices=enumerate(WEEKDAYS))

    class Meta:
        model = Schedule
        fields = ("weekday", "opens", "closes", "place", "seats", "begins", "ends")
        widgets = {"opens": CLOCK, "closes": CLOCK, "begins": CALENDAR, "ends": CALENDAR}
        labels = {
            "opens": _("Opens"), "closes": _("Closes (over night if before opening)"),
            "place": _("Room or place"), "seats": _("How many at a time"),
            "begins": _("From"), "ends": _("Until"),
        }  # fmt: skip

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["begins"].required = self.fields["ends"].required = False
        offer(self, "weekday", list(enumerate(WEEKDAYS)))

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if self.errors:
            return told
        mine = (told["opens"], told["closes"])
        others = Schedule.objects.filter(weekday=told["weekday"], place=told["place"])
        for other in others.exclude(pk=self.instance.pk).select_related("service"):
            if overlaps(mine, (other.opens, other.closes)):
                taken = _("%(service)s has this room then.") % {"service": other.service.name}
                self.add_error("place", taken)
        return told


class ClosureForm(forms.ModelForm):  # type: ignore[type-arg]
    """A day that is closed, or open at other hours."""

    class Meta:
        model = Closure
        fields = ("day", "opens", "closes")
        widgets = {"day": CALENDAR, "opens": CLOCK, "closes": CLOCK}
        labels = {
            "day": _("Day"), "opens": _("Opens (leave empty when closed)"), "closes": _("Closes"),
        }  # fmt: skip


class NewServiceForm(forms.Form):
    """A service, with a name in each language."""

    code = forms.SlugField(label=_("Short code"), max_length=40)
    mode = forms.ChoiceField(label=_("How"), choices=list(MODES.items()))
    purpose = forms.ChoiceField(
        label=_("Whose key"), choices=[(p, PURPOSES[p]) for p in ("health", "counselling")]
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=240)
    buffer = forms.IntegerField(label=_("Minutes between"), min_value=0, max_value=120, initial=0)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for language, _label in settings.LANGUAGES:
            own = get_language_info(language)["name_local"]
            self.fields[f"name_{language}"] = forms.CharField(
                label=_("Name, %(language)s") % {"language": own}, max_length=80
            )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if Service.objects.filter(code=code).exists():
            raise forms.ValidationError(_("There is a service with this code."))
        return code

    def save(self) -> Service:
        """The new service, open at once."""
        told = self.cleaned_data
        names = {code: told[f"name_{code}"] for code, _label in settings.LANGUAGES}
        return Service.objects.create(
            code=told["code"], mode=told["mode"], purpose=told["purpose"],
            minutes=told["minutes"], buffer=told["buffer"], names=names,
            order=Service.objects.count(),
        )  # fmt: skip


@require_http_methods(["GET", "POST"])
@staff_required(KEEP_HOURS)
def services(request: HttpRequest, worker: Worker) -> HttpResponse:
    """All services; a new one."""
    form, closure = NewServiceForm(), ClosureForm()
    if "close" in request.POST:
        closure = ClosureForm(request.POST)
        if closure.is_valid():
            closure.save()
            return _changed(worker, "hours")
    elif request.method == "POST":
        form = NewServiceForm(request.POST)
        if form.is_valid():
            form.save()
            return _changed(worker, "hours")
    context = {
        "services": Service.objects.prefetch_related("schedules").order_by("order", "code"),
        "form": form, "closure": closure, "modes": MODES, "weekdays": WEEKDAYS,
        "closures": Closure.objects.filter(day__gte=hours.today()).order_by("day"),
    }  # fmt: skip
    status = 422 if form.errors or closure.errors else 200
    return render(request, "booking/services.html", context, status=status)


@require_http_methods(["GET", "POST"])
@staff_required(KEEP_HOURS)
def service(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """The hours of one service."""
    one = get_object_or_404(Service, pk=number)
    form = ScheduleForm(request.POST or None, instance=Schedule(service=one))
    if request.method == "POST" and form.is_valid():
        form.save()
        return _changed(worker, "service_hours", number)
    rows = one.schedules.order_by("weekday", "opens")
    context = {
        "service": one, "form": form, "rows": [(row, WEEKDAYS[row.weekday]) for row in rows],
        "mode": MODES[one.mode],
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "booking/service.html", context, status=status)


@require_POST
@staff_required(KEEP_HOURS)
def change(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """Opens or closes a service, takes hours or a closed day away."""
    one = get_object_or_404(Service, pk=number)
    if "open" in request.POST:
        one.is_open = request.POST["open"] == "1"
        one.save(update_fields=["is_open"])
        return _changed(worker, "hours")
    one.schedules.filter(pk=number_of(request.POST.get("schedule", ""), MOST_ID)).delete()
    return _changed(worker, "service_hours", number)


@require_POST
@staff_required(KEEP_HOURS)
def open_day(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """The day is as any other again."""
    Closure.objects.filter(pk=number).delete()
    return _changed(worker, "hours")


def _changed(worker: Worker, name: str, *arguments: int) -> HttpResponse:
    hours.refill()
    worker.note("changed_hours")
    return redirect(name, *arguments)
