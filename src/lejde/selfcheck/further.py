"""Which information pages go with a line of the plan."""

from lejde.knowledge.queries import Listed, listed

OF_ADVICE: dict[str, tuple[str, ...]] = {
    "pep.urgent": ("pep",), "pep.consider": ("pep",), "pep.window_passed": ("pep",),
    "pep.not_indicated": ("pep",), "pep.information": ("pep",),
    "assault.centre": ("after-assault",), "violence.help": ("after-assault",),
    "emergency_contraception.copper_iud": ("emergency-contraception",),
    "emergency_contraception.ulipristal": ("emergency-contraception",),
    "emergency_contraception.levonorgestrel": ("emergency-contraception",),
    "pregnancy_test": ("pregnancy-and-choices",),
    "trafficking.help": ("trafficking",), "trafficking.awareness": ("i-saw-something",),
    "vaccine.hepatitis_b": ("vaccine-hepatitis-b",),
    "vaccine.hepatitis_a": ("vaccines-hepatitis-a-hpv-mpox",),
    "vaccine.hpv": ("vaccines-hepatitis-a-hpv-mpox",),
    "vaccine.mpox": ("vaccines-hepatitis-a-hpv-mpox",),
    "prep.referral": ("prep",), "prep.information": ("prep",), "prep.not_now": ("prep",),
    "counselling.offer": ("talking-here",),
    "pressure.talk": ("loneliness-and-pressure",), "substances.talk": ("sex-and-substances",),
    "condoms.talk": ("condoms",), "hiv.facts": ("still-afraid", "hiv"),
    "undetectable.explained": ("hiv",),
    "youth.sale_age": ("young-selling", "young-bought"),
    "youth.duty_to_inform": ("confidentiality",), "youth.consent_age": ("confidentiality",),
    "care.any_residence_status": ("right-to-care-card",), "care.free": ("first-time-here",),
    "care.anonymity_limits": ("confidentiality",),
}  # fmt: skip
OF_FOLLOW_UP: dict[str, tuple[str, ...]] = {
    "notify_partners": ("partners",), "retest": ("windows",), "result_meaning": ("windows",),
    "vaccine_dose": ("vaccine-hepatitis-b",),
}  # fmt: skip
OF_SPECIMEN = {
    "first_void_urine": "sample-urine", "vaginal_swab": "sample-vaginal-swab",
    "throat_swab": "sample-throat-swab", "rectal_swab": "sample-rectal-swab",
    "blood": "sample-blood", "finger_prick": "sample-rapid-hiv", "lesion_swab": "sample-sore",
}  # fmt: skip


def of_line(code: str) -> list[Listed]:
    """Pages for a piece of advice or something that comes later, those this country has."""
    return _those(OF_ADVICE.get(code) or OF_FOLLOW_UP.get(code) or ())


def of_infection(code: str) -> list[Listed]:
    """The page of an infection, if there is one."""
    return _those((code.replace("_", "-"),))


def of_specimen(code: str) -> list[Listed]:
    """How a sample is taken."""
    return _those((OF_SPECIMEN[code],))


def _those(slugs: tuple[str, ...]) -> list[Listed]:
    return [page for slug in slugs if (page := listed(slug))]
