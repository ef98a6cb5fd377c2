"""Forms around a talk with more than two, or that goes from one to another."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lejde.chat import handover, lines, offering, texts, transfer
from lejde.chat.domain import LONGEST_TEXT, PURPOSE_OF, SYSTEM, VISITOR, Message
from lejde.chat.models import Conversation
from lejde.identity.roles import ROLES
from lejde.ui.choosing import offer
from lejde.ui.writing import LongText

EXCERPT = 120
DAYS = {0: _("Today"), 2: _("Three days"), 6: _("A week")}


class TransferForm(forms.Form):
    """To a role, or to one colleague."""

    to = forms.ChoiceField(label=_("Who goes on?"))

    def __init__(self, data: Any, choices: list[transfer.Choice]) -> None:
        super().__init__(data)
        self._choices = {f"{one.role}/{one.to}": one for one in choices}
        offer(
            self,
            "to",
            [
                (key, f"{one.to} ({ROLES[one.role].label})" if one.to else ROLES[one.role].label)
                for key, one in self._choices.items()
            ],
        )

    @property
    def chosen(self) -> transfer.Choice:
        return self._choices[self.cleaned_data["to"]]


class OfferForm(forms.Form):
    """What the visitor could do next."""

    what = forms.ChoiceField(label=_("The next step"))

    def __init__(self, data: Any, row: Conversation) -> None:
        super().__init__(data)
        steps = [(one, texts.STEPS[one]) for one in offering.OFFERS if one != lines.HANDOVER]
        steps += [
            (f"{lines.HANDOVER}/{topic}", f"{texts.STEPS[lines.HANDOVER]}: "
             f"{texts.READERS[PURPOSE_OF[topic]]} ({texts.TOPICS[topic]})")
            for topic in handover.topics(row)
        ]  # fmt: skip
        offer(self, "what", steps)

    @property
    def chosen(self) -> tuple[str, str]:
        """What, and to which topic."""
        what, _, topic = self.cleaned_data["what"].partition("/")
        return what, topic


class JoinForm(forms.Form):
    """Why somebody opens a colleague's talk; the visitor reads it."""

    reason = forms.ChoiceField(
        label=_("Why? The visitor reads this."), choices=list(texts.REASONS.items()),
        widget=forms.RadioSelect,
    )  # fmt: skip
    writes = forms.BooleanField(label=_("I also write"), required=False)


class HandoverForm(forms.Form):
    """With whom the talk goes on, and what they get to read."""

    topic = forms.ChoiceField(label=_("With whom do you want to talk?"), widget=forms.RadioSelect)
    summary = LongText(
        label=_("In your own words: what is it about?"), longest=LONGEST_TEXT, required=False,
        help_text=_("A few words are enough. You can leave it empty."),
    )  # fmt: skip
    bring = forms.ChoiceField(
        label=_("What do they get to read of what was written so far?"),
        choices=list(texts.BRINGS.items()), initial=handover.NOTHING, widget=forms.RadioSelect,
    )  # fmt: skip
    messages = forms.MultipleChoiceField(
        label=_("These messages, if you chose so above"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self, data: Any, row: Conversation, messages: list[Message], topic: str = ""
    ) -> None:
        super().__init__(data, initial={"topic": topic})
        offer(
            self,
            "topic",
            [
                (one, f"{texts.TOPICS[one]}: {texts.READERS[PURPOSE_OF[one]]}")
                for one in handover.topics(row)
            ],
        )
        said = [one for one in messages if one.sender != SYSTEM and one.text]
        if not said:
            del self.fields["bring"], self.fields["messages"]
            return
        offer(
            self,
            "messages",
            [(str(one.sequence), f"{_who(one.sender)}: {_excerpt(one.text)}") for one in said],
        )

    def clean(self) -> dict[str, Any]:
        """Chosen messages without the choice above, or the other way round, are asked about."""
        told: dict[str, Any] = super().clean() or {}
        is_chosen, some = told.get("bring") == handover.CHOSEN, bool(told.get("messages"))
        if is_chosen and not some:
            self.add_error("messages", _("Choose at least one, or choose nothing above."))
        if some and not is_chosen and "bring" in told:
            self.add_error("bring", _("You marked messages below. Choose here what you want."))
        return told


class InterpreterForm(forms.Form):
    """How long the code opens, and the visitor's own word for whom."""

    days = forms.ChoiceField(
        label=_("For how long?"), choices=list(DAYS.items()), initial=0, widget=forms.RadioSelect
    )
    called = forms.CharField(
        label=_("What do you call them?"), required=False, max_length=40,
        help_text=_("Only you see it, so that you know whose code it is. You can leave it empty."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


def _who(sender: str) -> str:
    return str(_("you") if sender == VISITOR else texts.SENDERS[sender])


def _excerpt(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= EXCERPT else plain[: EXCERPT - 1] + "…"
