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
VACCINATIONS = ("none", "started", "full", "immune", "unknown")
WORRIES = ("hiv", "pregnancy", "regret", "shame", "other")
WISHES = ("everything", "rapid_hiv", "mycoplasma_genitalium", "talk")
SITUATIONS = ("group_pressure", "under_pressure", "afraid_of_police", "wants_anonymous")

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

ONE = {
    "setting": SETTINGS, "partner": GENDERS, "anatomy": ANATOMIES, "pregnancy": PREGNANCIES,
    "hepatitis_b": VACCINATIONS, "age": tuple(AGES),
}  # fmt: skip
MANY = {
    "brings": BRINGS, "symptoms": SYMPTOMS, "contact_of": INFECTIONS, "acts": tuple(ACTS),
    "part": PARTS,
    "wishes": tuple(f"{group}.{code}" for group, codes in (
        ("worries", WORRIES), ("wishes", WISHES), ("situation", SITUATIONS)) for code in codes),
}  # fmt: skip
OF_OCCASION = ("when", "setting", "partner", "acts", "condom", "where", "part")
OF_PERSON = (
    "brings", "symptoms", "contact_of", "anatomy", "pregnancy", "hepatitis_b", "age", "wishes",
)  # fmt: skip
