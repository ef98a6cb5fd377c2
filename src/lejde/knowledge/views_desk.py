"""The rules as clinicians read, compare and sign them. Nobody's data is on these pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe
from pydantic import ValidationError

from lejde import packs
from lejde.guidelines import facts, words
from lejde.guidelines.rules import Pack
from lejde.identity.roles import CONSULT, KEEP_HOURS, SIGN
from lejde.identity.staffing import Worker, staff_required
from lejde.kernel.errors import BadInput, Conflict, NotFound
from lejde.knowledge import comparing, reasons, ruling, signing, texts
from lejde.knowledge.editions import content_of, current, editions, in_force
from lejde.knowledge.models import Edition
from lejde.knowledge.themes import name_of, themes_of
from lejde.packs.cases import cases

# Whoever treats by the rules, whoever signs them, and the manager, who answers for the house.
READERS = (CONSULT, SIGN, KEEP_HOURS)
MOST_SIGNED = 500


@require_safe
@staff_required(*READERS)
def index(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Every theme with its progress, what is due, what is open."""
    pack = current()
    themes = ruling.overview(pack)
    context = {
        "pack": pack, "themes": themes, "due": ruling.due(pack),
        "policy": _own(pack.meta.policy),
        "open_questions": [_own(text) for text in pack.meta.open_questions],
        "signed": sum(theme.signed for theme in themes),
        "lines": sum(theme.lines for theme in themes),
        "recalls": [(recall, _own(recall.text)) for recall in pack.recalls],
        "has_changes": len(editions()) > 1, "cases": len(cases(packs.house())),
    }  # fmt: skip
    return render(request, "knowledge/rules.html", context)


def _own(text: dict[str, str] | None) -> str:
    return (text or {}).get(words.nearest(get_language() or "nb"), "")


@require_safe
@staff_required(*READERS)
def theme(request: HttpRequest, worker: Worker, theme: str) -> HttpResponse:
    """Every line of a theme, to read and to sign."""
    return _theme(request, worker, theme)


def _theme(
    request: HttpRequest, worker: Worker, theme: str, *, status: int = 200, problem: str = ""
) -> HttpResponse:
    pack = current()
    if theme not in themes_of(pack):
        raise NotFound("there are no rules of this name")
    may_sign = worker.may(SIGN) and worker.user.role in signing.SIGNERS
    groups = ruling.lines_of(pack, theme, worker.user.role)
    every = [line for _, lines in groups for line in lines]
    context = {
        "pack": pack, "theme": theme, "name": name_of(theme), "groups": groups,
        "problem": problem, "may_sign": may_sign,
        "to_sign": [line for line in every if not line.is_mine] if may_sign else [],
        "done": sum(all(day for _, day in line.signed) for line in every), "all": len(every),
        "role": worker.role.label,
    }  # fmt: skip
    return render(request, "knowledge/theme.html", context, status=status)


@require_POST
@staff_required(SIGN)
def sign(request: HttpRequest, worker: Worker, theme: str) -> HttpResponse:
    """One line, or all that the page showed; each by the code of what was read."""
    told = request.POST.getlist("one") or request.POST.getlist("read")[:MOST_SIGNED]
    lines = dict(pair.split(" ", 1) for pair in told if " " in pair)
    if not lines:
        return _theme(request, worker, theme, status=422, problem="nothing")
    try:
        signing.sign(worker, current(), lines)
    except (Conflict, NotFound):
        return _theme(request, worker, theme, status=409, problem="changed")
    return redirect(f"{reverse('rules_theme', args=[theme])}#signed")


@require_safe
@staff_required(*READERS)
def changes(request: HttpRequest, worker: Worker) -> HttpResponse:
    """What differs between two editions this house has used; without a choice, the last two."""
    known = editions()
    new = _chosen(known, request.GET.get("to", ""), 0)
    old = _chosen(known, request.GET.get("from", ""), 1)
    context: dict[str, Any] = {"editions": known, "old": old, "new": new}
    if old and new:
        before, after = _read(old), _read(new)
        context["is_unread"] = before is None or after is None
        if before and after:
            context["groups"] = comparing.changes(before, after)
    return render(request, "knowledge/changes.html", context)


def _chosen(known: list[Edition], digest: str, otherwise: int) -> Edition | None:
    found = next((one for one in known if one.digest == digest), None)
    return found or (known[otherwise] if len(known) > otherwise else None)


def _read(edition: Edition) -> Pack | None:
    """None for an edition of a shape that is no longer known."""
    try:
        return content_of(edition)
    except ValidationError:
        return None


@require_safe
@staff_required(*READERS)
def case_list(request: HttpRequest, worker: Worker) -> HttpResponse:
    """The people in the pack's cases, as a clinician reads them."""
    known = cases(packs.house())
    groups: dict[str, list[tuple[int, str]]] = {}
    for number, one in enumerate(known, 1):
        groups.setdefault(one.group, []).append((number, _own(one.name)))
    named = [(texts.CASES.get(group, group), people) for group, people in groups.items()]
    return render(request, "knowledge/cases.html", {"groups": named, "number": len(known)})


@require_safe
@staff_required(*READERS)
def case(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """One case with its plan, and why."""
    known = cases(packs.house())
    if not 1 <= number <= len(known):
        raise NotFound("there is no such case")
    one = known[number - 1]
    try:
        why = reasons.why(facts.parse(one.facts), in_force())
    except BadInput as bad:
        raise NotFound("this case cannot be read") from bad
    context = {
        "name": _own(one.name), "why": why, "number": number,
        "before": number - 1, "after": number + 1 if number < len(known) else 0,
    }  # fmt: skip
    return render(request, "knowledge/case.html", context)


def warning(worker: Worker) -> dict[str, Any] | None:
    """For the first page of the manager and the doctors: sources that are due."""
    if worker.user.role not in ("manager", "doctor"):
        return None
    found = ruling.due(in_force())
    return {"due": found} if found else None
