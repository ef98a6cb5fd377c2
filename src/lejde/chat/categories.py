"""What is counted of a talk: codes, what they are called, and the facts they become.

A fact stands alone: nothing joins a talk's theme to what helped, or either to the talk.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from lejde.events.counting import Fact
from lejde.kernel.errors import BadInput

# Whoever writes: nobody asks them whether they bought, sold or neither.
POPULATION = "chat"
TALK, TOPIC, YES = "chat", "chat_topic", "yes"
DID_IT_HELP = "chat_did_it_help"
NOT_RECORDED = "not_asked"

THEMES: dict[str, Any] = {
    "infection": _("infections and tests"), "worry": _("fear of having been infected"),
    "prevention": _("prevention, pregnancy"), "less": _("stopping, or doing it less"),
    "identity": _("sexual identity"), "partner": _("a partner"), "loss": _("loss"),
    "shame": _("shame"), "guilt": _("guilt"), "loneliness": _("loneliness"),
    "online": _("porn and online"), "substances": _("alcohol and drugs"),
    "pressure": _("pressure"), "exploitation": _("exploitation"),
    "violence": _("violence or threats"), "law": _("law and rights"),
    "money": _("money, work, a place to live"), "other": _("something else"),
}  # fmt: skip
HELPED_BY: dict[str, Any] = {
    "heard": _("being listened to"), "information": _("information"),
    "proportion": _("seeing the risk in proportion"), "next_step": _("finding a next step"),
    "practical": _("practical help"), "nothing": _("nothing that we saw"),
}  # fmt: skip
WENT_ON: dict[str, Any] = {
    "booking": _("an appointment"), "talk": _("more talks"),
    "referral": _("help somewhere else"), "none": _("nothing further"),
}  # fmt: skip
# Asked of the visitor, once.
ANSWERS: dict[str, Any] = {
    "yes": _("Yes"), "a_little": _("A little"), "no": _("No"),
    "did_not_want": _("I'd rather not say"),
}  # fmt: skip
CATEGORIES = {"theme": THEMES, "helped_by": HELPED_BY, "went_on": WENT_ON}


@dataclass(frozen=True)
class Recorded:
    """What staff say of a talk for the numbers; each empty where it is not recorded."""

    theme: str = ""
    helped_by: str = ""
    went_on: str = ""


NOTHING_RECORDED = Recorded()


def check(told: Recorded) -> Recorded:
    """What was told; raises BadInput with the names that do not fit."""
    wrong = [
        name for name, value in asdict(told).items() if value and value not in CATEGORIES[name]
    ]
    if wrong:
        raise BadInput(f"{wrong[0]}: is not a known code", keys=wrong)
    return told


def facts_of(month: str, topic: str, told: Recorded) -> list[Fact]:
    """One fact for the talk, one for its topic, one for each category."""
    values = {TALK: YES, TOPIC: topic} | {
        f"chat_{name}": value or NOT_RECORDED for name, value in asdict(told).items()
    }
    return list(_facts(month, values.items()))


def fact_of_answer(month: str, answer: str) -> Fact:
    """What a visitor said of whether it helped."""
    return Fact(month, POPULATION, DID_IT_HELP, answer)


def _facts(month: str, values: Iterable[tuple[str, str]]) -> Iterable[Fact]:
    return (Fact(month, POPULATION, variable, value) for variable, value in values)
