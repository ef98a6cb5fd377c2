"""Identity's own entries in the desk's navigation."""

from django.utils.translation import gettext_lazy as _

from lejde.identity.desk import Page, add_page
from lejde.identity.roles import SEE_AUDIT


def add() -> None:
    """Called once when the house starts."""
    add_page(Page(0, "desk", _("To do"), lambda worker: True))
    add_page(Page(80, "people", _("People"), lambda worker: True))
    add_page(Page(90, "audit", _("Who did what"), lambda worker: worker.may(SEE_AUDIT)))
    add_page(Page(95, "mfa_index", _("My keys"), lambda worker: True))
