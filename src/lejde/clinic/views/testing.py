"""Orders, values and answers on the page of a visit."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from lejde.clinic import actions, meaning, texts
from lejde.clinic.domain import NEGATIVE, Test
from lejde.clinic.doors import Opened
from lejde.guidelines import words
from lejde.guidelines.codes import Infection, Specimen
from lejde.kernel import clock
from lejde.kernel.errors import BadInput, Conflict, NotFound
from lejde.kernel.numbers import number_of

SAMPLES_OF = {
    "first_void_urine": "naat", "vaginal_swab": "naat", "throat_swab": "naat",
    "rectal_swab": "naat", "blood": "serology", "finger_prick": "rapid", "lesion_swab": "pcr",
}  # fmt: skip
ON: dict[Infection, tuple[Specimen, ...]] = {
    "chlamydia": ("first_void_urine", "vaginal_swab", "throat_swab", "rectal_swab"),
    "gonorrhoea": ("first_void_urine", "vaginal_swab", "throat_swab", "rectal_swab"),
    "mycoplasma_genitalium": ("first_void_urine", "vaginal_swab", "rectal_swab"),
    "trichomonas": ("vaginal_swab",), "hiv": ("blood", "finger_prick"),
    "syphilis": ("blood", "lesion_swab"), "hepatitis_b": ("blood",), "hepatitis_c": ("blood",),
    "herpes": ("lesion_swab",), "mpox": ("lesion_swab",), "lgv": ("lesion_swab",),
}  # fmt: skip

# By what a ticked box sends.
CHOICES = {
    f"{infection}.{specimen}": (infection, specimen)
    for infection, specimens in ON.items()
    for specimen in specimens
}
MOST_TYPED = 9999


def shown(tests: list[Test]) -> dict[str, Any]:
    """What the page says of the tests, and which of them may go together."""
    return {
        "tests": [row_of(one) for one in tests], "choices": choices_of(tests),
        "untyped": [one.key for one in tests if one.state == "ordered" and one.method != "rapid"],
        "negative": [one.key for one in tests if one.state == "found" and one.found == NEGATIVE],
    }  # fmt: skip


def row_of(test: Any) -> dict[str, Any]:
    """A test as the page shows it."""
    told = words.of(words.nearest(get_language() or "nb")).file
    return {
        "test": test, "infection": told.infections[test.infection],
        "sample": told.specimens[test.specimen], "readable": test.readable(clock.now()),
        "found": texts.VALUES.get(test.found, ""), "needs_identity": test.infection != "hiv",
    }  # fmt: skip


def choices_of(tests: list[Test]) -> list[dict[str, Any]]:
    """Every test that can be ordered, ticked when it is."""
    told = words.of(words.nearest(get_language() or "nb")).file
    ordered = {(test.infection, test.specimen) for test in tests if not test.released}
    return [
        {"value": value, "checked": (infection, specimen) in ordered,
         "label": f"{told.infections[infection]}: {told.specimens[specimen]}"}
        for value, (infection, specimen) in CHOICES.items()
    ]  # fmt: skip


def order(request: HttpRequest, opened: Opened) -> None:
    """Exactly the tests that are ticked."""
    wanted = []
    for value in request.POST.getlist("test"):
        if value not in CHOICES:
            raise BadInput("test", keys=[value])
        infection, specimen = CHOICES[value]
        method = SAMPLES_OF[specimen]
        if infection == "hiv" and specimen == "blood":
            method = "lab"
        wanted.append(actions.Ordered(infection, specimen, method))
    actions.order(opened.course, wanted)


def order_plan(request: HttpRequest, opened: Opened) -> None:
    """What the plan says, without what it leaves free."""
    plan = meaning.plan_of(opened.course)
    tests = [one for one in (plan or {"tests": []})["tests"] if not one["optional"]]
    actions.order(
        opened.course,
        [actions.Ordered(t["infection"], t["specimen"], t["method"]) for t in tests],
    )


def rapid(request: HttpRequest, opened: Opened) -> None:
    """The drop is on the strip."""
    minutes = number_of(request.POST.get("minutes", ""), 999)
    actions.start_rapid(opened.course, request.POST.get("test", ""), minutes)


def enter(request: HttpRequest, opened: Opened) -> None:
    """One value, as it was read."""
    drawn = request.POST.get("typed", "")
    typed = number_of(drawn, MOST_TYPED)
    if str(typed) != drawn:
        raise BadInput("typed", keys=["typed"])
    key, value = request.POST.get("test", ""), request.POST.get("value", "")
    actions.enter(opened.course, key, value, typed)


def release(request: HttpRequest, opened: Opened) -> HttpResponse | None:
    """One answer goes out."""
    actions.release(opened.course, request.POST.get("test", ""), request.POST.get("value", ""))
    if opened.door == "sample":
        return redirect("samples")
    return None


def enter_rest(request: HttpRequest, opened: Opened) -> None:
    """The laboratory found nothing in all that was waiting when the page was drawn."""
    course, keys = opened.course, _asked(request, opened)
    # A strip is read by itself, in its minutes.
    if any(one.key in keys and one.method == "rapid" for one in course.tests()):
        raise Conflict("a rapid test is read by itself")
    _each(keys, lambda key: actions.enter(course, key, NEGATIVE, 0))


def release_negatives(request: HttpRequest, opened: Opened) -> HttpResponse | None:
    """Every negative answer that was shown goes out; a reactive one never goes along."""
    course, keys = opened.course, _asked(request, opened)
    if any(one.key in keys and one.found != NEGATIVE for one in course.tests()):
        raise Conflict("only negative answers go out together")
    _each(keys, lambda key: actions.release(course, key, NEGATIVE))
    return redirect("samples") if opened.door == "sample" else None


def _asked(request: HttpRequest, opened: Opened) -> list[str]:
    """The tests that a button is about, each once; raises Conflict when one is not there."""
    keys = list(dict.fromkeys(request.POST.getlist("test")))
    if {*keys} - {one.key for one in opened.course.tests()}:
        raise Conflict("the order has changed since you looked")
    return keys


def _each(keys: list[str], act: Callable[[str], None]) -> None:
    """Does every one that can be done, whatever its place in the list; raises Conflict afterwards
    when somebody was faster at one of them.
    """
    late = []
    for key in keys:
        try:
            act(key)
        except (Conflict, NotFound):
            late.append(key)
    if late:
        raise Conflict("somebody was faster")
