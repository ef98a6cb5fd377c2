"""Whether a condition can ever hold, and whether two rules that gainsay each other can meet."""

from collections.abc import Iterable
from itertools import product
from typing import Any, get_args

from lejde.guidelines import codes, tags
from lejde.guidelines.rules import Condition

_VACCINES = ("hepatitis_a", "hepatitis_b", "hpv", "mpox")
_UNPROTECTED = tuple(tag for tag in tags.EXPOSURE if tag.startswith("unprotected."))
# Of each of these, one exposure, event or person can be told to be only one.
_EXCLUSIVE = [
    *(
        frozenset(tag for tag in tags.SCOPES[scope] if tag.startswith(f"{family}."))
        for scope, family in (
            ("person", "anatomy"), ("person", "pregnancy"), ("person", "prep"),
            ("exposure", "setting"), ("exposure", "partner_hiv"), ("event", "result"),
            ("event", "result_of"), ("event", "treated"), ("event", "treated_at"),
        )
    ),
    frozenset(f"partner.{gender}" for gender in get_args(codes.Gender)[:-1]),
    *(frozenset((f"protected.{one}", f"vaccine_started.{one}")) for one in _VACCINES),
    *(
        frozenset(("protected_only", tag))
        for tag in (*_UNPROTECTED, "condom_failed", "condom_unsure")
    ),
    *(
        frozenset((result, treated))
        for result in tags.EVENT if result.startswith(("result", "method"))
        for treated in tags.EVENT if treated.startswith("treated")
    ),
]  # fmt: skip
_RIVALS = {
    tag: frozenset().union(*(group for group in _EXCLUSIVE if tag in group)) - {tag}
    for scope in tags.SCOPES.values()
    for tag in scope
}
OPPOSED_ADVICE = (
    ("pep.urgent", "pep.consider"), ("pep.urgent", "pep.not_indicated"),
    ("pep.urgent", "pep.window_passed"), ("pep.consider", "pep.not_indicated"),
    ("pep.consider", "pep.window_passed"), ("prep.referral", "prep.not_now"),
)  # fmt: skip


def can_hold(*conditions: Condition) -> bool:
    """Whether one person with one exposure or event can meet all of these at once."""
    wanted = {tag for condition in conditions for tag in condition.all}
    barred = {tag for condition in conditions for tag in condition.none}
    choices = [condition.any for condition in conditions if condition.any]
    return _numbers_meet(conditions) and any(
        _agree(wanted.union(choice), barred) for choice in product(*choices)
    )


def _agree(wanted: Iterable[str], barred: set[str]) -> bool:
    stated = {tag for tag in wanted if not tag.endswith("?")}
    if stated & barred or "exposed" in barred:
        return False
    # What is asked for with a question mark must at least not be ruled out by what is stated.
    return not any(_RIVALS[tag.rstrip("?")] & stated for tag in wanted)


def _numbers_meet(conditions: Iterable[Condition]) -> bool:
    for low, high in (("age_from", "age_under"), ("beyond_hours", "within_hours")):
        least = [n for one in conditions if (n := getattr(one, low)) is not None]
        most = [n for one in conditions if (n := getattr(one, high)) is not None]
        if least and most and max(least) >= min(most):
            return False
    return True


def of_person(condition: Condition) -> Condition:
    """What a condition asks of the person alone; an `any` met elsewhere asks nothing."""
    person = tags.SCOPES["person"]
    whole = all(tag.rstrip("?") in person for tag in condition.any)
    return Condition(
        all=[tag for tag in condition.all if tag.rstrip("?") in person],
        any=condition.any if whole else [],
        none=[tag for tag in condition.none if tag in person],
        age_from=condition.age_from,
        age_under=condition.age_under,
    )


def contradictions(rules: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Pairs of rules that say opposite things to one person, neither standing for the other."""
    rules = list(rules)
    return [
        *_advice_pairs([rule for rule in rules if rule.give == "advice"]),
        *_test_pairs(rules),
        *_cure_pairs([rule for rule in rules if rule.give == "follow_up"]),
    ]


def _advice_pairs(advice: list[Any]) -> list[tuple[Any, Any]]:
    by_code: dict[str, list[Any]] = {}
    for rule in advice:
        by_code.setdefault(rule.code, []).append(rule)
    return [
        (one, other)
        for code, opposite in OPPOSED_ADVICE
        for one in by_code.get(code, [])
        for other in by_code.get(opposite, [])
        if opposite not in one.instead_of and code not in other.instead_of
        and _can_meet(one, other, apart=True)
    ]  # fmt: skip


def _test_pairs(rules: list[Any]) -> list[tuple[Any, Any]]:
    """A test that is given while another rule says that the person is protected."""
    protected = [
        rule
        for rule in rules
        if rule.give == "left_out"
        and all(
            any(tag.startswith(("protected.", "past.")) for tag in condition.all)
            for condition in rule.when
        )
    ]
    return [
        (rule, reason)
        for reason in protected
        for rule in rules
        if rule.give == "test" and rule.infection == reason.infection
        and _can_meet(rule, reason, apart=True)
    ]  # fmt: skip


def _cure_pairs(follow_up: list[Any]) -> list[tuple[Any, Any]]:
    return [
        (one, other)
        for one in follow_up
        for other in follow_up
        if (one.code, other.code) == ("test_of_cure", "no_test_of_cure")
        and _can_meet(one, other, apart=False)
    ]


def _can_meet(one: Any, other: Any, *, apart: bool) -> bool:
    """`apart`: also through two different exposures of the same person."""
    return any(
        can_hold(of_person(a), of_person(b)) if apart else can_hold(a, b)
        for a in one.when
        for b in other.when
    )
