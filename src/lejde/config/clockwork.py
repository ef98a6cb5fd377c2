"""What the house does by itself while it serves: errands and places in the queue every half minute,
the sweep at night.
"""

import logging
import threading
from collections.abc import Callable
from datetime import date, datetime

from django.db import connections

from lejde.booking import hours, taking
from lejde.chat import figures, presence, queueing, shredding
from lejde.config import delivery
from lejde.kernel.clock import now
from lejde.vault import errands, upkeep

EVERY_SECONDS = 30
NIGHT_HOUR = 3

log = logging.getLogger(__name__)


def run_errands(moment: datetime) -> int:
    """Sends what is due; how many. Ended first, so that a crash sends nothing twice."""
    sent = 0
    for errand in errands.due(moment):
        if errands.end(errand.number):
            sent += delivery.send(errand.address, errand.words)
    return sent


def night() -> None:
    """The nightly sweep: talks that have run out, orphans, the order of rows, yesterday's slots;
    slots for a new day.
    """
    try:
        shred()
    finally:
        hours.clear()
        hours.fill()
        upkeep.sweep()
        presence.forget()
        figures.forget()
    upkeep.mix_order("chat")


def shred() -> None:
    """A promise of a day that cannot be kept is said in a line, for whoever runs the house."""
    if failed := shredding.run():
        log.error("clockwork: %d talks are not deleted; tried again next night", failed)


def start() -> threading.Event:
    """Runs until the event is set."""
    stop = threading.Event()
    threading.Thread(target=_run, args=(stop,), name="clockwork", daemon=True).start()
    return stop


def _run(stop: threading.Event) -> None:
    last_night: date | None = None
    while not stop.wait(EVERY_SECONDS):
        _quietly(lambda: run_errands(now()))
        _quietly(taking.offer_again)
        _quietly(queueing.settle_all)
        local = now().astimezone(hours.zone())
        if local.hour == NIGHT_HOUR and last_night != local.date():
            last_night = local.date()
            _quietly(night)
        connections.close_all()


def _quietly(act: Callable[[], object]) -> None:
    # A full disk or a database away must not end the clock; the fact is logged, never the words.
    try:
        act()
    except Exception as error:
        log.warning("clockwork: %s", type(error).__name__)
