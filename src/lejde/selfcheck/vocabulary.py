"""The codes that answers may hold. They are those of the plan's contract where it has them."""

ELSEWHERE = "elsewhere"
NOTHING = "nothing"

BRINGS = ("happened", "symptoms", "partner_found", "control")
SYMPTOMS = (
    "discharge", "pain_urinating", "sore", "rash", "fever", "anal_pain", "anal_discharge",
    "pelvic_pain", "testicular_pain", "throat_pain", "bleeding", "jaundice",
)  # fmt: skip
INFECTIONS = (
    "chlamydia", "gonorrhoea", "mycoplasma_genitalium", "trichomonas", "hiv", "syphilis",
    "hepatitis_b", "hepatitis_c", "herpes", "mpox", "lgv",
)  # fmt: skip
SETTINGS = ("bought", "sold", "exchanged", "partner", "casual", "undisclosed")
GENDERS = ("woman", "man", "trans_woman", "trans_man", "nonbinary")
CONDOMS = ("throughout", "late", "broke", "none", "unsure")
PARTS = ("alcohol", "other_drugs", "memory_gap", "assault", NOTHING)
ANATOMIES = ("penis", "vagina")
PREGNANCIES = ("not_possible", "possible", "pregnant", "unknown")
WORRIES = ("hiv", "pregnancy", "regret", "shame", "other")
WISHES = ("everything", "rapid_hiv", "mycoplasma_genitalium", "talk", "law")
SITUATIONS = (
    "under_pressure", "documents_held", "no_residence_permit", "no_id", "afraid_of_police",
    "wants_anonymous", "parents_must_not_know", "wants_to_stop_buying", "wants_to_stop_selling",
)  # fmt: skip
# A wish to stop is offered only to who told of what it is about.
STOPS = {"wants_to_stop_buying": ("bought",), "wants_to_stop_selling": ("sold", "exchanged")}
PARTNER_HIV = ("positive", "undetectable", "negative", "unknown")
YES_NO = ("yes", "no", "unknown")
# What a tick on the page of health means: the key of the plan's facts, and its value.
HEALTH: dict[str, tuple[str, str]] = {
    "full.hepatitis_b": ("vaccinated.hepatitis_b", "full"),
    "started.hepatitis_b": ("vaccinated.hepatitis_b", "started"),
    "past.hepatitis_b": ("past", "hepatitis_b"),
    "past.hepatitis_c": ("past", "hepatitis_c"),
    "past.syphilis": ("past", "syphilis"),
    "past.hiv": ("past", "hiv"),
    "prep.on_prep": ("prep", "on_prep"),
    "prep.asks": ("prep", "asks"),
    "antibiotics": ("recent_antibiotics", "yes"),
    "full.hepatitis_a": ("vaccinated.hepatitis_a", "full"),
    "full.hpv": ("vaccinated.hpv", "full"),
    "full.mpox": ("vaccinated.mpox", "full"),
}

# What a tick on the page means as (kind, role) in the plan's facts.
ACTS: dict[str, tuple[str, str | None]] = {
    "vaginal_insertive": ("vaginal", "insertive"),
    "vaginal_receptive": ("vaginal", "receptive"),
    "anal_insertive": ("anal", "insertive"),
    "anal_receptive": ("anal", "receptive"),
    "oral_gave": ("oral", "gave"),
    "oral_received": ("oral", "received"),
    "oral_anal": ("oral_anal", None),
    "other": ("other", None),
}
WITH_CONDOM = tuple(act for act in ACTS if act not in {"oral_anal", "other"})

# The youngest of each band: the rules ask only for under 16, under 18 and under 25.
AGES = {"under_16": 15, "16_17": 16, "18_24": 18, "25_plus": 25}

# The fewest of each band: the rules ask only for two, and for five.
PARTNERS = {"one": 1, "two_to_four": 2, "five_or_more": 5}
ANAL_PARTNERS = {"none": 0, "one": 1, "two_or_more": 2}

# What staff must pass on is no question: it is read, and then one goes on.
MUST_TELL, READ = "must_tell", "read"

ONE = {
    "setting": SETTINGS, "partner": GENDERS, "partner_hiv": PARTNER_HIV, "from_area": YES_NO,
    "anatomy": ANATOMIES, "pregnancy": PREGNANCIES,
    "age": tuple(AGES), "partners": tuple(PARTNERS),
    "anal_partners": tuple(ANAL_PARTNERS), MUST_TELL: (READ,),
}  # fmt: skip
# What the page of wishes offers; kept answers may hold a situation there too.
WISHED = (
    *(f"worries.{code}" for code in WORRIES), *(f"wishes.{code}" for code in WISHES),
    "situation.group_pressure",
)  # fmt: skip
MANY = {
    "brings": BRINGS, "symptoms": SYMPTOMS, "contact_of": INFECTIONS, "acts": tuple(ACTS),
    "part": PARTS, "health": tuple(HEALTH), "situation": SITUATIONS,
    "wishes": (*WISHED, *(f"situation.{code}" for code in SITUATIONS)),
}  # fmt: skip
# In the order of asking: what cannot wait first, and age before anything that needs a word on
# what staff must pass on.
FIRST_OF_PERSON = ("brings", "age", "symptoms", "contact_of")
OF_OCCASION = (
    "when", "setting", "part", "partner", "acts", "condom", "partner_hiv", "from_area", "hour",
    "where",
)  # fmt: skip
LAST_OF_PERSON = (
    "anatomy", "pregnancy", "health", "partners", "anal_partners", "situation", "wishes",
)  # fmt: skip
OF_PERSON = (*FIRST_OF_PERSON, *LAST_OF_PERSON, MUST_TELL)
