"""Promise 2: a thief of both databases' files reads nothing and cannot tell whose is whose."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections

from lejde.chat import actions, beside, desk_actions, pictures, second, unsent
from lejde.chat.models import Conversation
from lejde.chat.tests.photographs import SECRETS, photograph
from lejde.counselling import actions as goals
from lejde.counselling import desk_actions as goals_desk
from lejde.counselling import places, queries
from lejde.counselling.domain import Told
from lejde.identity.staffing import Worker
from lejde.identity.tests.working import house
from lejde.kernel.clock import today
from lejde.vault import visitors
from lejde.vault.keystore.models import Half
from lejde.vault.models import Attachment, Folder, Mailbox, Record
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
        beside.note(nurse, number, f"note: {WORDS}")
        beside.set_risk(nurse, number, "acute", f"worry: {WORDS}", 8)
        second.ask(nurse, number, f"question: {WORDS}")
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


def test_no_goal_no_step_and_no_theme_of_a_talk_lies_in_the_files() -> None:
    for people in house("nurse", "sexologist"):
        session = visitors.resume(visitors.make_visitor().token)
        number = int(actions.begin(session, "counselling", "en")[0].pk)
        worker = Worker(people.user("sexologist"), people.clinic["sexologist"])
        desk_actions.claim(worker, number)
        (own,) = queries.own(session)
        goals.say_yes(session, own, "counselling")
        told = Told(themes=("exploitation",), readiness="ambivalent", goal=WORDS)
        goals_desk.save(places.behind(worker, "talk", number), "an-entry", 0, told)
        goals.add_step(session, own, "a-step-of-mine", f"step: {WORDS}")
        if on_sqlite():
            raw = files()
            for secret in (WORDS, "exploitation", "ambivalent", "an-entry", "a-step-of-mine"):
                assert secret.encode() not in raw
        # Once deleted, neither side opens it.
        actions.erase(session, number)
        assert queries.own(session) == []


def test_no_byte_of_a_picture_and_nothing_told_with_it_lies_in_the_files() -> None:
    """Neither as it came, nor as it is kept, nor its key, nor a name."""
    for people in house("nurse", "doctor"):
        session = visitors.resume(visitors.make_visitor().token)
        number = int(actions.begin(session, "health", "en")[0].pk)
        raw = photograph(1, 900, 700)
        pictures.send(session, number, "an-id-of-a-picture", WORDS, raw)
        nurse = Worker(people.user("nurse"), people.clinic["nurse"])
        desk_actions.claim(nurse, number)
        kept = pictures.opens(nurse, number, 1)
        (told,) = (one.picture for one in actions.read(session, number)[1])
        assert told is not None and len(kept) > 4_000
        row, half = Attachment.objects.get(), Half.objects.exclude(end_day=None).get()
        if on_sqlite():
            files_now = files()
            assert bytes(row.sealed)[-64:] in files_now
            for whole in (raw, kept):
                cut = [whole[at : at + 24] for at in range(0, len(whole) - 24, 24)]
                # A run of equal bytes proves nothing: an empty page of a database has one too.
                assert not [one for one in cut if len(set(one)) > 4 and one in files_now]
            for secret in (told.key, told.key.hex().encode(), told.mark.encode(), *SECRETS):
                assert secret not in files_now
            assert b"an-id-of-a-picture" not in files_now
        # Nothing of its row or its half stands in any row of the talk, of the visitor or of a half.
        rest: list[Any] = [*Mailbox.objects.all(), *Folder.objects.all(), *Record.objects.all()]
        rest += [*Conversation.objects.all(), *Half.objects.exclude(id=half.id)]
        beside = b"|".join(one for other in rest for one in telling(other))
        own = telling(row) | {bytes(half.value), str(half.id).encode()}
        assert not [one for one in own if one in beside]


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
