"""Who of the staff is here: a user, a second factor, and opened keys for one request."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lejde.audit import actions as audit
from lejde.identity.models import Staff
from lejde.identity.roles import Role
from lejde.identity.sign_in import KEYS, RENEWED, has_second_factor
from lejde.kernel.errors import NotAllowed, NotSignedIn
from lejde.vault import rows
from lejde.vault import staff as vault
from lejde.vault.django_sessions import SessionStore
from lejde.vault.staff import BrokenChain, SharedPart, StaffSession


@dataclass(frozen=True)
class Worker:
    """A staff member at work; lives for one request."""

    user: Staff
    keys: StaffSession

    @property
    def role(self) -> Role:
        return self.user.as_role()

    def may(self, act: str) -> bool:
        """Whether the role includes an act; what a key opens is no question of this."""
        return act in self.role.may

    def note(self, verb: str, part: SharedPart | None = None, reason: str = "") -> None:
        """Into the audit, by day."""
        trace = part.trace if part else ""
        audit.note(worker=self.user.pk, role=self.user.role, verb=verb, trace=trace, reason=reason)

    def opens(self, part: SharedPart, reason: str = "") -> list[dict[str, Any]]:
        """Reads a part and notes that it was opened."""
        self.note("opened", part, reason)
        return self.keys.read(part)


StaffView = Callable[..., HttpResponse]


def staff_required(*acts: str) -> Callable[[StaffView], StaffView]:
    """Gives the view `(request, worker, **kwargs)`; whoever may not is sent away or refused.

    Without `acts`, anybody of the staff; with some, whose role includes at least one of them.
    """

    def decorate(view: StaffView) -> StaffView:
        @wraps(view)
        def inner(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            user = request.user
            if not isinstance(user, Staff):
                return redirect(f"{reverse('account_login')}?next={request.path}")
            if not is_mfa_enabled(user):
                return redirect("mfa_activate_totp")
            worker = current_worker(request)
            if worker is None:
                request.session.flush()
                return redirect("account_login")
            if acts and not any(worker.may(act) for act in acts):
                raise NotAllowed
            request.worker = worker  # type: ignore[attr-defined]
            return view(request, worker, **kwargs)

        inner.required_acts = acts  # type: ignore[attr-defined]
        return inner

    return decorate


def confirmed_lately(view: StaffView) -> StaffView:
    """Under `staff_required`: asks for passphrase or code again unless that was done just now."""
    decorated: StaffView = reauthentication_required(view, app="allauth.mfa")
    return decorated


def current_worker(request: HttpRequest) -> Worker | None:
    """The staff member behind the cookie, when both factors were shown; None otherwise."""
    user = request.user
    both = request.session.get(KEYS)
    if not isinstance(user, Staff) or not both or not has_second_factor(request, user):
        return None
    worker = _worker(user, both)
    if not request.session.get(RENEWED):
        request.session[RENEWED] = renew(worker)
    return worker


def bearer_worker(request: HttpRequest) -> Worker:
    """The staff member behind a bearer token; raises NotSignedIn."""
    scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return worker_of(token if scheme.lower() == "bearer" else None)


def worker_of(token: str | None) -> Worker:
    """The staff member of a living session; raises NotSignedIn."""
    store = SessionStore(token)
    user = rows.one(Staff, id=store.get("user", 0))
    if user is None or user.left_on or not store.get(KEYS):
        raise NotSignedIn("a bearer token is needed")
    worker = _worker(user, store[KEYS])
    if not store.get(RENEWED):
        store[RENEWED] = renew(worker)
        store.save()
    return worker


def renew(worker: Worker) -> bool:
    """What a holder's first page does for the house; False while nobody vouches for them yet."""
    if not vault.is_certified(worker.user.key):
        return False
    try:
        worker.keys.renew()
    except BrokenChain:
        return False
    return True


def _worker(user: Staff, both: list[str]) -> Worker:
    box, sign = (bytes.fromhex(key) for key in both)
    return Worker(user, StaffSession(user.key, box, sign))
