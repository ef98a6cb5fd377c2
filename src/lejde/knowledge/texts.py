"""Headings of the groups, and words for the rules."""

from typing import Any

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

# The rules, as clinicians read them: by infection, then by what they are about.
THEMES: dict[str, Any] = {
    "urgent": _("What cannot wait"),
    "pep": _("PEP"),
    "prep": _("PrEP"),
    "pregnancy": _("Emergency contraception and pregnancy"),
    "vaccines": _("Vaccines"),
    "after": _("After an answer or a treatment"),
    "talk": _("Talks, and good to know"),
    "violence": _("Violence, pressure, trafficking"),
    "youth": _("Under 18"),
    "law": _("What the law says"),
    "care": _("The right to care"),
}
GIVES: dict[str, Any] = {
    "window": _("From when a test can be believed"),
    "test": _("Tests"),
    "advice": _("Advice"),
    "left_out": _("Left out, and why"),
    "follow_up": _("Afterwards"),
}
METHODS: dict[str, Any] = {
    "naat": _("NAAT"),
    "lab": _("in the laboratory"),
    "rapid": _("rapid test"),
    "pcr": _("PCR"),
    "serology": _("antibodies"),
}
LEVELS: dict[str, Any] = {
    "standard": _("standard"),
    "extended": _("extended"),
    "rapid": _("rapid"),
    "supplementary": _("supplementary"),
}
URGENCIES: dict[str, Any] = {
    "now": _("now"),
    "soon": _("soon"),
    "info": _("good to know"),
}
TIERS: dict[str, Any] = {
    "authority": _("authority"),
    "society": _("professional society"),
    "clinic": _("clinic"),
    "seed": _("report"),
}
# Files of cases, by what the people in them have in common.
CASES: dict[str, Any] = {
    "after": _("After an answer or a treatment"),
    "assault": _("After an assault"),
    "blood": _("Blood tests"),
    "contacts": _("A partner has an infection"),
    "health": _("Health"),
    "law": _("What the law says"),
    "others": _("Others"),
    "paid": _("Paid for or exchanged"),
    "pep": _("PEP"),
    "pregnancy": _("Emergency contraception and pregnancy"),
    "prevention": _("Vaccines and PrEP"),
    "report": _("The people of the report"),
    "rights": _("Rights and the law"),
    "samples": _("Samples"),
    "symptoms": _("Symptoms"),
    "talk": _("Talks, and good to know"),
    "urgent": _("What cannot wait"),
    "youth": _("Under 18"),
}
