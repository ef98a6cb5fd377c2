"""What is done every night: what ran out ends, what lost its other side goes, order is mixed."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import batched

from django.apps import apps
from django.db import connections, models

from lejde.kernel import clock
from lejde.kernel.clock import month_of, now
from lejde.vault import _folders
from lejde.vault._halves import cut_log, destroy_halves
from lejde.vault.keystore.models import Erased, Half, Session
from lejde.vault.models import (
    Attachment,
    Deposit,
    Epoch,
    Errand,
    Folder,
    Grant,
    Mailbox,
    Share,
    StaffKey,
)

DAYS_ERASED_ARE_KEPT = 8
NEEDED_BY: list[tuple[type[models.Model], str]] = [
    (Mailbox, "half"),
    (Folder, "half"),
    (Share, "half"),
    (Grant, "half"),
    (StaffKey, "half"),
    (StaffKey, "proof"),
    (Epoch, "half"),
    (Epoch, "proof"),
    (Deposit, "half"),
    (Errand, "half"),
    (Attachment, "half"),
]
# Whose rows are nothing without their half. A certificate void or a closed key stays in sight.
ENDS_WITH: list[type[models.Model]] = [Mailbox, Folder, Share, Grant, Deposit, Errand, Attachment]


def sweep() -> None:
    """Ends what has run out, then what has lost its other side; twice a day does no harm."""
    today = clock.today()
    end_run_out(today)
    end_lost_halves(today)
    end_lost_rows()
    Erased.objects.filter(day__lt=today - timedelta(days=DAYS_ERASED_ARE_KEPT)).delete()
    Session.objects.filter(expires_at__lt=now()).delete()
    cut_log()


def end_run_out(today: date) -> None:
    """Halves past their last month or day, and shares past their last day."""
    is_past = models.Q(end_day__lt=today)
    is_past |= models.Q(end_month__lt=month_of(today)) & ~models.Q(end_month="")
    destroy_halves(list(Half.objects.filter(is_past).values_list("id", flat=True)))
    shares = Share.objects.filter(until__lt=today)
    destroy_halves(list(shares.values_list("half", flat=True)))
    shares.delete()


def end_lost_halves(today: date) -> None:
    """A half is written before its row: only one that no row needed a day ago is lost."""
    needed: set[int] = set()
    for model, column in NEEDED_BY:
        needed.update(model._default_manager.values_list(column, flat=True))
    halves = dict(Half.objects.values_list("id", "lost_since"))
    lost = halves.keys() - needed
    found_again = [n for n in halves.keys() & needed if halves[n] is not None]
    for some in batched(found_again, 500):
        Half.objects.filter(id__in=some).update(lost_since=None)
    for some in batched([n for n in lost if halves[n] is None], 500):
        Half.objects.filter(id__in=some).update(lost_since=today)
    destroy_halves([n for n in lost if (since := halves[n]) is not None and since < today])


def end_lost_rows() -> None:
    """Rows whose half is destroyed are noise; with no half left at all, `keys` itself is amiss."""
    there = set(Half.objects.values_list("id", flat=True))
    if not there:
        return
    for model in ENDS_WITH:
        rows = model._default_manager.values_list("id", "half")
        dead = [number for number, half in rows if half not in there]
        for some in batched(dead, 500):
            model._default_manager.filter(id__in=some).delete()


def end_folder(number: str) -> None:
    """A folder has run out before its half's last month, as a room has told its visitor. Unreadable
    from now on, everywhere, for nobody's secret is needed to destroy; once more is no error.

    Guest codes of it open nothing from now on, and go on their own last day. It goes off the
    visitor's list at the next sign-in.
    """
    _folders.erase(number)


def of_which_nothing_is_left(numbers: Iterable[str]) -> set[str]:
    """Those of some folders that nobody can open any more."""
    left: set[str] = set()
    for some in batched(numbers, 500):
        left |= _folders.without_rows(some)
    return left


def mix_order(*rooms: str) -> None:
    """Rewrites tables in order of their random id, so that a file tells nothing older than a day:
    the vault's, and those of the rooms whose rows name a folder.

    Transaction numbers of PostgreSQL linked 36 of 36 lists to their folder in a trial; after one
    update of all rows and CLUSTER, none.
    """
    for alias, labels in (("default", ["vault", *rooms]), ("keys", ["keystore"])):
        connection = connections[alias]
        tables = [m for label in labels for m in apps.get_app_config(label).get_models()]
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("VACUUM")
                # Until the log is cut, the file itself still stands in the old order.
                cut_log(alias)
                continue
            for model in tables:
                name = connection.ops.quote_name(model._meta.db_table)
                key = connection.ops.quote_name(f"{model._meta.db_table}_pkey")
                cursor.execute(f"UPDATE {name} SET id = id")  # noqa: S608
                cursor.execute(f"CLUSTER {name} USING {key}")
