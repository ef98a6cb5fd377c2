"""What changed between two editions of a pack: added, removed, and word by word what is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lejde.guidelines import words
from lejde.guidelines.rules import Pack, Source
from lejde.knowledge import texts
from lejde.knowledge.ruling import gives, whom
from lejde.knowledge.themes import id_of, name_of, theme_of

SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True)
class Change:
    """One line that is not as it was: `how` added, removed or changed; `fields` are a heading and
    pieces of text, each same, gone or new. `theme` is empty for what is no rule.
    """

    id: str
    theme: str
    how: str
    fields: list[tuple[str, list[tuple[str, str]]]]

    @property
    def about(self) -> str:
        """The theme's name."""
        return name_of(self.theme) if self.theme else ""


def changes(old: Pack, new: Pack) -> list[tuple[str, list[Change]]]:
    """Rules, windows, sources and the pack's own texts that differ, under a heading each."""
    groups = [
        (_("Rules"), _of_lines(old.rules, new.rules, old, new)),
        (_("Windows"), _of_lines(old.windows, new.windows, old, new)),
        (_("Sources"), _of(
            {key: _source(one) for key, one in old.sources.items()},
            {key: _source(one) for key, one in new.sources.items()},
        )),
        (_("The pack itself"), _of({old.meta.id: _head(old)}, {new.meta.id: _head(new)})),
    ]  # fmt: skip
    return [(heading, found) for heading, found in groups if found]


def _of_lines(before: Iterable[Any], after: Iterable[Any], old: Pack, new: Pack) -> list[Change]:
    was = {id_of(line, old): line for line in before}
    now = {id_of(line, new): line for line in after}
    themes = {number: theme_of(line) for number, line in (was | now).items()}
    return _of(
        {number: _line(line) for number, line in was.items()},
        {number: _line(line) for number, line in now.items()},
        themes,
    )


def _of(
    was: dict[str, dict[str, str]], now: dict[str, dict[str, str]],
    themes: dict[str, str] | None = None,
) -> list[Change]:  # fmt: skip
    found = []
    for number in (*now, *(one for one in was if one not in now)):
        before, after = was.get(number, {}), now.get(number, {})
        if before == after:
            continue
        how = "changed" if number in was and number in now else "added"
        how = how if number in now else "removed"
        fields = [
            (name, pieces(before.get(name, ""), after.get(name, "")))
            for name in dict.fromkeys((*before, *after))
            if before.get(name) != after.get(name)
        ]
        found.append(Change(number, (themes or {}).get(number, ""), how, fields))
    return found


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    """Word by word: what stayed, what went, what came."""
    left, right = before.split(), after.split()
    found: list[tuple[str, str]] = []
    for how, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if how == "equal":
            found.append((SAME, " ".join(left[a:b])))
            continue
        if b > a:
            found.append((GONE, " ".join(left[a:b])))
        if d > c:
            found.append((NEW, " ".join(right[c:d])))
    return found


def _line(line: Any) -> dict[str, str]:
    spoken = words.of(words.nearest(get_language() or "nb"))
    said = {key: spoken.span(line.says[key]) if key in line.says else "" for key in line.sources}
    sources = ", ".join(f"{key} ({says})" if says else key for key, says in said.items())
    text = getattr(line, "text", {})
    fields = {
        _("For whom"): f" {_('or')} ".join(whom(line)),
        _("What it gives"): " · ".join(gives(line)),
        **{_text(language): told for language, told in text.items()},
        _("Sources"): sources,
    }
    return {name: told for name, told in fields.items() if told}


def _text(language: str) -> str:
    return _("Text (%(language)s)") % {"language": language}


def _source(source: Source) -> dict[str, str]:
    return {
        _("Title"): source.title, _("Publisher"): source.publisher, _("Date"): source.date,
        _("Read on"): source.read.isoformat(), _("Address"): source.url,
        _("Kind"): str(texts.TIERS[source.tier]), _("Valid until"): source.expires.isoformat(),
    }  # fmt: skip


def _head(pack: Pack) -> dict[str, str]:
    meta, own = pack.meta, words.nearest(get_language() or "nb")
    asked = " · ".join(text.get(own, "") for text in meta.open_questions)
    told = {_("Version"): meta.version, _("Open questions"): asked}
    for language, text in (meta.policy or {}).items():
        told[f"{_('Policy')} ({language})"] = text
    for language, text in meta.retest_text.items():
        told[f"{_('Why to test again')} ({language})"] = text
    for strength, meanings in meta.meaning_texts.items():
        named = words.of(own).detail("strength", strength)
        told |= {f"{named} ({language})": text for language, text in meanings.items()}
    return told
