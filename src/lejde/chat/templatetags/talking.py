"""Codes of the chat in words."""

from django import template

from lejde.chat import texts
from lejde.identity.roles import ROLES

register = template.Library()


@register.filter
def role_label(code: str) -> str:
    """A role's name; empty for none."""
    return str(ROLES[code].label) if code in ROLES else ""


@register.filter
def step_label(what: str) -> str:
    """What an offer leads to."""
    return str(texts.STEPS_OWN.get(what, ""))


@register.filter
def sender_label(sender: str) -> str:
    """Who said something, to a third."""
    return str(texts.SENDERS[sender])
