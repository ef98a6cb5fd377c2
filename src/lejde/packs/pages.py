"""Information pages of a pack: one Markdown file a language, its sources and dates in front."""

import datetime
import re
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from lejde.guidelines.codes import LANGUAGES
from lejde.guidelines.facts import Strict, fault_line
from lejde.packs import sheets
from lejde.packs.lix import lix
from lejde.packs.sheets import Sheet, name_of

Group = Literal["infections", "samples", "prevention", "after", "mind", "body", "young", "rights"]
FILE = re.compile(r"([a-z0-9-]+)\.([a-z]{2})\.md")
CITED = re.compile(r"\[\^([a-z0-9-]+)\]")
LINK = re.compile(r"\]\(page:([a-z0-9-]+)\)")
HARDEST = 40
# What all languages of a page must say alike.
SHARED = ("group", "order", "sources", "review_by")


class Front(Strict):
    """What stands before a page's text."""

    title: Annotated[str, Field(min_length=1, max_length=80)]
    summary: Annotated[str, Field(min_length=1, max_length=240)]
    group: Group
    order: int
    sources: list[str]
    reviewed_by: str
    review_by: datetime.date


@dataclass(frozen=True, eq=False)
class Page:
    """A page in one language. `body` is Markdown without its front matter."""

    slug: str
    language: str
    front: Front
    body: str

    @property
    def is_signed(self) -> bool:
        """Whether a clinician has put their role to it."""
        return self.front.reviewed_by != "nobody yet"


Pages = dict[str, dict[str, Page]]
_FRONT = TypeAdapter(Front)


def read_pages(folder: Traversable, sources: dict[str, Any], faults: list[str]) -> Pages:
    """Pages by slug and language; faults are lines that name file and reason."""
    pages: Pages = {}
    home = folder / "pages"
    files = sorted(home.iterdir(), key=lambda f: f.name) if home.is_dir() else []
    for file in files:
        match = FILE.fullmatch(file.name)
        if match is None:
            faults.append(f"{name_of(file)}: must be named page.language.md")
        elif page := _page(file, match[1], match[2], faults):
            pages.setdefault(page.slug, {})[page.language] = page
            faults += [f"{name_of(file)}: {fault}" for fault in _of_text(page, sources)]
    for slug, found in pages.items():
        faults += [f"{name_of(home)}/{slug}: {fault}" for fault in _of_page(found, pages)]
    return pages


def _page(file: Traversable, slug: str, language: str, faults: list[str]) -> Page | None:
    try:
        parts = file.read_text("utf-8").split("---\n", 2)
    except (OSError, UnicodeDecodeError):
        faults.append(f"{name_of(file)}: cannot be read")
        return None
    if len(parts) != 3 or parts[0]:
        faults.append(f"{name_of(file)}:1: begins with front matter between two lines of ---")
        return None
    # An empty line in place of the first ---, so that lines are counted as in the file.
    sheet = sheets.parsed(name_of(file), f"\n{parts[1]}")
    front = _front(sheet, faults)
    return Page(slug, language, front, parts[2].strip() + "\n") if front else None


def _front(sheet: Sheet, faults: list[str]) -> Front | None:
    if sheet.faults:
        faults += sheet.faults
        return None
    try:
        return _FRONT.validate_python(sheet.data)
    except ValidationError as error:
        faults += [sheet.fault(fault["loc"], fault_line(fault)) for fault in error.errors()]
        return None


def _of_text(page: Page, sources: dict[str, Any]) -> list[str]:
    cited, named = set(CITED.findall(page.body)), set(page.front.sources)
    faults = [f"sources: {key!r} is not in sources" for key in sorted(named - set(sources))]
    faults += [f"cites {key!r}, which its sources do not name" for key in sorted(cited - named)]
    faults += [f"sources: {key!r} is cited nowhere" for key in sorted(named - cited)]
    hard = lix(page.body)
    return faults + ([f"is too hard to read: LIX {hard:.0f}"] if hard >= HARDEST else [])


def _of_page(found: dict[str, Page], pages: Pages) -> list[str]:
    faults = [f"has no {language!r}" for language in LANGUAGES if language not in found]
    for key in SHARED:
        if len({str(getattr(page.front, key)) for page in found.values()}) > 1:
            faults.append(f"{key}: differs between languages")
    linked = {slug for page in found.values() for slug in LINK.findall(page.body)}
    return faults + [
        f"links to {slug!r}, which is not there" for slug in sorted(linked - set(pages))
    ]
