"""What the rooms may do for a staff member who is here: open what was given to their purposes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nacl.utils import random

from lejde.kernel.errors import Conflict, NotAllowed, NotFound
from lejde.vault import _deposits, _epochs, _folders, _shares, _staff_keys, rows
from lejde.vault._chain import BrokenChain as BrokenChain  # noqa: PLC0414
from lejde.vault._chain import check_staff, rests_on
from lejde.vault._envelope import KEY_BYTES, CannotOpen
from lejde.vault._epochs import NotOffered as NotOffered  # noqa: PLC0414
from lejde.vault._epochs import OpenEpoch
from lejde.vault._folders import OpenPart as OpenPart  # noqa: PLC0414
from lejde.vault._folders import Overtaken as Overtaken  # noqa: PLC0414
from lejde.vault._folders import Part
from lejde.vault._halves import half_of, halves_of
from lejde.vault._statements import Given
from lejde.vault.models import Epoch, Grant, Share, StaffKey


@dataclass(frozen=True)
class SharedPart:
    """A part that this person may open, found through one share."""

    number: int
    folder: str
    name: str
    purpose: str
    until: date
    is_own: bool
    part: Part = field(repr=False)
    _row: int = field(repr=False)
    _half: bytes | None = field(repr=False)

    @property
    def trace(self) -> str:
        """The tag under which the audit names this part."""
        return self.part.trace


@dataclass(frozen=True)
class StaffSession:
    """A staff member who is here, with both private keys; lives for one request."""

    number: int
    _box: bytes = field(repr=False)
    _sign: bytes = field(repr=False)
    _epochs: dict[int, OpenEpoch] = field(default_factory=dict, repr=False)

    def purposes(self) -> frozenset[str]:
        """The purposes this person holds a key for now."""
        held = Grant.objects.filter(member=self.number).values_list("epoch__purpose", flat=True)
        return frozenset(held)

    def shares(self, purpose: str, folder: str | None = None) -> list[SharedPart]:
        """What a purpose may open, of one folder when named; raises NotAllowed without the key."""
        given = _epochs.newest_given(self.number, purpose)
        found = self._rows(purpose, folder, given.epoch)
        wanted = {number for row in found for number in (row.half, row.folder.half)}
        halves = halves_of({given.half, *wanted})
        self._keep(given, halves.get(given.half))
        opened = (self._opened(row, halves) for row in found)
        return [one for one in opened if one is not None]

    def _rows(self, purpose: str, folder: str | None, newest: Epoch) -> list[Share]:
        if folder is None:
            every = Share.objects.filter(epoch__purpose=purpose)
            return list(every.select_related("folder", "epoch").order_by("id"))
        shares = rows.below(Share, "folder", number=folder)
        for share in shares:
            share.epoch = self._epoch_row(share.epoch_id, newest)
        return [share for share in shares if share.epoch.purpose == purpose]

    def _epoch_row(self, number: int, newest: Epoch) -> Epoch:
        if number == newest.id:
            return newest
        if known := self._epochs.get(number):
            return known.row
        return Epoch.objects.get(id=number)

    def part(self, purpose: str, folder: str, name: str) -> SharedPart:
        """One part of a folder; raises NotFound when it was not given, or was taken back."""
        for one in self.shares(purpose, folder):
            if one.name == name:
                return one
        raise NotFound("this is gone")

    def read(self, part: SharedPart) -> list[dict[str, Any]]:
        """The part's records, in order; raises NotFound when the folder is erased."""
        return _folders.read(part.folder, part.part)

    def write(self, part: SharedPart, content: dict[str, Any], after: int | None = None) -> int:
        """Appends one record; its sequence. With `after`, only as the next of so many records;
        raises Overtaken when somebody wrote since they were read.
        """
        return _folders.write(part.folder, part.part, content, after)

    def open(self, part: SharedPart) -> OpenPart:
        """A part for several acts at once. Raises NotFound when the folder was erased."""
        if part._half is None:
            raise NotFound("this is gone")
        return _folders.open_in(part.folder, part._row, part._half, part.part)

    def keep(self, purpose: str, folder: str, name: str, until: date) -> SharedPart:
        """A part of the staff's own beside one that was given; made when it is not there yet, kept
        longer when it would end before `until`.
        """
        given = self.shares(purpose, folder)
        if all(one.is_own for one in given):
            raise NotFound("this is gone")
        before = [one for one in given if one.is_own and one.name == name]
        if any(one.until >= until for one in before):
            return max(before, key=lambda one: one.until)
        row, _ = _folders.find(folder)
        part = before[0].part if before else Part(name, random(KEY_BYTES))
        _shares.keep(row, part, self._newest(purpose), until)
        for one in before:
            _shares.end(one.number)
        return self.part(purpose, folder, name)

    def deposits(
        self, purpose: str, box: str, until: date | None = None
    ) -> list[tuple[int, date | None, dict[str, Any]]]:
        """Number, day and content of what lies in a box of a purpose."""
        self._newest(purpose)
        return _deposits.opened(purpose, box, until, self._epoch)

    def new_passphrase(self) -> str:
        """Six new words, shown once; the old ones open nothing."""
        return _staff_keys.new_passphrase(self.number, self._box, self._sign)

    def grant(self, newcomer: int) -> frozenset[str]:
        """Certifies a colleague whose fingerprint was compared, and wraps what both may hold.

        Nobody can grant a key that they do not hold; who holds none certifies nobody.
        """
        me, key = self._me(), _key(newcomer)
        if not self.purposes() or key.closed or newcomer == self.number:
            raise NotAllowed
        if not key.signature:
            _staff_keys.certify(key, me.id, self._sign)
        for purpose in (both := self.purposes() & frozenset(key.purposes.split())):
            _epochs.grant(self._newest(purpose), key)
        return both

    def renew(self) -> None:
        """At sign-in: new pairs where due, first pairs where nobody holds any, leavers' signatures
        replaced and then voided.
        """
        me = self._me()
        for purpose in me.purposes.split():
            if not Epoch.objects.filter(purpose=purpose).exists():
                _epochs.make_epoch(purpose, me, self._sign, None)
        for purpose in self.purposes():
            epoch = self._newest(purpose)
            if _epochs.is_due(epoch.row):
                _epochs.make_epoch(purpose, me, self._sign, epoch)
        if me.purposes:
            self._sign_for_leavers(me)

    def _sign_for_leavers(self, me: StaffKey) -> None:
        for gone in StaffKey.objects.filter(closed=True).exclude(proof=0):
            # Signing oneself, or in a circle, would cut the chain off from the root.
            if rests_on(me, gone.id):
                continue
            for key in StaffKey.objects.filter(signer=gone.id):
                check_staff(key)
                _staff_keys.certify(key, me.id, self._sign)
            for epoch in Epoch.objects.filter(signer=gone.id, purpose__in=me.purposes.split()):
                _epochs.sign_anew(epoch, me, self._sign)
            if not Epoch.objects.filter(signer=gone.id).exists():
                _staff_keys.void(gone)

    def _me(self) -> StaffKey:
        me = _key(self.number)
        check_staff(me)
        return me

    def _newest(self, purpose: str) -> OpenEpoch:
        given = _epochs.newest_given(self.number, purpose)
        return self._keep(given, half_of(given.half))

    def _keep(self, given: Given, half: bytes | None) -> OpenEpoch:
        held = _epochs.open_given(given, self.number, self._box, half)
        return self._epochs.setdefault(held.row.id, held)

    def _epoch(self, row: Epoch) -> OpenEpoch:
        if row.id not in self._epochs:
            opened = self._newest(row.purpose)
            while opened.row.number > row.number:
                opened = _epochs.open_before(opened)
                self._epochs[opened.row.id] = opened
        if row.id not in self._epochs:
            raise CannotOpen
        return self._epochs[row.id]

    def _opened(self, row: Share, halves: dict[int, bytes]) -> SharedPart | None:
        try:
            part = _shares.open_share(row, halves.get(row.half), self._epoch)
        except CannotOpen:
            return None
        return SharedPart(
            number=row.id,
            folder=row.folder.number,
            name=part.name,
            purpose=row.epoch.purpose,
            until=row.until,
            is_own=not row.name,
            part=part,
            _row=row.folder.id,
            _half=halves.get(row.folder.half),
        )


def enroll(purposes: frozenset[str], passphrase: str = "") -> tuple[int, str]:
    """A newcomer's key, which opens nothing yet; its number and its passphrase, shown once.

    Only the demo gives a passphrase of its own.
    """
    key, passphrase = _staff_keys.enroll(purposes, passphrase)
    return key.id, passphrase


def unlock(number: int | None, passphrase: str) -> tuple[bytes, bytes]:
    """Both private keys; raises NotSignedIn, in the same time for all who may not."""
    return _staff_keys.unlock(number, passphrase)


def fingerprint(number: int) -> str:
    """Eight words to compare by voice or face."""
    return _staff_keys.fingerprint(_key(number))


def is_certified(number: int) -> bool:
    """Whether a colleague has vouched for this key."""
    key = _key(number)
    return bool(key.signature) and not key.closed


def holders(purpose: str) -> int:
    """How many people hold a purpose now; under two, the desk warns."""
    held = Grant.objects.filter(epoch__purpose=purpose, member__closed=False)
    return held.values("member").distinct().count()


def lacking(number: int) -> frozenset[str]:
    """Purposes a certified key may hold and does not."""
    has = Grant.objects.filter(member=number).values_list("epoch__purpose", flat=True)
    return frozenset(_key(number).purposes.split()) - frozenset(has)


def leave(number: int) -> None:
    """A staff member's keys open nothing more; raises LastHolder."""
    key = _key(number)
    for purpose in set(key.grants.values_list("epoch__purpose", flat=True)):
        if holders(purpose) < 2:
            raise LastHolder(purpose=purpose)
    _staff_keys.close(key)


class LastHolder(Conflict):
    """Who alone holds a purpose cannot leave: what was given to it would be lost."""

    code = "last_holder"


def deposit(purpose: str, box: str, content: dict[str, Any], day: date | None = None) -> int:
    """Seals a JSON object to a purpose, from whoever; its number. Raises NotOffered."""
    return _deposits.put(purpose, box, [content], day)[0]


def deposit_each(purpose: str, box: str, contents: Sequence[dict[str, Any]]) -> None:
    """Seals many JSON objects, each by itself. Raises NotOffered."""
    _deposits.put(purpose, box, contents, None)


def remove_deposit(number: int) -> None:
    """Done with."""
    _deposits.remove(number)


def remove_deposits_before(box: str, day: date) -> None:
    """What lies in a box for days that are past."""
    _deposits.remove_before(box, day)


def offered() -> frozenset[str]:
    """Purposes that somebody here holds, so that something can be given to them."""
    return frozenset(Epoch.objects.values_list("purpose", flat=True))


def _key(number: int) -> StaffKey:
    key = StaffKey.objects.filter(id=number).first()
    if key is None:
        raise NotFound
    return key
