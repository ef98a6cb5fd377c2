"""A crowd at the door fells nothing, and who floods the queue is not served first."""

import threading

import pytest

from lejde.kernel.errors import TooBusy
from lejde.vault import _hashing
from lejde.vault._hashing import Places


def test_a_full_queue_says_so_at_once() -> None:
    places = Places(places=1, queue=0)
    with places.one(), pytest.raises(TooBusy), places.one():
        pass
    with places.one():
        pass


def test_who_waits_too_long_is_told_and_takes_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_hashing, "LONGEST_WAIT_SECONDS", 0.01)
    places = Places(places=1, queue=5)
    with places.one(), pytest.raises(TooBusy), places.one():
        pass
    with places.one():
        pass


def test_the_next_is_drawn_by_lot() -> None:
    orders = set()
    for _ in range(12):
        places, served = Places(places=1, queue=8), list[int]()
        with places.one():
            threads = []
            for number in range(6):
                threads.append(threading.Thread(target=wait, args=(places, served, number)))
                threads[-1].start()
                while len(places._waiting) <= number:
                    pass
        for thread in threads:
            thread.join()
        assert sorted(served) == list(range(6))
        orders.add(tuple(served))
    assert len(orders) > 1


def wait(places: Places, served: list[int], number: int) -> None:
    with places.one():
        served.append(number)
