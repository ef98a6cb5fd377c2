"""Every variable that facts may have: its answers, and whether several can be given.

The rooms say what they count; this joins it, so that a code nobody declared is found.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from lejde.chat import categories
from lejde.chat import texts as chat_texts
from lejde.clinic import codebook, texts

MISSING = codebook.MISSING
POPULATION = "population"
MISSING_LABELS: dict[str, Any] = {
    "not_asked": _("not asked"), "did_not_want": _("did not want to say"),
    "does_not_know": _("does not know"), "not_applicable": _("does not apply"),
}  # fmt: skip


@dataclass(frozen=True)
class Variable:
    """`labels`: each answer's code and what it is called. `counts_once`: the variable of which each
    contact has exactly one fact, so that those who gave some answer can be counted.
    """

    code: str
    labels: Mapping[str, Any]
    several: bool
    counts_once: str

    @property
    def codes(self) -> tuple[str, ...]:
        """Answers and kinds of missing."""
        return (*self.labels, *MISSING)


@cache
def variables() -> dict[str, Variable]:
    """By code."""
    visits = [
        Variable(
            one.code, {code: texts.OPTIONS[code] for code in one.options}, one.several, "visit"
        )
        for one in codebook.VARIABLES
    ]
    service = Variable("service", texts.SERVICE, several=True, counts_once="visit")
    talks = [
        Variable(f"chat_{name}", labels, several=False, counts_once="chat")
        for name, labels in categories.CATEGORIES.items()
    ]
    topic = Variable("chat_topic", chat_texts.TOPICS, several=False, counts_once="chat")
    who = Variable(POPULATION, texts.POPULATIONS, several=False, counts_once="visit")
    return {one.code: one for one in (*visits, service, *talks, topic, who)}


def counted() -> frozenset[str]:
    """Variables that count contacts and are asked of nobody."""
    return frozenset({"visit", "chat", "attendance", "chat_did_it_help"})
