"""The act itself: with the session that is here, with a code that is typed, or with a new one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from lejde.booking import actions, taking
from lejde.booking.forms import ReminderForm
from lejde.booking.models import Service, Slot
from lejde.booking.records import appointments
from lejde.booking.views import choose
from lejde.identity.cookies import current_session, keep_token
from lejde.identity.erasing import erase_everything
from lejde.identity.forms import CodeForm
from lejde.identity.views.codes import come_in, show_code
from lejde.kernel.errors import LejdeError
from lejde.selfcheck import drafts
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

Act = Callable[[VisitorSession], object]


@require_POST
def book(request: HttpRequest) -> HttpResponse:
    """Books a held time; a form posted twice gives one appointment."""
    text, held_by = request.POST.get("slot", ""), request.POST.get("claim", "")
    slot = Slot.objects.filter(id=int(text) if text.isdigit() else 0).first()
    if slot is None:
        return choose.lost_page(request, 0)
    reminder = ReminderForm(request.POST)
    if not reminder.is_valid():
        return choose.confirm(request, slot, held_by, forms={"reminder": reminder})
    moving = request.POST.get("moving", "")

    def act(session: VisitorSession) -> object:
        if any(one.slot == slot.id and actions.is_to_come(one) for one in appointments(session)):
            return None
        if moving:
            return actions.move(session, moving, slot.id, held_by)
        return actions.book(
            session, slot.id, held_by, for_whom=request.POST.get("for_whom") or "self",
            packed=choose.packed_or_nothing(request), address=reminder.cleaned_data["address"],
        )  # fmt: skip

    try:
        return _with_somebody(
            request, act, lambda form: choose.confirm(
                request, slot, held_by, forms={"code_form": form, "reminder": reminder}
            ),
        )  # fmt: skip
    except taking.SlotTaken:
        return choose.lost_page(request, slot.id)


@require_POST
def wait(request: HttpRequest) -> HttpResponse:
    """Onto the waiting list."""
    service, reminder = _service(request), ReminderForm(request.POST)
    if service is None:
        return redirect("booking:start")
    address = reminder.cleaned_data["address"] if reminder.is_valid() else ""
    return _with_somebody(
        request,
        lambda session: actions.wait(
            session, service, for_whom=request.POST.get("for_whom") or "self",
            packed=choose.packed_or_nothing(request), address=address,
        ),
        lambda form: _code_page(request, form),
    )  # fmt: skip


@require_POST
def queue(request: HttpRequest) -> HttpResponse:
    """A number in the queue of a service without times."""
    service = _service(request)
    if service is None or service.mode != "drop_in":
        return redirect("booking:start")
    return _with_somebody(
        request,
        lambda session: actions.here_now(
            session, service, packed=choose.packed_or_nothing(request)
        ),
        lambda form: _code_page(request, form),
    )


def _service(request: HttpRequest) -> Service | None:
    return Service.objects.filter(code=request.POST.get("service", ""), is_open=True).first()


def _code_page(request: HttpRequest, form: CodeForm) -> HttpResponse:
    context = {"code_form": form, "carried": choose.carried(request), "act": request.path}
    return render(request, "booking/code.html", context, status=401 if form.errors else 200)


def _with_somebody(
    request: HttpRequest, act: Act, ask_again: Callable[[CodeForm], HttpResponse]
) -> HttpResponse:
    """Acts for the session that is here, for the code typed, or for a new visitor."""
    session = current_session(request)
    if session is not None:
        act(session)
        here = redirect("identity:mine")
        drafts.forget(here)
        return here
    if "have" in request.POST:
        form = CodeForm(request.POST)
        token = come_in(form)
        if not token:
            return ask_again(form)
        act(visitors.resume(token))
        response: HttpResponse = redirect("identity:mine")
        keep_token(response, token)
        drafts.forget(response)
        return response
    if "new" not in request.POST:
        return ask_again(CodeForm())
    made = visitors.make_visitor()
    session = visitors.resume(made.token)
    try:
        act(session)
    except LejdeError:
        # Nobody will ever hold the code of this one.
        erase_everything(session)
        raise
    response = show_code(request, made.return_code, goes_on_to="mine")
    keep_token(response, made.token)
    drafts.forget(response)
    return response
