"""Reading and searching. What somebody looks for is in no address and in no log."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from lejde.knowledge import proportion, queries, texts, wording

LONGEST = 100


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """All pages by group; with words posted, those that fit."""
    language, asked = get_language() or "nb", request.POST.get("words", "")[:LONGEST].strip()
    context = {
        "groups": [(texts.GROUPS[group], pages) for group, pages in queries.by_group(language)],
        "asked": asked,
        "found": queries.found(asked, language) if asked else [],
    }
    return render(request, "knowledge/index.html", context)


@require_safe
def page(request: HttpRequest, address: str) -> HttpResponse:
    """One page with its sources."""
    return render(request, "knowledge/page.html", {
        "shown": queries.shown(address, get_language() or "nb"),
    })  # fmt: skip


@require_safe
def risk(request: HttpRequest) -> HttpResponse:
    """HIV in proportion: dots, not decimals, and somebody to talk to first."""
    language = get_language() or "nb"
    return render(request, "knowledge/risk.html", {
        "pictures": proportion.pictures(language), "smaller": proportion.smaller(language),
        "across": proportion.ACROSS, "rows": proportion.DOTS // proportion.ACROSS,
        "afraid": queries.link_to("still-afraid"), "pep": queries.link_to("pep"),
    })  # fmt: skip


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Words that people disagree on, and what is said for and against each."""
    entries = wording.glossary(get_language() or "nb")
    return render(request, "knowledge/glossary.html", {"entries": entries})
