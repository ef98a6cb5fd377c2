"""The demo's made-up clinic: staff in every role. Nobody here exists."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lejde.identity.models import Staff
from lejde.identity.roles import ROLES
from lejde.identity.sign_in import KEYS
from lejde.vault import house
from lejde.vault import staff as vault
from lejde.vault.root import Root
from lejde.vault.staff import StaffSession

SECOND = "-2"
FOUNDERS = ["nurse", "doctor"]
# A purpose with one holder would warn on every page: these roles have two people.
TWICE = ["psychologist", "legal_adviser", "manager"]


@dataclass(frozen=True)
class Person:
    """A demo login. `totp` is the second factor's secret, base32."""

    username: str
    role: str
    passphrase: str
    totp: str

    @property
    def label(self) -> Any:
        return ROLES[self.role].label


def people() -> list[Person]:
    """Everybody; derived from the demo's pepper, so that nothing more than it lies in the home."""
    return [_person(code, code) for code in ROLES] + [_person(c + SECOND, c) for c in TWICE]


def _person(username: str, role: str) -> Person:
    drawn = hmac.digest(settings.LEJDE_PEPPER, f"demo/{username}".encode(), "sha256")
    words = house.words(drawn, 6)
    totp = base64.b32encode(hashlib.sha256(drawn).digest()[:20]).decode()
    return Person(username, role, words, totp)


def make_people(root: Root) -> None:
    """Two founders, then everybody by vouching, as in life."""
    numbers = {person.username: _make(person) for person in people()}
    root.found([numbers[name] for name in FOUNDERS])
    sessions = {person.username: _session(person, numbers) for person in people()}
    for name in FOUNDERS:
        sessions[name].renew()
    for username, number in numbers.items():
        if username not in FOUNDERS:
            sessions[FOUNDERS[0]].grant(number)
            sessions[username].renew()
    for one in sessions.values():
        for number in numbers.values():
            if one.number != number and vault.lacking(number) & one.purposes():
                one.grant(number)


def _make(person: Person) -> int:
    role = ROLES[person.role]
    number, _ = vault.enroll(role.purposes, person.passphrase)
    user = Staff.objects.create(
        username=person.username, role=role.code, key=number, plissit=role.plissit
    )
    TOTP.activate(user, person.totp)
    return number


def _session(person: Person, numbers: dict[str, int]) -> StaffSession:
    number = numbers[person.username]
    return StaffSession(number, *vault.unlock(number, person.passphrase))


def session_of(username: str) -> StaffSession:
    """A demo person's opened keys, for filling the house."""
    user = Staff.objects.get(username=username)
    person = next(one for one in people() if one.username == username)
    return _session(person, {username: user.key})


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """One click on the demo's sign-in page; the address does not exist outside the demo."""
    chosen = request.POST.get("username", "")
    person = next((one for one in people() if one.username == chosen), None)
    user = authenticate(request, username=chosen, password=person.passphrase) if person else None
    if not isinstance(user, Staff):
        raise Http404
    request.session.flush()
    login(request, user)
    request.session[KEYS] = [key.hex() for key in user.opened_keys]  # type: ignore[attr-defined]
    record_authentication(request, user, "password", reauthenticated=True)
    record_authentication(request, user, "mfa", id=Authenticator.objects.get(user=user).pk)
    return redirect("desk")
