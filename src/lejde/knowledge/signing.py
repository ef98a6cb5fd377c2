"""Two roles sign each line of a pack; a line that changes afterwards is unsigned again."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from lejde.guidelines.rules import Pack
from lejde.identity.roles import ROLES, SIGN
from lejde.identity.staffing import Worker
from lejde.kernel import clock
from lejde.kernel.errors import Conflict, NotAllowed, NotFound
from lejde.knowledge.models import Signature

SIGNERS = ("nurse", "doctor")


@dataclass(frozen=True)
class Signed:
    """Who stands behind a line: a role, and since which day."""

    role: str
    day: date


@lru_cache(maxsize=4)
def lines_of(pack: Pack) -> dict[str, str]:
    """Every line that needs signatures, a rule or a window, with the digest of what it says."""
    lines = {rule.id: _digest(rule) for rule in pack.rules}
    for window in pack.windows:
        lines[f"{pack.meta.id}.window.{window.infection}.{window.method}"] = _digest(window)
    return lines


def key_of(line: str) -> str:
    """Under what a line lies among the signatures. Not its name: whoever searches a stolen
    database for the codes of a visit shall find none that a rule happens to be called by.
    """
    return hashlib.sha256(b"lejde line " + line.encode()).hexdigest()[:32]


def _digest(line: Any) -> str:
    return hashlib.sha256(line.model_dump_json().encode()).hexdigest()


def signed(pack: Pack) -> dict[str, list[Signed]]:
    """Signatures by line, of what the lines say now."""
    lines = lines_of(pack)
    found: dict[str, list[Signed]] = {line: [] for line in lines}
    named = {(key_of(line), digest): line for line, digest in lines.items()}
    for one in Signature.objects.filter(digest__in=set(lines.values())).order_by("role"):
        if line := named.get((one.line, one.digest)):
            found[line].append(Signed(one.role, one.day))
    return found


def is_signed(pack: Pack) -> bool:
    """Whether both roles stand behind every line. Read anew each time: after a restore there may be
    as many signatures as before, and other ones.
    """
    rows = Signature.objects.filter(role__in=SIGNERS).values_list("line", "digest", "role")
    return _wanted(pack) <= set(rows)


@lru_cache(maxsize=4)
def _wanted(pack: Pack) -> set[tuple[str, str, str]]:
    lines = lines_of(pack).items()
    return {(key_of(line), digest, role) for line, digest in lines for role in SIGNERS}


def sign(worker: Worker, pack: Pack, lines: dict[str, str]) -> int:
    """Signs lines as they were read (`lines`: line and digest); how many were new.

    Raises Conflict when one has changed since it was read, NotFound, NotAllowed.
    """
    if not worker.may(SIGN) or worker.user.role not in SIGNERS:
        raise NotAllowed
    now = lines_of(pack)
    for line, digest in lines.items():
        if line not in now:
            raise NotFound("there is no such rule")
        if now[line] != digest:
            raise Conflict("this rule has changed since you read it")
    day, role = clock.today(), worker.user.role
    rows = [
        Signature(line=key_of(line), digest=digest, role=role, worker=worker.user.pk, day=day)
        for line, digest in lines.items()
    ]
    before = Signature.objects.count()
    Signature.objects.bulk_create(rows, ignore_conflicts=True)
    worker.note("signed_rules")
    return Signature.objects.count() - before


def label(role: str) -> Any:
    """The role's name."""
    return ROLES[role].label
