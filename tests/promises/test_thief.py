"""Promise 2: a thief of both databases' files reads nothing and cannot tell whose is whose."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections

from lejde.chat import actions, desk_actions, unsent
from lejde.identity.staffing import Worker
from lejde.identity.tests.working import house
from lejde.kernel.clock import today
from lejde.vault import visitors
from lejde.vault.keystore.models import Half
from lejde.vault.models import Folder, Mailbox, Record
from lejde.vault.tests.founding import Clinic

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

WORDS = "a sentence that nobody else may read"


def files() -> bytes:
    """Everything that lies on the disk, write-ahead logs included."""
    home = Path(settings.LEJDE_HOME)
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def on_sqlite() -> bool:
    return connection.vendor == "sqlite"


def test_no_word_and_no_code_lies_in_the_files() -> None:
    made = visitors.make_visitor()
    session = visitors.resume(made.token)
    folder = session.create_folder()
    session.write(folder, "talk", {"text": WORDS})
    if on_sqlite():
        raw = files()
        assert len(raw) > 50_000
        for secret in (WORDS, made.token, made.return_code, made.return_code.replace("-", "")):
            assert secret.encode() not in raw


def test_no_word_of_a_chat_and_no_id_of_a_sender_lies_in_the_files() -> None:
    for people in house("nurse", "doctor"):
        session = visitors.resume(visitors.make_visitor().token)
        number = int(actions.begin(session, "health", "en", "an-id-of-a-talk")[0].pk)
        nurse = Worker(people.user("nurse"), people.clinic["nurse"])
        desk_actions.claim(nurse, number)
        actions.say(session, number, "an-id-of-a-message", WORDS)
        desk_actions.say(nurse, number, "another-id", f"answer: {WORDS}")
        unsent.keep(nurse, number, f"not sent: {WORDS}", desk_actions.find(nurse, number).part)
        if on_sqlite():
            raw = files()
            for secret in (WORDS, "an-id-of-a-talk", "an-id-of-a-message", "another-id"):
                assert secret.encode() not in raw
        # The same id twice, in two talks: rows do not say that it is the same.
        other = int(actions.begin(session, "health", "en")[0].pk)
        actions.say(session, other, "an-id-of-a-message", WORDS)
        once = list(Record.objects.exclude(once="").values_list("once", flat=True))
        assert len(once) == len(set(once)) == 3


def test_a_destroyed_half_is_nowhere_in_the_files() -> None:
    made = visitors.make_visitor()
    halves = [bytes(value) for value in Half.objects.values_list("value", flat=True)]
    connections["keys"].close()
    if on_sqlite():
        assert all(half in files() for half in halves)
    visitors.erase_everything(visitors.resume(made.token))
    if on_sqlite():
        assert not any(half in files() for half in halves)


def test_the_order_of_rows_tells_nothing_of_who_came_when() -> None:
    numbers = []
    for _ in range(40):
        session = visitors.resume(visitors.make_visitor().token)
        numbers.append(session.create_folder())
    by_place = list(Folder.objects.order_by("id").values_list("number", flat=True))
    assert by_place != numbers
    in_step = sum(one == two for one, two in zip(by_place, numbers, strict=True))
    assert in_step < 10
    if on_sqlite():
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid, id FROM vault_folder")
            assert all(place == key for place, key in cursor.fetchall())


def test_no_column_of_a_mailbox_stands_in_a_folder() -> None:
    session = visitors.resume(visitors.make_visitor().token)
    session.create_folder()
    mailbox = {str(v) for v in Mailbox.objects.values_list("id", "half", "locator").get()}
    folder = {str(v) for v in Folder.objects.values_list("id", "half", "number").get()}
    assert not mailbox & folder


def test_nothing_of_a_guest_code_stands_with_the_visitor_or_their_folder() -> None:
    """Every value of its row and its half is looked for in every other row, blobs included."""
    with Clinic():
        made = visitors.make_visitor()
        session = visitors.resume(made.token)
        folder = session.create_folder()
        session.write(folder, "answers", {"text": WORDS})
        before = {row.pk for row in Mailbox.objects.all()}
        code = session.invite(folder, frozenset({"answers"}), today(), "a name for my sister")
        visitors.enter(code)
    guest = Mailbox.objects.exclude(pk__in=before).get()
    half = Half.objects.get(id=guest.half)
    rest: list[Any] = [*Mailbox.objects.filter(pk__in=before), *Folder.objects.all()]
    rest += [*Record.objects.all(), *Half.objects.exclude(id=half.id)]
    told = b"|".join(one for row in rest for one in telling(row))
    own = telling(guest) | telling(half)
    assert len(own) >= 8
    assert not [one for one in own if one in told]
    if on_sqlite():
        raw = files()
        for secret in (code, code.replace("-", ""), "a name for my sister"):
            assert secret.encode() not in raw


def telling(row: Any) -> set[bytes]:
    """A row's values, but for small numbers and periods that all rows share."""
    shared = ("version", "sequence", "quarter", "end_month", "lost_since")
    columns = [each for each in row._meta.concrete_fields if each.name not in shared]
    found = [getattr(row, each.attname) for each in columns]
    return {
        bytes(one) if isinstance(one, (bytes, memoryview)) else str(one).encode() for one in found
    }
