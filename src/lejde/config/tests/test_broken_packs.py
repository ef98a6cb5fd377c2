"""Files of a pack that somebody broke: the last good rules go on, and no page is taken away."""

import shutil
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from lejde import packs
from lejde.guidelines import codes
from lejde.identity.reading import help_under_pressure
from lejde.knowledge import editions, finding, queries
from lejde.knowledge.domain import address_of, cited, numbered
from lejde.knowledge.models import Edition
from lejde.packs import reading
from lejde.ui import calling

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
KEPT = (
    packs.load, packs.pages, packs.risk, packs.numbers, editions._of, queries._slugs, queries._html,
    calling._pattern, finding._index,
)  # fmt: skip
MUST_TELL = f"/read/{address_of('confidentiality')}/"
PAGES = ("/", "/about/protection/", "/check/", "/read/", MUST_TELL, "/read/dots/")
NOT_TEXT = b"\n- {id: \xff\n"
BREAKS: dict[str, Callable[[bytes], bytes]] = {
    "not UTF-8": lambda text: text + NOT_TEXT,
    "empty": lambda _: b"",
    "another shape": lambda _: b"- 1\n- [2]\n",
}


def _forget() -> None:
    for kept in KEPT:
        kept.cache_clear()


@pytest.fixture(params=packs.known())
def folder(
    request: pytest.FixtureRequest, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A copy of a pack, of whose good state the house has kept an edition."""
    settings.LEJDE_COUNTRY = request.param.upper()
    _forget()
    editions.remember()
    copy = tmp_path / "packs"
    shutil.copytree(str(reading.home()), copy)
    for module in (packs, reading):
        monkeypatch.setattr(module, "home", lambda: copy)
    _forget()
    yield copy / request.param
    _forget()


# What is broken here are files; what the database gives back is shown further down, on both.
@pytest.mark.one_database
@pytest.mark.parametrize(
    ("file", "how"),
    [
        ("rules", "not UTF-8"),
        ("sources", "empty"),
        ("duties.yaml", "another shape"),
        ("numbers.yaml", "not UTF-8"),
        ("risk.yaml", "empty"),
    ],
)
def test_every_page_is_there_by_the_last_good_rules(folder: Path, file: str, how: str) -> None:
    broken = folder / file if "." in file else min((folder / file).iterdir())
    broken.write_bytes(BREAKS[how](broken.read_bytes()))
    editions.remember()
    for language in codes.LANGUAGES:
        client = Client(headers={"accept-language": language}, raise_request_exception=False)
        told = {address: client.get(address) for address in PAGES}
        assert {a: p.status_code for a, p in told.items()} == dict.fromkeys(PAGES, 200)
        page = told["/about/protection/"].text
        duties = editions.in_force().duties
        assert duties and all(escape(duty.text[language]) in page for duty in duties)
        assert ('href="tel:112"' in told["/"].text) == (file != "numbers.yaml")
        help_under_pressure(language)


@pytest.mark.one_database
@pytest.mark.parametrize("how", ["not UTF-8", "empty"])
def test_a_page_that_cannot_be_read_takes_no_other_away(folder: Path, how: str) -> None:
    for language in codes.LANGUAGES:
        broken = folder / "pages" / f"confidentiality.{language}.md"
        broken.write_bytes(NOT_TEXT if how == "not UTF-8" else b"")
    client = Client(raise_request_exception=False)
    assert client.get(MUST_TELL).status_code == 404
    for address in PAGES[:4]:
        answer = client.get(address)
        assert answer.status_code == 200 and MUST_TELL not in answer.text


def test_a_page_of_a_pack_without_duties_has_no_empty_list(folder: Path) -> None:
    (folder / "duties.yaml").unlink()
    page = Client().get("/about/protection/").text.split("<section")[-1]
    assert "<ul" not in page and MUST_TELL in page


def test_an_edition_of_another_shape_is_passed_over(folder: Path) -> None:
    good = editions.in_force().meta.version
    iso = packs.house()
    Edition.objects.create(
        pack=iso, version="9999.1", digest="0" * 64, first_on="2999-01-01",
        content=zlib.compress(b'{"meta": {}, "laws": []}'),
    )  # fmt: skip
    (folder / "windows.yaml").write_bytes(NOT_TEXT)
    _forget()
    assert editions.in_force().meta.version == good


def test_a_source_that_the_rules_do_not_know_moves_no_other_number(folder: Path) -> None:
    page = folder / "pages" / "confidentiality.en.md"
    named = cited(page.read_text("utf-8").split("---\n", 2)[2])
    text = page.read_text("utf-8").replace(f"[^{named[0]}]", "[^nobody-knows]")
    page.write_text(text, "utf-8")
    shown = queries.shown(address_of("confidentiality"), "en")
    assert [one["url"] for one in shown.sources] == [
        editions.in_force().sources[key].url for key in named[1:]
    ]
    assert f"#source-{len(named) - 1}" in shown.html and f"#source-{len(named)}" not in shown.html
    assert numbered("One.[^a] Two.[^b]", ["b"]) == "One. Two. [1](source:1)"
