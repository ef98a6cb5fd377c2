"""Headings of the groups."""

from django.utils.translation import gettext_lazy as _

GROUPS = {
    "infections": _("Infections"),
    "samples": _("How a sample is taken"),
    "prevention": _("Protection, vaccines, pregnancy"),
    "after": _("After something has happened"),
    "mind": _("Thoughts and feelings"),
    "body": _("Sex, limits, substances"),
    "young": _("Under 18"),
    "rights": _("Coming here, and your rights"),
}
