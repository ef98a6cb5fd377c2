"""The report on paper: A4, tagged (PDF/UA-1), set by typst from the same sections as the page."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from importlib import resources
from typing import Any

from django.utils.translation import gettext as _

from lejde.statistics.report import printed
from lejde.statistics.report.document import Document
from lejde.statistics.report.sections import Section, signs, title_of

STANDARD = "ua-1"


def pdf(document: Document, told: Sequence[Section]) -> bytes:
    """Call it within the document's language."""
    return bytes(_compile(document, told, format="pdf", pdf_standards=[STANDARD], timestamp=0))


def pictures(document: Document, told: Sequence[Section], ppi: float = 80) -> list[bytes]:
    """The same pages as PNG, for eyes."""
    pages = _compile(document, told, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


def _compile(document: Document, told: Sequence[Section], **how: Any) -> Any:
    # Imported late: the compiler is a library of some tens of megabytes.
    import typst

    source = resources.files(__package__).joinpath("report.typ").read_text("utf-8")
    content = json.dumps(_content(document, told), ensure_ascii=False)
    # Only the fonts that the compiler brings along: the same file on every machine.
    return typst.compile(
        source.encode(), sys_inputs={"report": content}, ignore_system_fonts=True, **how
    )


def _content(document: Document, told: Sequence[Section]) -> dict[str, Any]:
    return {
        "title": title_of(document),
        "language": document.language,
        "signs": list(signs(document)),
        "sections": [asdict(section) for section in told],
        "printed": [asdict(part) for part in printed.parts(document)],
        "words": {
            "contents": _("Contents"),
            "how": _("How to read this report"),
            "years": _("Over the years"),
            "printed": _("Beside the published figures of 2024"),
            "beside": printed.introduction(),
        },
    }
