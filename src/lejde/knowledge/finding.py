"""Search over the pages of one country: FTS5 in the memory of the process. Nothing of it is kept.

In memory instead of the house's database: the same on SQLite and PostgreSQL, made from the pack in
a moment, in no backup, and a stolen database holds no word of an infection.
"""

import re
import sqlite3
import threading
from functools import lru_cache

from lejde import packs
from lejde.knowledge.domain import CITED
from lejde.packs.pages import Pages

MOST_WORDS, MOST_FOUND = 8, 20
WORD = re.compile(r"\w{2,40}")
# Titles count most, then other names, then the text.
FIND = (
    "SELECT slug FROM pages WHERE pages MATCH ? AND language = ?"
    " ORDER BY bm25(pages, 0, 0, 10.0, 5.0, 1.0), slug LIMIT ?"
)


class Index:
    """Pages by their words; one connection, as SQLite lets threads take turns on it."""

    def __init__(self, pages: Pages) -> None:
        self._lock = threading.Lock()
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._base.execute(
            "CREATE VIRTUAL TABLE pages USING fts5(slug UNINDEXED, language UNINDEXED,"
            " title, words, body, tokenize='unicode61 remove_diacritics 2')"
        )
        self._base.executemany("INSERT INTO pages VALUES (?, ?, ?, ?, ?)", _rows(pages))

    def find(self, asked: str, language: str) -> list[str]:
        """Slugs, the best first: those with every word, else those with any.

        A word also finds what begins with it, as one types.
        """
        words = [f'"{word}"*' for word in WORD.findall(asked.lower())[:MOST_WORDS]]
        if not words:
            return []
        return self._found(" AND ".join(words), language) or self._found(
            " OR ".join(words), language
        )

    def _found(self, asked: str, language: str) -> list[str]:
        with self._lock:
            rows = self._base.execute(FIND, (asked, language, MOST_FOUND)).fetchall()
        return [row[0] for row in rows]


def _rows(pages: Pages) -> list[tuple[str, str, str, str, str]]:
    rows = []
    for slug, found in pages.items():
        names = {page.front.title for page in found.values()} | {slug.replace("-", " ")}
        for language, page in found.items():
            words = " ".join([page.front.summary, *sorted(names)])
            rows.append((slug, language, page.front.title, words, CITED.sub("", page.body)))
    return rows


@lru_cache
def _index(iso: str) -> Index:
    return Index(packs.pages(iso))


def find(asked: str, language: str) -> list[str]:
    """Slugs of the pages of the house's country that fit some words, the best first."""
    return _index(packs.house()).find(asked, language)
