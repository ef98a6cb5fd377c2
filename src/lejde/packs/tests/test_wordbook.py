"""The glossary, the guard and the guide are checked like a pack: each fault is a line that names
file, line and reason; and what the glossary is for holds: no word wins.
"""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from lejde import packs
from lejde.packs import checking, commands, reading, sheets
from lejde.packs.wordbook import read_laws, read_words

HOME = Path(str(reading.home()))
LANGUAGES = ("nb", "da", "en")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("words", "no", "dk"):
        copytree(HOME / name, tmp_path / "packs" / name)
    return tmp_path / "packs"


def faults_after(home: Path, file: str, old: str, new: str) -> list[str]:
    text = (home / "words" / file).read_text("utf-8")
    assert old in text
    (home / "words" / file).write_text(text.replace(old, new, 1), "utf-8")
    faults: list[str] = []
    read_words(home, faults)
    return faults


def test_the_words_are_sound_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.check(["check", "dk"]) == 0
    assert "words: 18 terms, " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("glossary.yaml", "en: Amnesty uses", "fr: Amnesty uses", "has no 'en'"),
        ("glossary.yaml", "sources: [amnesty-2016]", "sources: [hearsay]", "'hearsay' is not in s"),
        ("glossary.yaml", "sources: [amnesty-2016]", "ours: true", "amnesty-2016' is cited now"),
        ("glossary.yaml", "sources: [amnesty-2016]", "ours: false", "must have sources, or be ou"),
        ("glossary.yaml", "ours: true", "{ours: true", "words/glossary.yaml:"),
        ("glossary.yaml", "- code: prostitution", "- code: sex-work", "'sex-work' stands twice"),
        ("glossary.yaml", "en: sex work}", "sv: sexarbete}", "has no 'en'"),
        ("guard.yaml", "term: selling-sex", "term: selling", "'selling' is not in the glossary"),
        ("guard.yaml", "nb: [hore, hora", "nb: [hore, sexarbeid", "is a word of the glossary"),
        ("guard.yaml", "nb: [hore, hora", "nb: [hore, HORE", "'HORE' stands twice"),
        ("guard.yaml", "en: somebody who sells sex}", "sv: en som}", "whore: has no 'en'"),
        ("guide.yaml", "  - level: 4", "  - level: 5", "levels.3.level"),
        ("guide.yaml", "en: Confidentiality}", "sv: Tystnad}", "has no 'en'"),
        ("guide.yaml", "sources: [korus-mi]", "sources: [korus]", "'korus' is not in sources"),
        ("guide.yaml", "hand_over:", "hand_down:", "hand_down"),
    ],
)
def test_what_is_amiss_is_one_line_with_its_place(
    home: Path, file: str, old: str, new: str, fault: str
) -> None:
    faults = faults_after(home, file, old, new)
    assert any(fault in line for line in faults), faults
    assert all(line.startswith("packs/words/") for line in faults)


def test_a_hard_text_is_named(home: Path) -> None:
    hard = "en: " + "Comprehensive terminological classification harmonisation " * 15
    assert any("LIX" in one for one in faults_after(home, "glossary.yaml", "en: Amnesty", hard))


def test_a_law_of_a_country_names_a_word_that_is_there_and_a_source(home: Path) -> None:
    file = home / "no" / "glossary.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("term: selling-sex", "term: gone").replace("pion-law", "gone"))
    faults: list[str] = []
    read_laws(home / "no", packs.words(), packs.load("no").sources, faults)
    assert len(faults) == 2
    assert "packs/no/glossary.yaml:2: 'gone' is not in sources" in faults[0]
    assert "'gone' is not in the glossary" in faults[1]


def test_what_has_run_out_is_no_longer_leant_on() -> None:
    assert checking.faults_of_words(date(2026, 12, 1))[1] == []
    old = checking.faults_of_words(date(2028, 6, 1))[1]
    assert any("unfpa-words-2013: expired" in line for line in old)


@pytest.mark.parametrize("iso", packs.known())
def test_a_broken_part_takes_no_other_away(home: Path, iso: str) -> None:
    (home / "words" / "guard.yaml").write_text("judging: 3", "utf-8")
    book = read_words(home, [])
    assert book.guard.judging == [] and len(book.glossary) == 18 and book.guide is not None
    assert "words" not in packs.known() and read_laws(home / iso, book, {}, [])


def test_no_word_of_the_glossary_wins() -> None:
    sheet = sheets.read(HOME / "words" / "glossary.yaml")
    for term in sheet.data:
        # Every word has all three, and nothing says that it is the right one.
        assert set(term) == {"code", "word", "use", "perspective", "criticism"}, term["code"]
    judged = " ".join(str(term) for term in sheet.data).lower()
    for winner in ("the right word", "riktige ordet", "rigtige ord", "should say", "bør si"):
        assert winner not in judged


def test_every_head_of_the_guide_is_there() -> None:
    guide = packs.words().guide
    assert guide is not None
    assert [head.name["en"] for head in guide.heads] == [
        "Confidentiality", "Not judging", "Professional knowledge",
    ]  # fmt: skip
    assert {one.level for one in guide.levels} == {1, 2, 3, 4}
    codes = {talk.code for talk in guide.talks}
    assert codes >= {"low", "ambivalent", "change", "substances", "anxiety", "youth"}
    assert len(guide.ask_yourself) == 3
