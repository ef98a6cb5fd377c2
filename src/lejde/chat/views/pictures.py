"""Pictures in a talk: the form that sends one, and opening it on purpose, on both sides."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lejde.chat import actions, enclosing, pictures, texts
from lejde.chat.actions import Own
from lejde.chat.decoding import HeicPicture, PictureTooLarge
from lejde.chat.domain import CLOSED, ClientIdReused, ConversationClosed
from lejde.chat.forms import PictureForm
from lejde.identity.cookies import visitor_required
from lejde.identity.roles import CHAT
from lejde.identity.staffing import Worker, staff_required
from lejde.kernel.errors import LejdeError, NotFound, TooBusy
from lejde.kernel.ids import new_public_id
from lejde.ui.uploads import FORM, TOO_LARGE, cut_of
from lejde.vault.visitors import VisitorSession


@require_http_methods(["GET", "POST"])
@visitor_required
def send(request: HttpRequest, session: VisitorSession, key: str) -> HttpResponse:
    """The form; what was typed in the talk comes along. With a file, POST sends it."""
    own = actions.by_key(session, key)
    if request.method == "GET" or request.content_type != FORM:
        return _form(request, own, key, PictureForm(along=request.POST))
    form = PictureForm(request.POST, request.FILES)
    try:
        refuse_cut(request)
        if not form.is_valid():
            return _form(request, own, key, form, status=422)
        words = form.cleaned_data
        raw = words["picture"].read()
        pictures.send(session, own.row.pk, words["client_id"], words["text"], raw)
    except NotFound:
        raise
    except LejdeError as error:
        return _refused(request, actions.by_key(session, key), key, form, error)
    return redirect("chat:talk", key)


def refuse_cut(request: HttpRequest) -> None:
    """Raises PictureTooLarge, TooBusy when the file was let go before anybody looked at it."""
    # What cuts it may be the reading of the form itself.
    if request.POST is not None and (why := cut_of(request)):
        if why == TOO_LARGE:
            raise PictureTooLarge("picture: too many bytes", keys=["picture"])
        raise TooBusy("too many at once; try again in a moment")


def _refused(
    request: HttpRequest, own: Own, key: str, form: PictureForm, error: LejdeError
) -> HttpResponse:
    if isinstance(error, ClientIdReused):
        # Back, and another picture from the same page: it is a message of its own.
        anew = request.POST.copy()
        anew["client_id"] = new_public_id()
        form = PictureForm(anew, request.FILES)
    if not isinstance(error, ConversationClosed):
        code = "heic" if isinstance(error, HeicPicture) else error.code
        form.refuse(texts.NO_PICTURE[code])
    page = _form(request, own, key, form, status=error.status)
    retry_after = getattr(error, "retry_after", None)
    if retry_after is not None:
        page["Retry-After"] = str(retry_after)
    return page


def _form(
    request: HttpRequest, own: Own, key: str, form: PictureForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "key": key, "form": form, "topic": texts.TOPICS[own.row.topic],
        "is_open": own.row.state != CLOSED, "days": enclosing.KEPT_DAYS,
    }  # fmt: skip
    return render(request, "chat/visitor/send_picture.html", context, status=status)


@require_safe
@visitor_required
def page(request: HttpRequest, session: VisitorSession, key: str, sequence: int) -> HttpResponse:
    """One picture, in a page that is left as quickly as any other."""
    own = actions.by_key(session, key)
    pictures.read(session, own.row.pk, sequence)
    return render(request, "chat/visitor/picture.html", {"key": key, "sequence": sequence})


@require_safe
@visitor_required
def content(request: HttpRequest, session: VisitorSession, key: str, sequence: int) -> HttpResponse:
    """The picture itself."""
    own = actions.by_key(session, key)
    return jpeg(pictures.read(session, own.row.pk, sequence))


@require_safe
@staff_required(CHAT)
def at_the_desk(request: HttpRequest, worker: Worker, number: int, sequence: int) -> HttpResponse:
    """The picture, for who holds the talk; noted."""
    return jpeg(pictures.opens(worker, number, sequence))


def jpeg(content: bytes) -> HttpResponse:
    """A picture that is nothing else, whatever somebody made of its bytes, and is kept nowhere."""
    response = HttpResponse(content, content_type="image/jpeg")
    response["Content-Disposition"] = 'inline; filename="picture.jpg"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
