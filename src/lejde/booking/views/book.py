"""The act itself: with the session that is here, with a code that is typed, or with a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from lejde.booking import actions, queueing, taking
from lejde.booking.forms import ReminderForm
from lejde.booking.models import Service, Slot
from lejde.booking.views import choose
from lejde.identity.cookies import current_session
from lejde.identity.forms import CodeForm
from lejde.identity.views.codes import GoesOn
from lejde.identity.views.coming import with_somebody
from lejde.kernel.numbers import MOST_ID, number_of
from lejde.selfcheck import drafts
from lejde.vault.visitors import VisitorSession

# What the last page tells beside what earlier steps told.
TOLD = ("slot", "claim", "address")


@require_POST
def book(request: HttpRequest) -> HttpResponse:
    """Books a held time; a form posted twice gives one appointment."""
    held_by = request.POST.get("claim", "")
    slot = Slot.objects.filter(id=number_of(request.POST.get("slot", ""), MOST_ID)).first()
    if slot is None:
        return choose.lost_page(request, 0)
    reminder = ReminderForm(request.POST)
    if not reminder.is_valid():
        return choose.confirm(request, slot, held_by, forms={"reminder": reminder})
    moving = request.POST.get("moving", "")

    def act(session: VisitorSession) -> HttpResponse:
        try:
            if moving:
                actions.move(session, moving, slot.id, held_by)
            else:
                actions.book(
                    session, slot.id, held_by, for_whom=request.POST.get("for_whom") or "self",
                    packed=choose.packed_or_nothing(request),
                    address=reminder.cleaned_data["address"],
                )  # fmt: skip
        except taking.SlotTaken:
            return choose.lost_page(request, slot.id)
        return _home()

    def ask_again(form: CodeForm) -> HttpResponse:
        forms = {"code_form": form, "reminder": reminder}
        return choose.confirm(request, slot, held_by, forms=forms)

    if "new" in request.POST:
        try:
            # Ten minutes anew, to write the code down.
            taking.hold(slot.id, held_by)
        except taking.SlotTaken:
            if current_session(request) is None:
                return choose.lost_page(request, slot.id)
    return with_somebody(request, act, ask_again, _goes_on(request))


@require_POST
def wait(request: HttpRequest) -> HttpResponse:
    """Onto the waiting list."""
    service, reminder = _service(request), ReminderForm(request.POST)
    if service is None:
        return redirect("booking:start")
    address = reminder.cleaned_data["address"] if reminder.is_valid() else ""

    def act(session: VisitorSession) -> HttpResponse:
        actions.wait(
            session, service, for_whom=request.POST.get("for_whom") or "self",
            packed=choose.packed_or_nothing(request), address=address,
        )  # fmt: skip
        return _home()

    return with_somebody(request, act, lambda form: _code_page(request, form), _goes_on(request))


@require_POST
def queue(request: HttpRequest) -> HttpResponse:
    """A number in the queue of a service without times."""
    service = _service(request)
    if service is None or service.mode != "drop_in":
        return redirect("booking:start")
    queueing.open_door(service)

    def act(session: VisitorSession) -> HttpResponse:
        queueing.here_now(session, service, packed=choose.packed_or_nothing(request))
        return _home()

    return with_somebody(request, act, lambda form: _code_page(request, form), _goes_on(request))


def _home() -> HttpResponse:
    """What was told lies behind the code now; the phone need not carry it any longer."""
    response = redirect("identity:mine")
    drafts.forget(response)
    return response


def _service(request: HttpRequest) -> Service | None:
    code = request.POST.get("service", "")
    return next((one for one in Service.objects.filter(is_open=True) if one.code == code), None)


def _code_page(request: HttpRequest, form: CodeForm) -> HttpResponse:
    context = {"code_form": form, "carried": choose.carried(request), "act": request.path}
    return render(request, "booking/code.html", context, status=401 if form.errors else 200)


def _goes_on(request: HttpRequest) -> GoesOn:
    """Back here when the code was kept, with all that was told."""
    told = {key: request.POST[key] for key in TOLD if request.POST.get(key)}
    return GoesOn(request.path, {**choose.carried(request), **told})
