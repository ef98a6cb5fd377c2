"""The report as one page: no script, nothing from elsewhere, readable on a phone and in print."""

from collections.abc import Sequence
from importlib import resources

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from lejde.statistics.report import printed
from lejde.statistics.report.document import Document
from lejde.statistics.report.sections import Section, signs, title_of


def page(document: Document, told: Sequence[Section]) -> str:
    """The whole file. Call it within the document's language."""
    style = resources.files(__package__).joinpath("report.css").read_text("utf-8")
    return render_to_string(
        "statistics/report/page.html",
        {
            "document": document,
            "title": title_of(document),
            "signs": list(signs(document)),
            "sections": told,
            "printed": printed.parts(document),
            "printed_by": printed.introduction(),
            # A file of the house, not anybody's text.
            "style": mark_safe(style),  # noqa: S308
        },
    )
