"""Sharing a part with a compartment: only with the owner's signature, and taken back by a half."""

import hmac
from collections.abc import Callable
from datetime import date
from hashlib import sha256

from lejde.kernel.clock import today
from lejde.kernel.errors import NotFound
from lejde.kernel.ids import new_row_id
from lejde.vault._boxes import unwrap, wrap
from lejde.vault._chain import organisation
from lejde.vault._envelope import CannotOpen, context, derive, seal, unseal
from lejde.vault._epochs import OpenEpoch, newest
from lejde.vault._folders import Part, agree, find, is_agreed, number_of, owner_of, part_of
from lejde.vault._halves import destroy_halves, make_half
from lejde.vault.models import Epoch, Folder, Share

BUCKET = 128


def give(secret: bytes, name: str, purpose: str, until: date) -> None:
    """Wraps a part to a purpose until a day; again with a later day renews it."""
    folder, _ = find(number_of(owner_of(secret)))
    part = part_of(secret, name)
    old = list(_given(folder, part, purpose))
    if any(share.until >= until for share in old):
        return
    share = _wrapped(folder, part, newest(purpose), until)
    share.name = seal(_names_key(secret), name.encode(), _name_place(share.id), bucket=BUCKET)
    share.signature = agree(secret, _consent(share, folder))
    share.save(force_insert=True)
    _end(old)


def take_back(secret: bytes, name: str, purpose: str) -> None:
    """From now on the purpose opens nothing of this part."""
    folder, _ = find(number_of(owner_of(secret)))
    _end(list(_given(folder, part_of(secret, name), purpose)))


def given(secret: bytes) -> list[tuple[str, str, date]]:
    """Part, purpose and last day of each share; the part is empty where staff keep their own."""
    folder, _ = find(number_of(owner_of(secret)))
    return sorted(
        (_name(secret, share), share.epoch.purpose, share.until)
        for share in folder.shares.select_related("epoch")
    )


def keep(folder: Folder, part: Part, epoch: OpenEpoch, until: date) -> None:
    """A part of the staff's own in somebody's folder; the owner sees that it is there."""
    share = _wrapped(folder, part, epoch.row, until)
    share.signature = _mark(share, folder, epoch)
    share.save(force_insert=True)


def end(number: int) -> None:
    """A wrap that a later one has taken the place of."""
    _end(list(Share.objects.filter(id=number)))


def open_share(share: Share, half: bytes | None, open_epoch: Callable[[Epoch], OpenEpoch]) -> Part:
    """The part behind a share, by the share's half; raises CannotOpen when it has run out or nobody
    agreed to it.
    """
    folder = share.folder
    if share.until < today():
        raise CannotOpen
    if share.name and not is_agreed(folder, _consent(share, folder), bytes(share.signature)):
        raise CannotOpen
    epoch = open_epoch(share.epoch)
    if not share.name and not hmac.compare_digest(
        _mark(share, folder, epoch), bytes(share.signature)
    ):
        raise CannotOpen
    place = _place(share, folder)
    content = unwrap(epoch.private, bytes(share.wrapped), half, place)
    part = Part(content[32:].decode(), content[:32])
    if part.tag != share.part:
        raise CannotOpen
    return part


def _wrapped(folder: Folder, part: Part, epoch: Epoch, until: date) -> Share:
    half_id, half = make_half()
    share = Share(id=new_row_id(), folder=folder, part=part.tag, epoch=epoch)
    share.until, share.half = until, half_id
    content = part.key + part.name.encode()
    place = _place(share, folder)
    share.wrapped = wrap(bytes(epoch.box_public), content, half, place, bucket=BUCKET)
    return share


def _given(folder: Folder, part: Part, purpose: str) -> list[Share]:
    rows = Share.objects.filter(folder=folder, part=part.tag, epoch__purpose=purpose)
    return list(rows)


def _end(shares: list[Share]) -> None:
    if shares:
        destroy_halves([share.half for share in shares])
        Share.objects.filter(id__in=[share.id for share in shares]).delete()


def _consent(share: Share, folder: Folder) -> bytes:
    wrapped = sha256(bytes(share.wrapped)).digest()
    return context("consent", _place(share, folder), wrapped)


def _mark(share: Share, folder: Folder, epoch: OpenEpoch) -> bytes:
    """Made and checked by holders of the compartment alone."""
    key = derive(epoch.private, "own part")
    return hmac.digest(key, _consent(share, folder), "sha256")


def _place(share: Share, folder: Folder) -> bytes:
    epoch = share.epoch
    where = share.id, folder.number, share.part, epoch.purpose, epoch.number
    return context("share", organisation(), *where, share.until.isoformat())


def _names_key(secret: bytes) -> bytes:
    return derive(secret, "names")


def _name_place(share: int) -> bytes:
    return context("name", share)


def _name(secret: bytes, share: Share) -> str:
    if not share.name:
        return ""
    return unseal(_names_key(secret), bytes(share.name), _name_place(share.id)).decode()


def find_share(number: int) -> Share:
    """A share by its row; raises NotFound."""
    share = Share.objects.select_related("folder", "epoch").filter(id=number).first()
    if share is None:
        raise NotFound
    return share
