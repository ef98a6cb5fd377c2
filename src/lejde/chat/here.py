"""Being there, as the desk shows it and asks for it."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lejde.chat import desk_actions, opening, presence, texts
from lejde.chat.domain import PRESENT_FOR, WRITING_FOR
from lejde.chat.views.looking import may_look
from lejde.identity.cookies import STILL
from lejde.identity.staffing import Worker
from lejde.kernel import clock
from lejde.ui.choosing import offer


class HereForm(forms.Form):
    """About what, and how many at a time."""

    topics = forms.MultipleChoiceField(label=_("About"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, worker: Worker, data: Any = None) -> None:
        mine, most = desk_actions.topics(worker), opening.pace().most
        initial = {"topics": mine, "capacity": min(presence.DEFAULT_CAPACITY, most)}
        super().__init__(data, initial=initial)
        self.fields["capacity"] = forms.IntegerField(
            label=_("How many at a time"), min_value=1, max_value=most
        )
        offer(self, "topics", [(one, texts.TOPICS[one]) for one in mine])


def gives_a_sign(request: HttpRequest, worker: Worker) -> None:
    """A page that came by itself says that the desk is open; any other, that a person is at it. A
    page that holds still gives no signs later on: for a while the person counts without.
    """
    if STILL in request.GET:
        presence.sign(worker.user)
    else:
        presence.acts(worker.user, PRESENT_FOR if may_look(request) else WRITING_FOR)


def shown(
    worker: Worker, form: HereForm | None = None, *, gives_signs: bool = True
) -> dict[str, Any]:
    """How this one stands with being there, for the queue's page."""
    row, now = presence.of(worker.user), clock.now()
    taken = presence.takes(row, now) if row else []
    has_ended = row is not None and not taken and row.topics.strip() != ""
    until = row.awake_until if row else None
    if row and until and not gives_signs:
        until = min(until, row.until)
    return {
        "form": form or HereForm(worker), "topics": [texts.TOPICS[one] for one in taken],
        "capacity": row.capacity if row else 0, "until": until, "has_ended": has_ended,
        "pause_until": _later(row.pause_until, now) if row else None,
    }  # fmt: skip


def _later(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment and moment > now else None
