"""`lejde bench search`: finding among two thousand pages, and loading a pack."""

import time
from dataclasses import replace
from functools import partial

from bench.measuring import machine, per_second, told
from lejde import packs
from lejde.knowledge.finding import Index
from lejde.packs.pages import Pages
from lejde.packs.reading import read

PAGES, MOST_MS = 2000, 20
ASKED = ("hiv", "klamydia", "redd for hiv", "throat swab", "vaks", "zzzz")


def many(pages: Pages, count: int) -> Pages:
    """The pack's pages over and over, each under a name of its own, until there are `count`."""
    named = list(pages.items())
    made: Pages = {}
    for number in range(count):
        slug, found = named[number % len(named)]
        name = f"{slug}-{number}"
        made[name] = {lang: replace(page, slug=name) for lang, page in found.items()}
    return made


def main() -> None:
    print(machine())
    index = Index(many(packs.pages("no"), PAGES))
    for words in ASKED:
        rate = per_second(partial(index.find, words, "nb"), seconds=1)
        told(f"find {words!r} among {PAGES} pages", 1000 / rate, "ms", MOST_MS, at_most=True)
    start = time.perf_counter()
    read("no")
    told("load the pack no", (time.perf_counter() - start) * 1000, "ms", 300, at_most=True)


if __name__ == "__main__":
    main()
