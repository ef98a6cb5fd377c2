"""A clinic for tests: a root, and colleagues who hold what they are named to hold."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.test.utils import override_settings

from lejde.kernel.clock import today
from lejde.vault import staff, visitors
from lejde.vault.root import Root, make_root
from lejde.vault.staff import StaffSession
from lejde.vault.visitors import VisitorSession


@dataclass
class Colleague:
    number: int
    passphrase: str

    def session(self) -> StaffSession:
        """Signed in now; what is due at sign-in is done."""
        mine = StaffSession(self.number, *staff.unlock(self.number, self.passphrase))
        mine.renew()
        return mine


@dataclass
class Clinic:
    """Use as a context manager: the root's public half is a setting while it lasts."""

    root: Root = field(default_factory=make_root)
    people: dict[str, Colleague] = field(default_factory=dict)

    def __enter__(self) -> "Clinic":
        self._setting = override_settings(LEJDE_ROOT_KEY=self.root.public)
        self._setting.enable()
        return self

    def __exit__(self, *_: object) -> None:
        self._setting.disable()

    def found(self, **first: str) -> None:
        """The first key holders, by name and purposes (`nurse="health care"`)."""
        for name, purposes in first.items():
            self._enroll(name, purposes)
        self.root.found([person.number for person in self.people.values()])
        for person in self.people.values():
            person.session()
        for name in first:
            for other in first:
                if other != name:
                    self[name].grant(self.people[other].number)

    def join(self, name: str, purposes: str, by: str) -> None:
        """A newcomer whose fingerprint somebody compared."""
        person = self._enroll(name, purposes)
        self[by].grant(person.number)
        person.session()

    def __getitem__(self, name: str) -> StaffSession:
        return self.people[name].session()

    def _enroll(self, name: str, purposes: str) -> Colleague:
        self.people[name] = Colleague(*staff.enroll(frozenset(purposes.split())))
        return self.people[name]


def come_in() -> VisitorSession:
    """A visitor, with a session."""
    return visitors.resume(visitors.make_visitor().token)


def in_a_year() -> date:
    """A last day far enough away."""
    return today() + timedelta(days=365)
