"""After people have been here, a thief takes the whole home and a backup, while the house runs."""

import base64
import subprocess
import sys
import urllib.parse
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.journeys import serving
from tests.journeys.acting import AtWork, Visitor
from tests.journeys.conftest import NewPage
from tests.journeys.test_people import OLAV, PETER

QUESTION = "Er jeg alene om dette, bjørkeblad?"
NOTE = "Snakket om gråspurv og angst"
NAME = "Ola Oppdiktet Kvitfjell"
# What was ticked in a visit; none of these words is used for anything else in a home.
CODED = ("20_29", "cis_woman", "not_used", "vaginal", "chlamydia", "syphilis", "hepatitis_b",
         "first_void_urine", "equivocal", "did_not_want", "setting", "bought_from")  # fmt: skip


def forms_of(word: str) -> list[bytes]:
    """A word as it could lie somewhere."""
    raw = word.encode()
    forms = [
        raw, word.encode("utf-16-le"), base64.b64encode(raw), base64.b64encode(b"x" + raw)[4:-4],
        raw.hex().encode(), urllib.parse.quote(word).encode(),
        word.encode("unicode_escape"),
    ]  # fmt: skip
    return [form for form in forms if len(form) >= 5]


def stolen(home: Path) -> dict[str, bytes]:
    """Every file under the home, write-ahead logs and all."""
    return {str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*") if p.is_file()}


def visits(new_page: NewPage) -> tuple[list[str], list[str]]:
    """Two people come and go; what was typed, and the codes they were given."""
    peter = Visitor(new_page(language="nb", javascript=False))
    peter.asks_what_to_be_tested_for(PETER)
    peter.books_with_it()
    nurse = AtWork(new_page(language="nb", wide=True))
    nurse.comes_in_as("nurse")
    nurse.meets(peter.number)
    nurse.records(
        "bought", age_band="20_29", bought_from=["cis_woman"], acts=["vaginal", "oral"],
        condom_oral="not_used",
    )  # fmt: skip
    nurse.page.locator("textarea[name=note]").fill(NOTE)
    nurse.page.locator("form[action$='/record/'] button[type=submit]").click()
    nurse.orders_the_plan()
    nurse.page.locator("details", has=nurse.page.locator("input[name=born]")).last.click()
    nurse.page.locator("input[name=name]").fill(NAME)
    nurse.page.locator("input[name=born]").fill("01019012345")
    nurse.page.locator("form[action$='/identity/'] button").click()
    nurse.finds_nothing_in_the_laboratory_tests()
    nurse.ends_the_visit()
    peter.comes_back()
    peter.page.locator("textarea[name=text]").fill(QUESTION)
    peter.page.locator("form[action='/mine/ask/'] button").click()
    expect(peter.page.locator("main")).to_contain_text(QUESTION)
    olav = Visitor(new_page(language="nb"))
    olav.asks_what_to_be_tested_for(OLAV)
    olav.books_with_it("control")
    return [QUESTION, NOTE, NAME, "01019012345"], [peter.code, olav.code]


def test_a_thief_of_everything_finds_no_word_no_answer_and_no_code(
    new_page: NewPage, demo: dict[str, Any], tmp_path: Path
) -> None:
    typed, codes = visits(new_page)
    backup = tmp_path / "backup"
    lejde = Path(sys.executable).parent / "lejde"
    environment = serving.settings_of(demo["home"])
    subprocess.run([str(lejde), "backup", str(backup)], env=environment, check=True)
    files = stolen(demo["home"]) | stolen(tmp_path)
    assert any(name.endswith("-wal") for name in files)
    assert sum(map(len, files.values())) > 1_000_000
    secrets = [*typed, *CODED, *codes, *(code.replace("-", "") for code in codes)]
    for name, raw in files.items():
        found = [word for word in secrets if any(form in raw for form in forms_of(word))]
        assert found == [], name
