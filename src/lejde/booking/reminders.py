"""A neutral reminder, if somebody wants one: the only address this house ever holds, for a day."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lejde.booking import records
from lejde.booking.domain import REMIND_BEFORE
from lejde.booking.hours import zone
from lejde.booking.records import Appointment
from lejde.kernel.clock import now
from lejde.kernel.errors import BadInput
from lejde.vault import errands
from lejde.vault.visitors import VisitorSession

EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,200}\.[^@\s.]{2,30}")
PHONE = re.compile(r"\+?[0-9]{6,15}")


def clean(address: str) -> str:
    """An e-mail address or a phone number, or nothing; raises BadInput."""
    plain = address.strip()
    number = re.sub(r"[\s()-]", "", plain)
    if not plain or EMAIL.fullmatch(plain):
        return plain
    if PHONE.fullmatch(number):
        return number
    raise BadInput("address", keys=["address"])


def is_offered() -> bool:
    """Whether this house can send anything."""
    return bool(settings.LEJDE_DEMO or settings.LEJDE_REMINDERS_URL)


def remind(session: VisitorSession, one: Appointment, address: str) -> Appointment:
    """Leaves the errand of a booked time and notes its number in the folder."""
    if not address or not is_offered():
        return one
    reminded = replace(one, errand=errands.leave(address, *_told(one)))
    records.write(session, reminded)
    return reminded


def remind_of_other(one: Appointment) -> None:
    """The errand that there is, for the time as it is now. The address lies in the errand alone, so
    that it is gone when it is sent, also for whoever has the code.
    """
    if one.errand:
        errands.change(one.errand, *_told(one))


def _told(one: Appointment) -> tuple[str, datetime]:
    start = timezone.localtime(one.start, zone())
    said = _("Reminder: %(day)s at %(hour)s.") % {
        "day": date_format(start, "j. F"),
        "hour": start.strftime("%H:%M"),
    }
    return said, max(one.start - REMIND_BEFORE, now())


def remind_of_free(address: str, days: int) -> int:
    """An errand that waits to be hastened when a time becomes free; its number."""
    said = _("A time has become free. Open your page to see it.")
    return errands.leave(address, said, now() + timedelta(days=days + 1)) if is_offered() else 0
