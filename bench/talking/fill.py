"""Fills a house with talks and people who wait, in a process of its own; their tokens as JSON.

Sessions are made by identity's own functions. Codes are hashed fast here and the disk is not waited
for: neither is what the bench measures.
"""

import json
import sys
from itertools import cycle
from pathlib import Path
from typing import Any

from django.conf import settings

from lejde.config import serve

STAFF = 10


def main(target: str, talks: int, waiting: int) -> None:
    settings.LEJDE_FAST_HASHING = True
    for database in settings.DATABASES.values():
        if told := database["OPTIONS"].get("init_command"):
            database["OPTIONS"]["init_command"] = told.replace("=FULL", "=OFF")
    serve.prepare()
    Path(target).write_text(json.dumps(_filled(talks, waiting)))


def _filled(talks: int, waiting: int) -> dict[str, Any]:
    from lejde.chat import desk_actions, presence
    from lejde.chat.models import Presence
    from lejde.identity.staffing import Worker
    from lejde.identity.tests.working import House, code_of
    from lejde.vault.tests.founding import Clinic

    with Clinic() as clinic:
        house = House(clinic)
        house.employ("nurse", "doctor")
        names = ["nurse", *(f"nurse{number}" for number in range(1, STAFF))]
        for name in names[1:]:
            clinic.join(name, "care health", by="nurse")
            house._row(name, clinic.people[name])
        house.clinic.people["nurse"].session()
        _as_nurses(names)
        tokens = {name: _token(house, name, code_of(house.totp[name])) for name in names}
        workers = {name: Worker(house.user(name), clinic[name]) for name in names}
        for worker in workers.values():
            presence.answers(worker.user, ["health"])
        Presence.objects.update(capacity=talks // STAFF + 1)
        told: list[dict[str, str]] = []
        for name, _ in zip(cycle(names), range(talks), strict=False):
            visitor, number = _begun()
            desk_actions.claim(workers[name], int(number))
            told.append({"id": number, "visitor": visitor, "staff": tokens[name]})
        queue = [dict(zip(("visitor", "id"), _begun(), strict=True)) for _ in range(waiting)]
        return {
            "root": clinic.root.public, "talks": told, "waiting": queue,
            "desks": list(tokens.values()),
        }  # fmt: skip


def _as_nurses(names: list[str]) -> None:
    from lejde.identity.models import Staff

    Staff.objects.filter(username__in=names).update(role="nurse")


def _token(house: Any, name: str, code: str) -> str:
    from lejde.identity.sign_in import sign_in_for_programs

    passphrase = house.clinic.people[name].passphrase
    return sign_in_for_programs(username=name, password=passphrase, code=code)


def _begun() -> tuple[str, str]:
    from lejde.chat import actions
    from lejde.vault import visitors

    token = visitors.make_visitor().token
    row, _ = actions.begin(visitors.resume(token), "health", "nb")
    return token, str(row.pk)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
