"""What facts amount to, as tags that rules ask for, held as bits of one integer.

A tag is true when it was stated. The same tag with a question mark is true when it was stated or
is not known, so that a missing answer widens a plan: `site.throat?` is also true of an act whose
role nobody told. Rules about tests ask with the question mark, lines that need a stated fact
(law, youth, talk) without.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import get_args

from lejde.guidelines import codes
from lejde.guidelines.facts import Act, Event, Exposure, Partner, Person, ResultEvent


def _family(name: str, values: Iterable[str]) -> list[str]:
    return [f"{name}.{value}" for value in values]


PERSON = (
    *_family("anatomy", ("penis", "vagina")),
    "sells_sex", "buys_sex", "recent_antibiotics",
    *_family("pregnancy", ("possible", "pregnant")),
    *_family("symptom", get_args(codes.Symptom)),
    *_family("protected", ("hepatitis_a", "hepatitis_b", "hpv", "mpox")),
    *_family("vaccine_started", ("hepatitis_a", "hepatitis_b", "hpv", "mpox")),
    *_family("past", get_args(codes.Past)),
    *_family("prep", ("on_prep", "asks")),
    *_family("contact_of", codes.INFECTIONS),
    *_family("worry", get_args(codes.Worry)),
    *_family("wish", get_args(codes.Wish)),
    *_family("situation", get_args(codes.Situation)),
)  # fmt: skip
EXPOSURE = (
    "exposed", "abroad",
    *_family("setting", get_args(codes.Setting)),
    *_family("partner", get_args(codes.Gender)[:-1]), "partner.may_have_penis",
    *_family("partner_hiv", ("negative", "undetectable", "positive")), "partner.high_prevalence",
    *_family("site", ("penis", "vagina", "throat", "rectum")),
    *_family("act", get_args(codes.ActKind)),
    *_family("unprotected", ("vaginal", "anal", "anal_receptive", "oral")), "protected_only",
    "condom_failed", "condom_unsure", "may_conceive",
    "alcohol", "other_drugs", "memory_gap", "assault",
)  # fmt: skip
EVENT = (
    *_family("result", get_args(codes.Result)), *_family("result_of", codes.INFECTIONS),
    *_family("treated", codes.INFECTIONS), *_family("treated_at", codes.SPECIMENS),
    "method.rapid",
)  # fmt: skip

SCOPES = {"person": frozenset(PERSON), "exposure": frozenset(EXPOSURE), "event": frozenset(EVENT)}
_BITS = {tag: 1 << place for place, tag in enumerate((*PERSON, *EXPOSURE, *EVENT))}
_MAYBE = len(_BITS)


def bit(tag: str) -> int:
    """The bit of `tag` or of `tag?`; raises KeyError for a tag that does not exist."""
    return _BITS[tag[:-1]] << _MAYBE if tag.endswith("?") else _BITS[tag]


def mask(tags: Iterable[str]) -> int:
    """All bits of some tags as one integer."""
    bits = 0
    for tag in tags:
        bits |= bit(tag)
    return bits


def _both(stated: int, possible: int = 0) -> int:
    return stated | (stated | possible) << _MAYBE


_SETTINGS = mask(_family("setting", get_args(codes.Setting)))
_GENDERS = mask(_family("partner", get_args(codes.Gender)[:-1]))
_PENIS, _VAGINA = bit("anatomy.penis"), bit("anatomy.vagina")
_ANY_SITE = mask(("site.throat", "site.rectum", "act.vaginal", "act.anal", "act.oral"))
_MAY_HAVE_PENIS, _HIGH = bit("partner.may_have_penis"), bit("partner.high_prevalence")


def of_person(person: Person) -> int:
    """Bits of what is said of the person, but for the anatomy."""
    stated = [f"symptom.{code}" for code in person.symptoms or ()]
    for family, values in (
        ("past", person.past), ("contact_of", person.contact_of), ("worry", person.worries),
        ("wish", person.wishes), ("situation", person.situation),
    ):  # fmt: skip
        stated += [f"{family}.{value}" for value in values or ()]
    stated += [
        tag for tag in ("sells_sex", "buys_sex", "recent_antibiotics") if getattr(person, tag)
    ]
    if person.prep in ("on_prep", "asks"):
        stated.append(f"prep.{person.prep}")
    if person.pregnancy in ("possible", "pregnant"):
        stated.append(f"pregnancy.{person.pregnancy}")
    for vaccine, state in person.vaccinated or ():
        if state in ("full", "immune"):
            stated.append(f"protected.{vaccine}")
        elif state == "started":
            stated.append(f"vaccine_started.{vaccine}")
    possible = bit("pregnancy.possible") if person.pregnancy in (None, "unknown") else 0
    return _both(mask(stated)) | _both(0, possible)


def anatomy_of(person: Person, acts: Sequence[Act] = ()) -> int:
    """Bits of the anatomy: told, else plain from the acts of one occasion, else both possible.

    Of one occasion alone, and only when every act of it is told in full: what is said of another
    night must take no sample away from a night of which little is known.
    """
    if person.anatomy in ("penis", "vagina"):
        return _both(_PENIS if person.anatomy == "penis" else _VAGINA)
    if acts and all(act.kind and act.role not in (None, "unknown") for act in acts):
        inserts = any(act.role == "insertive" and act.kind in ("vaginal", "anal") for act in acts)
        receives = any(act.role == "receptive" and act.kind == "vaginal" for act in acts)
        if inserts != receives:
            return _both(_PENIS if inserts else _VAGINA)
    return _both(0, _PENIS | _VAGINA)


def of_exposure(exposure: Exposure, person: Person, country: str) -> int:
    """Bits of one exposure of a person in `country` (ISO 3166-1 alpha-2)."""
    anatomy = anatomy_of(person, exposure.acts or ())
    bits = _setting(exposure.setting) | anatomy
    partner = exposure.partner or NOBODY_KNOWN
    bits |= _partner(partner.gender, partner.hiv, partner.high_prevalence)
    if exposure.country is None:
        bits |= _UNKNOWN_COUNTRY
    elif exposure.country != country:
        bits |= _ABROAD
    acts = exposure.acts or NOTHING_KNOWN
    for act in acts:
        bits |= _act(act.kind, act.role, act.condom, anatomy)
    if all(act.condom == "throughout" for act in acts):
        bits |= _PROTECTED
    for substance in exposure.substances or ():
        bits |= _SUBSTANCES.get(substance, 0)
    if exposure.memory_gap:
        bits |= _MEMORY_GAP
    if exposure.assault:
        bits |= _ASSAULT
    roles = {act.role for act in acts if act.kind in ("vaginal", None)}
    if roles != {"insertive"} and person.pregnancy not in ("not_possible", "pregnant"):
        bits |= _conception(bits, anatomy)
    return bits


NOBODY_KNOWN, NOTHING_KNOWN = Partner(), [Act()]
_ABROAD, _UNKNOWN_COUNTRY = _both(bit("abroad")), _both(0, bit("abroad") | _HIGH)
_PROTECTED = _both(bit("protected_only"))
_SUBSTANCES = {name: _both(bit(name)) for name in ("alcohol", "other_drugs")}
_MEMORY_GAP, _ASSAULT = _both(bit("memory_gap")), _both(bit("assault"))


@cache
def _setting(setting: codes.Setting | None) -> int:
    exposed = _both(bit("exposed"))
    if setting in (None, "undisclosed"):
        stated = bit("setting.undisclosed") if setting else 0
        return exposed | _both(stated, _SETTINGS)
    return exposed | _both(bit(f"setting.{setting}"))


@cache
def _partner(
    gender: codes.Gender | None, hiv: codes.PartnerHiv | None, prevalence: codes.YesNo | None
) -> int:
    if gender in (None, "unknown"):
        bits = _both(0, _GENDERS | _MAY_HAVE_PENIS)
    else:
        # A trans woman, a trans man or a non-binary person may have one or not.
        sure = _MAY_HAVE_PENIS if gender == "man" else 0
        perhaps = 0 if gender == "woman" else _MAY_HAVE_PENIS
        bits = _both(bit(f"partner.{gender}") | sure, perhaps)
    if hiv in (None, "unknown"):
        bits |= _both(0, bit("partner_hiv.positive"))
    else:
        bits |= _both(bit(f"partner_hiv.{hiv}"))
    if prevalence == "no":
        return bits
    return bits | (_both(_HIGH) if prevalence == "yes" else _both(0, _HIGH))


def _genital_sites(anatomy: int) -> int:
    penis = bit("site.penis") if anatomy & _PENIS else 0
    return penis | (bit("site.vagina") if anatomy & _VAGINA else 0)


@cache
def _act(
    kind: codes.ActKind | None, role: codes.Role | None, condom: codes.Condom | None, anatomy: int
) -> int:
    if kind is None:
        sites = _ANY_SITE | _genital_sites(anatomy >> _MAYBE)
        return _both(0, sites) | _condom(condom, role, "vaginal", "anal", "oral")
    bits = _both(bit(f"act.{kind}"))
    if kind == "other":
        return bits
    if kind == "oral_anal":
        sites_of = {"gave": "site.throat", "received": "site.rectum"}
        return bits | _both(0, bit(sites_of[role]) if role in sites_of else mask(sites_of.values()))
    return bits | _sites(kind, role, anatomy) | _condom(condom, role, kind)


def _sites(kind: codes.ActKind, role: codes.Role | None, anatomy: int) -> int:
    stated, possible = _genital_sites(anatomy), _genital_sites(anatomy >> _MAYBE)
    if kind == "vaginal":
        # What the body is said to be like counts before what a role says of it.
        if role in ("insertive", "receptive") and not stated:
            return _both(bit("site.penis" if role == "insertive" else "site.vagina"))
        return _both(stated, possible)
    inner = bit("site.throat" if kind == "oral" else "site.rectum")
    own = possible & bit("site.penis") if kind == "anal" else possible
    if role in ("gave", "receptive"):
        return _both(inner)
    if role in ("received", "insertive"):
        return _both(own if kind == "anal" else stated, own)
    return _both(0, own | inner)


def _condom(condom: codes.Condom | None, role: codes.Role | None, *kinds: str) -> int:
    """Bits of protection; a condom that came late, broke or is not sure leaves exposed."""
    if condom == "throughout":
        return 0
    names = [f"unprotected.{kind}" for kind in kinds]
    if "anal" in kinds and role not in ("insertive", "received"):
        names.append("unprotected.anal_receptive")
    unsure, exposed = bit("condom_unsure"), mask(names)
    if condom in (None, "unsure"):
        return _both(unsure if condom else 0, exposed | unsure)
    failed = _both(bit("condom_failed")) if condom in ("broke", "late") else 0
    if len(kinds) > 1 or ("anal" in kinds and role in (None, "unknown")):
        sure = bit("unprotected.anal") if kinds == ("anal",) else 0
        return failed | _both(sure, exposed)
    return failed | _both(exposed)


def _conception(bits: int, anatomy: int) -> int:
    """Whether this could become a pregnancy of the person's own."""
    needed = bit("unprotected.vaginal?") | bit("partner.may_have_penis?")
    if bits & needed != needed or not anatomy & bit("anatomy.vagina?"):
        return 0
    sure = anatomy & _VAGINA and bits & bit("unprotected.vaginal")
    return _both(bit("may_conceive")) if sure else _both(0, bit("may_conceive"))


def of_event(event: Event) -> int:
    """Bits of a result or a treatment."""
    if isinstance(event, ResultEvent):
        stated = [f"result.{event.value}", f"result_of.{event.infection}"]
        if event.method == "rapid":
            stated.append("method.rapid")
    else:
        stated = [f"treated.{event.infection}"]
        if event.site:
            stated.append(f"treated_at.{event.site}")
    return _both(mask(stated))
