"""Staff for tests: a founded clinic, people with second factors, browsers signed in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from lejde.identity.models import Staff
from lejde.identity.roles import ROLES
from lejde.vault.tests.founding import Clinic, Colleague


def code_of(secret: str) -> str:
    """What an app would show now; each works once, so the memory of used ones is emptied."""
    cache.clear()
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[1])))


@dataclass
class House:
    """People by user name, which is also their role."""

    clinic: Clinic = field(default_factory=Clinic)
    totp: dict[str, str] = field(default_factory=dict)

    def employ(self, *roles: str) -> None:
        """Two founders, then the rest vouched for by the first."""
        first = {name: " ".join(sorted(ROLES[name].purposes)) for name in roles[:2]}
        self.clinic.found(**first)
        for name in roles[2:]:
            self.clinic.join(name, " ".join(sorted(ROLES[name].purposes)), by=roles[0])
        for name in roles:
            self._row(name, self.clinic.people[name])

    def _row(self, name: str, person: Colleague) -> None:
        user = Staff.objects.create(username=name, role=name, key=person.number)
        self.totp[name] = generate_totp_secret()
        TOTP.activate(user, self.totp[name])

    def user(self, name: str) -> Staff:
        return Staff.objects.get(username=name)

    def browser(self, name: str) -> Client:
        """Signed in with passphrase and code, as a person does it."""
        client = Client()
        told = {"login": name, "password": self.clinic.people[name].passphrase}
        assert client.post("/desk/in/", told).status_code == 302
        answer = client.post("/desk/second/authenticate/", {"code": code_of(self.totp[name])})
        assert answer.status_code == 302, answer.content
        return client

    def confirm(self, client: Client, name: str) -> None:
        """Shows the passphrase once more, as before a grant."""
        told = {"password": self.clinic.people[name].passphrase}
        assert client.post("/desk/again/", told).status_code == 302


def house(*roles: str) -> Iterator[House]:
    """For fixtures: `yield from house("nurse", "doctor")`."""
    with Clinic() as clinic:
        made = House(clinic)
        made.employ(*roles)
        yield made
