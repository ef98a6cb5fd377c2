"""Translations without GNU gettext: extracted with Django's own lexer, compiled with Babel.

`python -m lejde.ui.messages` brings the catalogues up to date and compiles them.
"""

import io
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1]
LOCALE = SOURCE / "locale"
LANGUAGES = ("nb", "da")
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop", "_")),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}
PLACES = {"*.py": ("tests", "migrations"), "*.html": ()}


Message = str | tuple[str, ...]


def messages() -> set[Message]:
    """Every text in the source that a person may read; with a plural, both forms."""
    found: set[Message] = set()
    for pattern, passed_over in PLACES.items():
        for path in SOURCE.rglob(pattern):
            if not set(passed_over) & set(path.parts):
                found |= _in_file(path)
    return found


def _in_file(path: Path) -> set[Message]:
    text = path.read_text()
    source = templatize(text) if path.suffix == ".html" else text
    lines = extract("python", io.BytesIO(source.encode()), KEYWORDS)
    return {line[1] for line in lines}


def _po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def catalogue(language: str) -> Catalog:
    """The translations into one language as they are written."""
    with _po(language).open("rb") as file:
        return read_po(file, locale=language)


def missing(language: str) -> list[Message]:
    """Texts without a translation."""
    told = catalogue(language)
    return sorted((m for m in messages() if not _is_told(told.get(_key(m)))), key=str)


def _is_told(message: Any) -> bool:
    told = message.string if message else ""
    return all(told) if isinstance(told, tuple) else bool(told)


def _key(message: Message | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def is_compiled(language: str) -> bool:
    """Whether what the service reads is what is written."""
    with _po(language).with_suffix(".mo").open("rb") as file:
        compiled = {_key(m.id): _forms(m) for m in read_mo(file) if m.id}
    written = (m for m in catalogue(language) if m.id and _is_told(m))
    return compiled == {_key(m.id): _forms(m) for m in written}


def _forms(message: Any) -> list[str]:
    told = message.string
    return [told] if isinstance(told, str) else list(told)


def update() -> None:
    """Adds new texts, drops dead ones, compiles."""
    current = messages()
    for language in LANGUAGES:
        old = catalogue(language) if _po(language).exists() else Catalog(locale=language)
        fresh = Catalog(locale=language, fuzzy=False, header_comment="# Licence: CC BY 4.0")
        for text in sorted(current, key=str):
            before = old.get(_key(text))
            fresh.add(text, before.string if before and before.id == text else "")
        _po(language).parent.mkdir(parents=True, exist_ok=True)
        with _po(language).open("wb") as file:
            write_po(file, fresh, omit_header=False, width=100)
        with _po(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, fresh)


if __name__ == "__main__":
    update()
