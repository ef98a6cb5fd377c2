"""The rules this house works by: its country's pack, or the last good one when files are broken."""

import hashlib
import logging
import zlib
from functools import lru_cache

from django.db import DatabaseError
from pydantic import ValidationError

from lejde import packs
from lejde.guidelines.rules import Pack
from lejde.kernel import clock
from lejde.knowledge.models import Edition
from lejde.knowledge.signing import is_signed
from lejde.packs.reading import BadPack

log = logging.getLogger(__name__)


def digest_of(pack: Pack) -> str:
    """Over everything the pack says."""
    return hashlib.sha256(pack.model_dump_json().encode()).hexdigest()


def remember() -> None:
    """Called when the house starts: keeps the pack's text if it is new here.

    Raises BadPack when the files are broken and no good edition is known.
    """
    pack = _of(packs.house())
    content = zlib.compress(pack.model_dump_json().encode())
    Edition.objects.get_or_create(
        digest=digest_of(pack),
        defaults={
            "pack": pack.meta.id, "version": pack.meta.version,
            "first_on": clock.today(), "content": content,
        },
    )  # fmt: skip


def in_force() -> Pack:
    """The pack in force, for what does not hang on who signed it; asks no database."""
    return _of(packs.house())


def current(iso: str = "") -> Pack:
    """The pack in force, of this house's country or another; its status says whether all of it is
    signed here, whatever its file says.

    A plan needs no database: while none answers, a pack counts as a draft.
    """
    pack = _of(iso or packs.house())
    try:
        status = "approved" if is_signed(pack) else "draft"
    except DatabaseError:
        status = "draft"
    return _with_status(pack, status)


def editions(iso: str = "") -> list[Edition]:
    """What this house has used, the newest first."""
    return list(Edition.objects.filter(pack=iso or packs.house()).order_by("-first_on", "-version"))


def content_of(edition: Edition) -> Pack:
    """The pack as it read then."""
    return Pack.model_validate_json(zlib.decompress(edition.content))


@lru_cache
def _of(iso: str) -> Pack:
    try:
        return packs.load(iso)
    except BadPack as bad:
        for fault in bad.detail["faults"]:
            log.error("%s", fault)
        for edition in editions(iso):
            try:
                pack = content_of(edition)
            except ValidationError:
                # Kept by an older Lejde, whose packs had another shape.
                continue
            log.error("the rules of version %s go on serving", edition.version)
            return pack
        raise


@lru_cache(maxsize=4)
def _with_status(pack: Pack, status: str) -> Pack:
    if pack.meta.status == status:
        return pack
    return pack.model_copy(update={"meta": pack.meta.model_copy(update={"status": status})})
