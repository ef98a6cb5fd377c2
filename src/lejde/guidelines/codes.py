"""The codes of the plan's contract (docs/contracts.md, section 2), as types."""

from typing import Literal, get_args

Language = Literal["nb", "da", "en"]
Anatomy = Literal["penis", "vagina", "unspecified"]
Pregnancy = Literal["not_possible", "possible", "pregnant", "unknown"]
Symptom = Literal[
    "discharge", "pain_urinating", "sore", "rash", "fever", "anal_pain", "anal_discharge",
    "pelvic_pain", "testicular_pain", "throat_pain", "bleeding", "jaundice",
]  # fmt: skip
Vaccination = Literal["none", "started", "full", "immune", "unknown"]
Past = Literal["syphilis", "hiv", "hepatitis_b", "hepatitis_c"]
Prep = Literal["no", "on_prep", "asks", "unknown"]
Infection = Literal[
    "chlamydia", "gonorrhoea", "mycoplasma_genitalium", "trichomonas", "hiv", "syphilis",
    "hepatitis_b", "hepatitis_c", "herpes", "mpox", "lgv",
]  # fmt: skip
Worry = Literal["hiv", "pregnancy", "regret", "shame", "other"]
Wish = Literal["everything", "rapid_hiv", "mycoplasma_genitalium", "talk", "law"]
Situation = Literal[
    "group_pressure", "under_pressure", "documents_held", "no_residence_permit", "no_id",
    "wants_anonymous", "afraid_of_police", "wants_to_stop_buying", "wants_to_stop_selling",
    "parents_must_not_know",
]  # fmt: skip
Setting = Literal["bought", "sold", "exchanged", "partner", "casual", "undisclosed"]
Gender = Literal["woman", "man", "trans_woman", "trans_man", "nonbinary", "unknown"]
PartnerHiv = Literal["unknown", "negative", "undetectable", "positive"]
YesNo = Literal["yes", "no", "unknown"]
ActKind = Literal["vaginal", "anal", "oral", "oral_anal", "other"]
Role = Literal["insertive", "receptive", "gave", "received", "unknown"]
Condom = Literal["throughout", "late", "broke", "none", "unsure"]
Substance = Literal["alcohol", "other_drugs", "unknown"]
# What a word that somebody writes may mean; a hint to people, never a decision.
Danger = Literal["suicide", "violence", "overdose", "assault", "threat", "child", "captive"]
Specimen = Literal[
    "first_void_urine", "vaginal_swab", "throat_swab", "rectal_swab", "blood", "finger_prick",
    "lesion_swab",
]  # fmt: skip
Method = Literal["naat", "lab", "rapid", "pcr", "serology"]
Level = Literal["standard", "extended", "rapid", "supplementary"]
Result = Literal["negative", "positive", "equivocal"]
Urgency = Literal["now", "soon", "info"]
Tier = Literal["authority", "society", "clinic", "seed"]
Strength = Literal["early", "reassuring", "conclusive"]

# In the order in which a person should meet them: danger, hours, symptoms, vaccines, talk, facts.
# What staff must pass on about somebody under 18 is said before anything else is told.
AdviceCode = Literal[
    "danger.call", "youth.duty_to_inform", "pep.urgent", "pep.consider", "assault.centre",
    "emergency_contraception.copper_iud", "emergency_contraception.ulipristal",
    "emergency_contraception.levonorgestrel", "see_clinician_now", "pregnancy_test",
    "pep.window_passed", "pep.not_indicated", "youth.safety", "violence.help", "trafficking.help",
    "antibiotics.recent", "vaccine.hepatitis_b", "vaccine.hepatitis_a", "vaccine.hpv",
    "vaccine.mpox", "prep.referral", "prep.information", "prep.not_now", "counselling.offer",
    "pressure.talk", "substances.talk", "condoms.talk", "hiv.facts", "undetectable.explained",
    "pep.information", "travel.facts", "youth.sale_age", "youth.consent_age", "law.bought_sex",
    "law.sold_sex", "trafficking.awareness", "care.free", "care.any_residence_status",
    "care.anonymity_limits", "interpreter",
]  # fmt: skip
FollowUpCode = Literal[
    "result_meaning", "confirm", "abstain", "notify_partners", "test_of_cure",
    "no_test_of_cure", "retest", "control", "vaccine_dose",
]  # fmt: skip

INFECTIONS: tuple[str, ...] = get_args(Infection)
SPECIMENS: tuple[str, ...] = get_args(Specimen)
LEVELS: tuple[str, ...] = get_args(Level)
LANGUAGES: tuple[str, ...] = get_args(Language)
ADVICE: tuple[str, ...] = get_args(AdviceCode)
FOLLOW_UPS: tuple[str, ...] = get_args(FollowUpCode)
URGENCIES: tuple[str, ...] = get_args(Urgency)
