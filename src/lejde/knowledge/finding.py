"""Search behind one function: FTS5 on SQLite, full text on PostgreSQL. Nothing is kept of it."""

import re
from collections.abc import Iterable

from django.db import connection, transaction

from lejde.knowledge.domain import CITED
from lejde.knowledge.models import Entry
from lejde.packs.pages import Page, Pages

MOST_WORDS, MOST_FOUND = 8, 20
WORD = re.compile(r"\w{2,40}")
CONFIGS = {"nb": "norwegian", "da": "danish", "en": "english"}
# Titles count most, then other names, then the text.
SQLITE = (
    "SELECT e.slug FROM knowledge_words JOIN knowledge_entry e ON e.id = knowledge_words.rowid"
    " WHERE knowledge_words MATCH %s AND e.language = %s"
    " ORDER BY bm25(knowledge_words, 10.0, 5.0, 1.0), e.slug LIMIT %s"
)
POSTGRES = (
    "SELECT slug FROM knowledge_entry, to_tsquery(%s, %s) AS asked"
    " WHERE vector @@ asked AND language = %s ORDER BY ts_rank(vector, asked) DESC, slug LIMIT %s"
)
FILL = (
    "UPDATE knowledge_entry SET vector = setweight(to_tsvector(%s, title), 'A') ||"
    " setweight(to_tsvector(%s, words), 'B') || setweight(to_tsvector(%s, body), 'D')"
    " WHERE language = %s"
)


def refresh(pages: Pages) -> None:
    """Makes the index anew, all or nothing."""
    entries = [_entry(page, found.values()) for found in pages.values() for page in found.values()]
    with transaction.atomic():
        Entry.objects.all().delete()
        Entry.objects.bulk_create(entries, batch_size=200)
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("INSERT INTO knowledge_words(knowledge_words) VALUES ('rebuild')")
                return
            for language in {entry.language for entry in entries}:
                config = CONFIGS.get(language, "simple")
                cursor.execute(FILL, [config, config, config, language])


def _entry(page: Page, languages: Iterable[Page]) -> Entry:
    named = {other.front.title for other in languages} | {page.slug.replace("-", " ")}
    return Entry(
        slug=page.slug, language=page.language, title=page.front.title,
        words=" ".join([page.front.summary, *sorted(named)]), body=CITED.sub("", page.body),
    )  # fmt: skip


def find(asked: str, language: str) -> list[str]:
    """Slugs of pages, the best first: those with every word, else those with any.

    A word also finds what begins with it, as one types.
    """
    words = WORD.findall(asked.lower())[:MOST_WORDS]
    if not words:
        return []
    return _found(words, language, every=True) or _found(words, language, every=False)


def _found(words: list[str], language: str, *, every: bool) -> list[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            asked = (" AND " if every else " OR ").join(f'"{word}"*' for word in words)
            cursor.execute(SQLITE, [asked, language, MOST_FOUND])
        else:
            asked = (" & " if every else " | ").join(f"{word}:*" for word in words)
            config = CONFIGS.get(language, "simple")
            cursor.execute(POSTGRES, [config, asked, language, MOST_FOUND])
        return [row[0] for row in cursor.fetchall()]
