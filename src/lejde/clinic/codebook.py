"""The variables of the consultation record as data. Names and categories follow the codebook in
docs/codebook.md; each variable keeps its own four kinds of missing.
"""

from dataclasses import dataclass

BUYERS = ("bought", "considers")
TRADERS = ("sells", "exchanges")
POPULATIONS = (*BUYERS, *TRADERS, "partner", "other")

NOT_ASKED, DID_NOT_WANT = "not_asked", "did_not_want"
DOES_NOT_KNOW, NOT_APPLICABLE = "does_not_know", "not_applicable"
MISSING = (NOT_ASKED, DID_NOT_WANT, DOES_NOT_KNOW, NOT_APPLICABLE)


@dataclass(frozen=True)
class Variable:
    """`topic` can be closed by the person; `opened` is asked only when they open it."""

    code: str
    options: tuple[str, ...]
    several: bool = False
    topic: str = "visit"
    populations: tuple[str, ...] = POPULATIONS
    opened: bool = False


TOPICS = ("visit", "buying", "substances", "selling", "more")
YES_NO = ("yes", "no")
CONDOM = ("throughout", "late", "broke", "not_used", "unsure")


def _buying(code: str, *options: str, several: bool = False) -> Variable:
    return Variable(code, options, several, "buying", BUYERS)


def _more(code: str, *options: str, several: bool = False) -> Variable:
    return Variable(code, options, several, "more", BUYERS, opened=True)


VARIABLES: tuple[Variable, ...] = (
    Variable("age_band", ("under_20", "20_29", "30_39", "40_49", "50_59", "60_plus")),
    Variable("gender", ("woman", "man", "trans_woman", "trans_man", "nonbinary")),
    Variable(
        "came_for", ("test", "talk", "vaccine", "contraception", "information", "partner_told_me"),
        several=True,
    ),
    Variable("came_via", ("chat", "site", "ad", "someone", "referred")),
    _buying(
        "bought_from", "cis_woman", "man", "trans_woman", "trans_man", "nonbinary", several=True
    ),
    _buying("acts", "vaginal", "anal", "oral", "other", several=True),
    _buying("condom_vaginal", *CONDOM),
    _buying("condom_anal", *CONDOM),
    _buying("condom_oral", *CONDOM),
    _buying("place", "indoors", "outdoors", "other", several=True),
    _buying("country", "norway", "abroad", several=True),
    _buying("seller_origin", "norwegian", "foreign", several=True),
    Variable(
        "intoxicated", ("alcohol", "other_drugs", "no"), several=True, topic="substances",
        populations=BUYERS,
    ),
    Variable(
        "motive_selling", ("own_choice", "money", "drugs", "pressure", "wants_out"), several=True,
        topic="selling", populations=TRADERS,
    ),
    Variable(
        "exchanged_for", ("food", "shelter", "drugs", "protection", "services"), several=True,
        topic="selling", populations=("exchanges",),
    ),
    Variable(
        "vaccine_hepb", ("offered", "accepted", "declined", "had"), populations=TRADERS
    ),
    Variable(
        "referred_to", ("health", "counselling", "safety", "legal", "money", "shelter"),
        several=True, populations=TRADERS,
    ),
    Variable(
        "used", ("test_standard", "test_extended", "test_rapid", "talk", "vaccine", "doctor",
                 "referral"), several=True,
    ),
    Variable("talk", ("offered", "wanted", "had", "declined")),
    _more("channel", "online", "street", "venue", "acquaintance", "other", several=True),
    _more("motive", "curiosity", "loneliness", "desire", "pressure", "other", several=True),
    _more("first_time", *YES_NO),
    _more("wish", "stop", "less", "no"),
    _more("told_anyone", *YES_NO),
    _more("relationship", *YES_NO),
    _more("would_have_if_sober", *YES_NO),
    _more("hiv_worry", *YES_NO),
    _more("exploitation_doubt", *YES_NO),
    _more("area", "near", "other_part", "abroad", several=True),
)  # fmt: skip
BY_CODE = {variable.code: variable for variable in VARIABLES}
CONDOM_OF = {"condom_vaginal": "vaginal", "condom_anal": "anal", "condom_oral": "oral"}


def asked(population: str, closed: frozenset[str] = frozenset()) -> list[Variable]:
    """What is asked of a population, without the topics that were closed."""
    return [
        variable
        for variable in VARIABLES
        if population in variable.populations and variable.topic not in closed
    ]


def completed(
    population: str, told: dict[str, list[str]], closed: frozenset[str]
) -> dict[str, list[str]]:
    """Every variable of the codebook with an answer or the kind of missing that fits.

    Nothing chosen is not asked; a closed topic was not wanted; what cannot be (a condom for an act
    that was not had, a purchase by somebody who only considers one) does not apply.
    """
    answers: dict[str, list[str]] = {}
    acts = told.get("acts") or []
    for variable in VARIABLES:
        code = variable.code
        if population not in variable.populations or _cannot_be(code, population, acts):
            answers[code] = [NOT_APPLICABLE]
        elif told.get(code):
            answers[code] = told[code]
        else:
            answers[code] = [DID_NOT_WANT if variable.topic in closed else NOT_ASKED]
    return answers


def _cannot_be(code: str, population: str, acts: list[str]) -> bool:
    if population == "considers" and BY_CODE[code].topic in ("buying", "substances"):
        return True
    act = CONDOM_OF.get(code)
    known = set(acts) - set(MISSING)
    return act is not None and bool(known) and act not in known


def faults_of(population: str, told: dict[str, list[str]]) -> list[str]:
    """Codes whose answers do not fit: unknown, too many, or missing beside an answer."""
    return [code for code, values in told.items() if not _fits(population, code, values)]


def _fits(population: str, code: str, values: list[str]) -> bool:
    variable = BY_CODE.get(code)
    if variable is None or population not in variable.populations:
        return False
    if not set(values) <= {*variable.options, *MISSING}:
        return False
    # "No" and the kinds of missing stand alone.
    alone = set(values) & {*MISSING, "no"}
    return len(values) < 2 or (variable.several and not alone)
