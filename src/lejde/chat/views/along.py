"""The interpreter's one page: reads, writes, and looks again by itself while one only reads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lejde.chat import interpreting, texts
from lejde.chat.domain import ConversationClosed
from lejde.chat.forms import MessageForm
from lejde.chat.interpreting import Along
from lejde.chat.views.looking import looking, may_look
from lejde.identity.cookies import current_guest, current_session
from lejde.identity.views.reading import is_over
from lejde.kernel.errors import NotSignedIn
from lejde.vault.guests import GuestSession


@require_http_methods(["GET", "POST"])
def along(request: HttpRequest) -> HttpResponse:
    """The talk; POST says something as `interpreter`."""
    guest = current_guest(request)
    if guest is None:
        return redirect("identity:mine") if current_session(request) else is_over(request)
    try:
        return _along(request, guest)
    except (NotSignedIn, ConversationClosed):
        return is_over(request)


def _along(request: HttpRequest, guest: GuestSession) -> HttpResponse:
    if request.method == "GET":
        return _page(request, interpreting.come(guest))
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, interpreting.come(guest), form, 422)
    told = form.cleaned_data
    interpreting.say(guest, told["client_id"], told["text"])
    return redirect("chat:along")


def _page(
    request: HttpRequest, here: Along, form: MessageForm | None = None, status: int = 200
) -> HttpResponse:
    is_writing = form is not None or "write" in request.GET
    looks_again = not is_writing and may_look(request)
    context = {
        "messages": interpreting.read_all(here), "topic": texts.TOPICS[here.row.topic],
        "language": here.row.language, "until": here.guest.until,
        "form": (form or MessageForm()) if is_writing else None, "looks_again": looks_again,
    }  # fmt: skip
    page = render(request, "chat/visitor/along.html", context, status=status)
    return looking(page) if looks_again else page
