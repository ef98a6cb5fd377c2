"""What a visitor may rely on: nothing lost between tabs, nothing left after erasing."""

import contextlib
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connections
from time_machine import TimeMachineFixture

from lejde.kernel.errors import NotFound, NotSignedIn
from lejde.vault import _folders, visitors
from lejde.vault._halves import half_of
from lejde.vault.keystore.models import Half, Session
from lejde.vault.models import Folder, Mailbox, Record
from lejde.vault.visitors import VisitorSession

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def come_in() -> tuple[str, VisitorSession]:
    made = visitors.make_visitor()
    return made.return_code, visitors.resume(made.token)


def in_threads(count: int, act: Callable[[], object]) -> None:
    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_what_is_written_is_read_again_with_the_code() -> None:
    code, session = come_in()
    folder = session.create_folder()
    session.write(folder, "talk", {"text": "hei"})
    session.write(folder, "talk", {"text": "på deg"})
    again = visitors.resume(visitors.sign_in(code))
    assert again.folders() == [folder]
    assert [r["text"] for r in again.read(folder, "talk")] == ["hei", "på deg"]
    assert again.read(folder, "another part") == []


def test_somebody_else_cannot_open_a_folder_whose_number_they_know() -> None:
    _, mine = come_in()
    folder = mine.create_folder()
    _, other = come_in()
    with pytest.raises(NotFound):
        other.read(folder, "talk")
    with pytest.raises(NotFound):
        other.erase_folder(folder)


def test_two_tabs_that_make_folders_at_once_lose_none() -> None:
    _, session = come_in()
    in_threads(6, lambda: [session.create_folder() for _ in range(3)])
    assert len(session.folders()) == 18
    assert Folder.objects.count() == 18


def test_two_tabs_that_write_at_once_leave_no_gap() -> None:
    _, session = come_in()
    folder = session.create_folder()
    in_threads(5, lambda: [session.write(folder, "talk", {"a": 1}) for _ in range(4)])
    sequences = Record.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(sequences) == list(range(1, 21))


def test_a_row_moved_to_another_place_does_not_open() -> None:
    _, session = come_in()
    folder = session.create_folder()
    session.write(folder, "talk", {"text": "first"})
    session.write(folder, "talk", {"text": "second"})
    one, two = Record.objects.order_by("sequence")
    Record.objects.filter(id=one.id).update(sealed=two.sealed)
    with pytest.raises(Exception, match="cannot_open"):
        session.read(folder, "talk")


def test_an_old_copy_of_the_database_opens_for_nobody_after_everything_is_erased() -> None:
    code, session = come_in()
    folder = session.create_folder()
    session.write(folder, "talk", {"text": "hei"})
    secret = session._secret(folder)
    kept = [list(model.objects.all()) for model in (Mailbox, Folder, Record)]
    visitors.erase_everything(session)
    assert Half.objects.count() == 0
    for rows in kept:
        for row in rows:
            row.save(force_insert=True)
    with pytest.raises(NotSignedIn):
        visitors.sign_in(code)
    with pytest.raises(NotFound):
        _folders.read(folder, _folders.part_of(secret, "talk"))


def test_a_code_changed_in_one_tab_ends_the_other() -> None:
    code, session = come_in()
    elsewhere = visitors.sign_in(code)
    fresh = visitors.change_code(session)
    with pytest.raises(NotSignedIn):
        visitors.resume(elsewhere)
    with pytest.raises(NotSignedIn):
        visitors.sign_in(code)
    assert visitors.resume(fresh.token).folders() == []
    with pytest.raises(NotSignedIn):
        visitors.change_code(session)


def test_a_session_ends_a_quarter_of_an_hour_after_the_last_act(
    time_machine: TimeMachineFixture,
) -> None:
    time_machine.move_to(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    token = visitors.make_visitor().token
    time_machine.shift(14 * 60)
    visitors.resume(token)
    time_machine.shift(14 * 60)
    visitors.resume(token)
    time_machine.shift(16 * 60)
    with pytest.raises(NotSignedIn):
        visitors.resume(token)


def test_the_session_row_alone_opens_nothing() -> None:
    token = visitors.make_visitor().token
    row = Session.objects.get()
    assert token not in (row.token_hash, bytes(row.sealed).hex())
    assert visitors.resume(token) and "key" not in repr(visitors.resume(token))


def test_a_folder_erased_is_gone_and_its_half_with_it() -> None:
    _, session = come_in()
    folder = session.create_folder()
    half = Folder.objects.get().half
    session.erase_folder(folder)
    assert half_of(half) is None
    assert session.folders() == []
    with pytest.raises(NotFound):
        session.read(folder, "talk")


def test_what_was_decided_by_reading_is_written_only_while_nothing_came_between() -> None:
    _, session = come_in()
    folder = session.create_folder()
    assert session.write(folder, "talk", {"n": 1}, after=0) == 1
    for stale in (0, 2, 7):
        with pytest.raises(visitors.Overtaken):
            session.write(folder, "talk", {"n": 2}, after=stale)
    won: list[int] = []

    def once() -> None:
        with contextlib.suppress(visitors.Overtaken):
            won.append(session.write(folder, "talk", {"n": 2}, after=1))

    in_threads(8, once)
    assert won == [2] and session.read(folder, "talk") == [{"n": 1}, {"n": 2}]
    session.erase_folder(folder)
    with pytest.raises(NotFound):
        session.write(folder, "talk", {"n": 3}, after=2)
