"""Words for questions, answers and the parts of a plan that a pack does not name."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lejde.guidelines import words
from lejde.selfcheck.vocabulary import INFECTIONS


def _words() -> Any:
    return words.of(words.nearest(get_language() or "nb")).file


def infection(code: str) -> str:
    """An infection's name as it begins a line, in the language of the page."""
    name = str(_words().infections[code])
    return name[0].upper() + name[1:]


def sample(code: str) -> str:
    """A sample in words, as it begins a line."""
    name = str(_words().specimens[code])
    return name[0].upper() + name[1:]


def follow_up(code: str) -> str | None:
    """The heading of something that comes later."""
    return _words().follow_ups.get(code)  # type: ignore[no-any-return]


def choices(question: str) -> dict[str, Any]:
    """Codes and words of a question's answers."""
    if question == "contact_of":
        return {code: infection(code) for code in INFECTIONS}
    return CHOICES[question]


def emergency() -> Any:
    """Whom to call in danger, in the country of the house."""
    return EMERGENCY[settings.LEJDE_COUNTRY]


TITLES = {
    "brings": _("What brings you here?"),
    "symptoms": _("Do you notice anything in your body?"),
    "contact_of": _("What was found in the other person?"),
    "when": _("When was it?"),
    "setting": _("What was the setting?"),
    "partner": _("Who were you with?"),
    "acts": _("What kind of sex was it?"),
    "condom": _("Was a condom used?"),
    "where": _("Where was it?"),
    "part": _("Was any of this part of it?"),
    "anatomy": _("Which of these do you have?"),
    "pregnancy": _("Could you be pregnant, or become so after this?"),
    "partner_hiv": _("Do you know whether the other person has HIV?"),
    "from_area": _("Is HIV more common where the other person comes from?"),
    "hour": _("About what time was it?"),
    "partners": _("How many have you had sex with in the last six months?"),
    "anal_partners": _("With how many of them was it anal sex without a condom?"),
    "health": _("Vaccines, illness and medicine: does any of this fit?"),
    "situation": _("Is any of this so for you?"),
    "must_tell": _("Before you go on"),
    "age": _("How old are you?"),
    "wishes": _("Is there anything you worry about or wish for?"),
}
HELPS = {
    "brings": _("Tick what fits. You can skip every question."),
    "when": _("If you do not know exactly, give the day you think it was. If it happened more "
              "than once, start with the last time; you can add others at the end."),
    "setting": _("It is fine to tell it as it was. Nobody here judges."),
    "acts": _("Tick all that fit. It decides which samples make sense."),
    "condom": _("Not knowing is an answer too."),
    "where": _("Some infections are more common in some countries."),
    "part": _("Tick what fits. What is done against your will is never your fault."),
    "anatomy": _("It decides which sample finds most."),
    "age": _("You are welcome at any age."),
    "wishes": _("Tick as many as you like."),
    "partner_hiv": _("Most people do not know. Then say so."),
    "from_area": _("It says something about a place, and nothing about a person."),
    "hour": _("Some help has to come within hours. If you are not sure, skip it; then we count "
              "with the whole day."),
    "health": _("Tick what fits, or just go on."),
    "partners": _("A guess is fine."),
    "situation": _("Tick what fits, or just go on. You get help whatever you tick."),
}  # fmt: skip
EMERGENCY = {
    "NO": _("If you are in danger now, call 112; for an ambulance 113."),
    "DK": _("If you are in danger now, call 112, for an ambulance too."),
}
METHODS = {
    "naat": _("laboratory test for the germ's genes"),
    "lab": _("laboratory test"),
    "rapid": _("rapid test"),
    "pcr": _("laboratory test for the germ's genes"),
    "serology": _("laboratory test for antibodies"),
}
CONDOMS = {
    "throughout": _("Yes, all the time"),
    "late": _("It was put on late"),
    "broke": _("It broke or slipped off"),
    "none": _("No"),
    "unsure": _("Not sure"),
}
ACTS = {
    "vaginal_insertive": _("Vaginal sex, with my penis"),
    "vaginal_receptive": _("Vaginal sex, in my vagina"),
    "anal_insertive": _("Anal sex, with my penis"),
    "anal_receptive": _("Anal sex, in my anus"),
    "oral_gave": _("Oral sex, with my mouth"),
    "oral_received": _("Oral sex, on my genitals"),
    "oral_anal": _("Mouth to anus"),
    "other": _("Something else"),
}
SITUATIONS = {
    "under_pressure": _("Someone decides over me or threatens me"),
    "documents_held": _("Someone keeps my passport or my papers"),
    "no_residence_permit": _("I have no permit to stay here"),
    "no_id": _("I have no papers that show who I am"),
    "afraid_of_police": _("I am afraid of the police"),
    "wants_anonymous": _("I would like to be anonymous"),
    "parents_must_not_know": _("My parents must not know"),
    "wants_to_stop_buying": _("I would like to stop paying for sex"),
    "wants_to_stop_selling": _("I would like to stop being paid for sex"),
}
CHOICES = {
    "brings": {
        "happened": _("Something happened"),
        "symptoms": _("I have symptoms"),
        "partner_found": _("A partner was found to have something"),
        "control": _("Just a control"),
    },
    "symptoms": {
        "discharge": _("Discharge"),
        "pain_urinating": _("Pain or stinging when I pass urine"),
        "sore": _("A sore or a blister"),
        "rash": _("A rash"),
        "fever": _("Fever"),
        "anal_pain": _("Pain in the anus"),
        "anal_discharge": _("Discharge from the anus"),
        "pelvic_pain": _("Pain low in the belly"),
        "testicular_pain": _("Pain in a testicle"),
        "throat_pain": _("A sore throat"),
        "bleeding": _("Bleeding that is not usual"),
        "jaundice": _("Yellow eyes or skin"),
    },
    "setting": {
        "bought": _("I paid"),
        "sold": _("I was paid"),
        "exchanged": _("It was in exchange for something else"),
        "partner": _("With a partner"),
        "casual": _("With someone I met"),
        "undisclosed": _("I would rather not say"),
    },
    "partner": {
        "woman": _("A woman"),
        "man": _("A man"),
        "trans_woman": _("A trans woman"),
        "trans_man": _("A trans man"),
        "nonbinary": _("A non-binary person"),
    },
    "acts": ACTS,
    "part": {
        "alcohol": _("Alcohol"),
        "other_drugs": _("Other drugs"),
        "memory_gap": _("There is something I do not remember"),
        "assault": _("Something was done against my will"),
        "nothing": _("None of these"),
    },
    "anatomy": {"penis": _("Penis"), "vagina": _("Vagina")},
    "pregnancy": {
        "not_possible": _("No, that is not possible"),
        "possible": _("It is possible"),
        "pregnant": _("I am pregnant"),
        "unknown": _("I do not know"),
    },
    "age": {
        "under_16": _("Under 16"),
        "16_17": _("16 or 17"),
        "18_24": _("18 to 24"),
        "25_plus": _("25 or older"),
    },
    "wishes": {
        "worries.hiv": _("I worry about HIV"),
        "worries.pregnancy": _("I worry about a pregnancy"),
        "worries.regret": _("I regret what happened"),
        "worries.shame": _("I feel ashamed"),
        "worries.other": _("I worry about something else"),
        "wishes.everything": _("I would like to be tested for everything that makes sense"),
        "wishes.rapid_hiv": _("I would like a rapid HIV test"),
        "wishes.mycoplasma_genitalium": _("I ask about mycoplasma"),
        "wishes.talk": _("I would like to talk with someone"),
        "wishes.law": _("I would like to know what the law says"),
        "situation.group_pressure": _("Friends pushed for it"),
    },
    "partner_hiv": {
        "positive": _("Yes, and I do not know about treatment"),
        "undetectable": _("Yes, and treatment keeps the virus so low that it is not passed on"),
        "negative": _("The person does not have HIV, by a recent test"),
        "unknown": _("I do not know"),
    },
    "from_area": {"yes": _("Yes"), "no": _("No"), "unknown": _("I do not know")},
    "health": {
        "full.hepatitis_b": _("I have had all the doses against hepatitis B"),
        "started.hepatitis_b": _("I have begun with hepatitis B, but not had all the doses"),
        "past.hepatitis_b": _("I have had hepatitis B"),
        "past.hepatitis_c": _("I have had hepatitis C"),
        "past.syphilis": _("I have had syphilis"),
        "past.hiv": _("I have HIV"),
        "prep.on_prep": _("I take PrEP, medicine that protects against HIV"),
        "prep.asks": _("I would like to know about PrEP, medicine that protects against HIV"),
        "antibiotics": _("I have taken antibiotics in the last weeks"),
        "full.hepatitis_a": _("I am vaccinated against hepatitis A"),
        "full.hpv": _("I am vaccinated against HPV"),
        "full.mpox": _("I am vaccinated against mpox"),
    },
    "partners": {
        "one": _("One"), "two_to_four": _("Two to four"), "five_or_more": _("Five or more"),
    },
    "anal_partners": {"none": _("None"), "one": _("One"), "two_or_more": _("Two or more")},
    "situation": SITUATIONS,
}  # fmt: skip
# Kept answers may hold a situation among the wishes.
CHOICES["wishes"] |= {f"situation.{code}": text for code, text in SITUATIONS.items()}
