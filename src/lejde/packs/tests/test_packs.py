"""The packs that are here are sound; a broken one says which file, line and key, one line a fault."""

import shutil
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lejde import packs
from lejde.guidelines import engine, facts
from lejde.kernel.errors import NotFound
from lejde.packs import checking, reading
from lejde.packs.tests import small

HOME = Path(str(reading.home()))
SLOWEST_LOAD = 0.3


def read_on(iso: str) -> date:
    """The day after the pack's sources were last read: a test must not turn red as days pass."""
    return max(source.read for source in packs.load(iso).sources.values())


@pytest.mark.parametrize("iso", packs.known())
def test_a_pack_is_sound(iso: str) -> None:
    assert checking.faults_of(iso, read_on(iso)) == []


# Numbers that somebody in the other country would call in vain, or reach the wrong door by.
NUMBERS = {
    # 112, 116 006 and 116 111 are the same door in both.
    "no": ("116 117", "call 113", "ring 113", "22 33 11 60", "02800", "116 123"),
    "dk": ("1813", "1888", "70 20 25 50", "70 11 07 07", "70 11 31 31", "78 46 35 43"),
}


@pytest.mark.parametrize("iso", packs.known())
def test_a_pack_speaks_of_its_own_country_alone(iso: str) -> None:
    pack = packs.load(iso)
    assert (pack.meta.id, pack.meta.country) == (iso, iso.upper())
    assert [rule.id for rule in pack.rules if not rule.id.startswith(f"{iso}.")] == []
    foreign = [number for other, all_ in NUMBERS.items() if other != iso for number in all_]
    said = [text for rule in pack.rules for text in rule.text.values()]
    assert [text for text in said if any(number in text for number in foreign)] == []
    assert any(number in text for number in NUMBERS[iso] for text in said)


def test_a_house_gets_the_pack_of_its_country(settings: Any) -> None:
    settings.LEJDE_COUNTRY = "DK"
    assert packs.load(packs.house()).meta.country == "DK"
    settings.LEJDE_COUNTRY = "SE"
    with pytest.raises(NotFound):
        packs.load(packs.house())


def _cases() -> list[Any]:
    return [
        pytest.param(iso, case, id=f"{iso}: {case['name']['en']}")
        for iso in packs.known()
        for _, _, case in checking.cases_in(HOME / iso)
    ]


@pytest.mark.parametrize(("iso", "case"), _cases())
def test_a_case_comes_out_as_written(iso: str, case: dict[str, Any]) -> None:
    plan = engine.make_plan(facts.parse(case["facts"]), packs.load(iso)).to_json()
    assert checking.differences(case, plan) == []


def faults(folder: Path) -> list[str]:
    return checking.faults_of("xx", date(2026, 11, 25), folder)


def test_the_small_pack_is_sound(tmp_path: Path) -> None:
    assert faults(small.written(tmp_path)) == []


RULES = "rules/all.yaml"
SOURCE = small.FILES["sources/all.yaml"].removeprefix("one:\n")
BROKEN = [
    ("windows.yaml", "3 weeks", "soon", "packs/xx/windows.yaml:1: 0.useful: 'soon'"),
    ("windows.yaml", "useful: 3 weeks", "useful: 9 months", "windows.yaml:1: 0: useful, reliable"),
    ("windows.yaml", "sources: [one]", "sources: []", "windows.yaml:1: 0.sources: "),
    ("windows.yaml", "[one]", "[one, two]", "windows.yaml:1: sources: 'two' is not in sources"),
    ("windows.yaml", "{one: 6 months}", "{two: 6 months}", "windows.yaml:1: 0: says: 'two' is not"),
    ("windows.yaml", "serology", "lab", "all.yaml:1: xx.hepatitis_b: windows.yaml has no hepatitis_b"),
    (RULES, "['setting.bought?']", "[setting.bough]", "packs/xx/rules/all.yaml:8: xx.hepatitis_b: when.0.all.0"),
    (RULES, "'setting.sold?'", "setting.sold", "all.yaml:11: xx.hepatitis_b.sold: rule: when: 'setting.sold'"),
    (RULES, "[protected.hepatitis_b]", "['abroad?']", "all.yaml:8: xx.hepatitis_b: when.0: none: 'abroad?'"),
    (RULES, "level: extended", "levl: extended", "all.yaml:7: xx.hepatitis_b: levl: is not a known"),
    (RULES, "  sources: [one]\n", "", "all.yaml:1: xx.hepatitis_b: sources"),
    (RULES, "  sources: [one]", "  sources: [two]", "all.yaml:9: xx.hepatitis_b: sources: 'two' is not"),
    (RULES, "nb: En vaksine, ", "", "all.yaml:25: xx.vaccine: text: has no 'nb'"),
    (RULES, "id: xx.pep", "id: xx.vaccine", "all.yaml:26: xx.vaccine: two rules have this id"),
    (RULES, "give: advice", "give: orders", "all.yaml:18: xx.vaccine: "),
    (RULES, "- id", "- {id", "packs/xx/rules/all.yaml:"),
    (RULES, "give: test", "give: test\n  give: test", "all.yaml:4: 'give' stands twice"),
    (RULES, "all: [setting.bought]", "all: [setting.bought, setting.sold]",
     "all.yaml:23: xx.vaccine: when: can never hold"),
    (RULES, "all: [setting.bought]", "all: [protected.hepatitis_b, setting.bought]",
     "all.yaml:23: xx.vaccine: when: can never hold"),
    (RULES, "all: [setting.bought], none", "all: ['setting.bought?'], any: [setting.sold], none",
     "all.yaml:23: xx.vaccine: when: can never hold"),
    (RULES, "  instead_of: [pep.not_indicated]\n", "",
     "all.yaml:31: xx.pep: contradicts xx.no_pep for the same facts"),
    (RULES, "any: ['setting.sold?'], none: [protected.hepatitis_b]", "any: ['setting.sold?']",
     "all.yaml:11: xx.hepatitis_b.sold: contradicts xx.hepatitis_b.left_out"),
    (RULES, "within_hours: 72", "within_hours: 48, beyond_hours: 48", "all.yaml:32: xx.pep: when.0: beyond_hours"),
    (RULES, "within_hours: 72", "within_hours: 0", "all.yaml:32: xx.pep: when.0.within_hours"),
    (RULES, "da: Ring 112", "da: Ring +45 11 22 33 44", "all.yaml:34: xx.pep: text: '+45 11 22 33 44' is not in numbers"),
    (RULES, "detail: {price: ask}", "detail: {price: free}", "all.yaml:22: xx.vaccine: prices.yaml has no"),
    (RULES, "detail: {price: ask}", "detail: {price: ask, colour: 3}",
     "all.yaml:22: xx.vaccine: detail: colour 3 has no words in nb, da, en"),
    ("numbers.yaml", "number: \"112\"", "number: soon", "numbers.yaml:1: 0.number: "),
    ("prices.yaml", "price: ask", "price: cheap", "prices.yaml:1: 0.price: "),
    ("recalls.yaml", "[]", "[{versions: [], text: {en: a}}]", "recalls.yaml:1: 0.versions: "),
    ("sources/all.yaml", "read: 2026-11-22", "read: 2026-02-30", "sources/all.yaml:5: '2026-02-30' is no day"),
    ("sources/all.yaml", "date: \"2024\"", "date: \"2027\"", "sources/all.yaml:1: one: date: 2027 is later"),
    ("sources/all.yaml", "expires: 2027-12-31", "expires: 2026-11-01", "sources/all.yaml:1: one: expires: 2026-11-01"),
    ("sources/all.yaml", "expires: 2027-12-31", "expires: 2026-11-23", "sources/all.yaml:8: one: expired on 2026-11-23"),
    ("sources/all.yaml", "tier: clinic", "tier: rumour", "sources/all.yaml:7: one.tier: "),
    ("pack.yaml", "status: draft", "status: fine", "packs/xx/pack.yaml:3: status: "),
    ("pack.yaml", "policy: {en: One, nb: En, da: En}", "policy: {en: One}", "pack.yaml:6: policy: has no 'nb'"),
    ("pack.yaml", "nb: Pris, ", "", "pack.yaml:13: open_questions.0: has no 'nb'"),
    ("pack.yaml", "- {en: Price, nb: Pris, da: Pris}", "- Price", "pack.yaml:13: open_questions.0: "),
    ("cases/all.yaml", "{code: vaccine.hepatitis_b}", "{code: vaccine.hpv}", "cases/all.yaml:3: bought, a condom: advice"),
    ("cases/all.yaml", "nb: solgt, ", "", "cases/all.yaml:4: sold, none: name: has no 'nb'"),
    ("cases/all.yaml", "{en: protected, nb: beskyttet, da: beskyttet}", "protected",
     "cases/all.yaml:7: protected: name: has no 'da'"),
    ("cases/all.yaml", "  expect: {left_out", "  expcet: {left_out", "all.yaml:9: 2.expcet: is not a known key"),
    ("cases/all.yaml", "expect: {left_out", "expect: {lft_out", "all.yaml:9: 2.expect.lft_out"),
    ("cases/all.yaml", "  expect: {left_out", "  only: [advice]\n  expect: {left_out",
     "all.yaml:7: 2: only: expect has no 'advice'"),
    ("cases/all.yaml", "setting: bought", "seting: bought", "all.yaml:2: bought, a condom: facts: exposures.0.seting"),
    ("cases/all.yaml", "setting: sold, acts", "setting: bought, acts", "no case shows xx.hepatitis_b.sold"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "line"), BROKEN)
def test_a_fault_names_file_line_and_key(
    tmp_path: Path, file: str, old: str, new: str, line: str
) -> None:
    found = faults(small.broken(tmp_path, file, old, new))
    assert any(line in fault for fault in found), found


def test_sources_that_differ_need_a_policy_that_says_which_wins(tmp_path: Path) -> None:
    home = small.broken(tmp_path, "sources/all.yaml", "one:", f"two:\n{SOURCE}one:")
    windows = (home / "windows.yaml").read_text()
    (home / "windows.yaml").write_text(
        windows.replace(
            "[one], says: {one: 6 months}", "[one, two], says: {one: 6 months, two: 12 weeks}"
        )
    )
    assert faults(home) == []
    meta = home / "pack.yaml"
    meta.write_text(meta.read_text().replace("policy: {en: One, nb: En, da: En}\n", ""))
    assert [fault.split(": ", 1)[1] for fault in faults(home)] == [
        "says: the sources differ and pack.yaml has no policy"
    ]


def test_one_broken_file_does_not_bury_its_fault_under_others(tmp_path: Path) -> None:
    assert len(faults(small.broken(tmp_path, "windows.yaml", "3 weeks", "soon"))) == 1
    assert len(faults(small.broken(tmp_path, "sources/all.yaml", "tier: clinic", "tier: x"))) == 1


def test_a_pack_without_lists_of_numbers_prices_and_recalls_is_read(tmp_path: Path) -> None:
    home = small.written(tmp_path)
    for name in ("numbers", "prices", "recalls"):
        (home / f"{name}.yaml").unlink()
    assert faults(home) == []


def test_a_recall_is_found_by_the_version_it_is_against(tmp_path: Path) -> None:
    text = (
        "- {versions: ['2026.10'], published: 2026-11-20, rules: [xx.pep], text: {en: a, nb: a, da: a}}\n"
        "- {versions: ['2026.10', '2026.11'], published: 2026-11-24, rules: [xx.pep], text: {en: b, nb: b, da: b}}\n"
    )
    pack = reading.read("xx", small.broken(tmp_path, "recalls.yaml", "[]\n", text))
    assert [one.text["en"] for one in pack.recalls_for("2026.10")] == ["b", "a"]
    assert [one.text["en"] for one in pack.recalls_for("2026.11")] == ["b"]
    assert pack.recalls_for("2026.12") == []


def test_an_expired_source_never_takes_help_away(tmp_path: Path) -> None:
    folder = small.broken(tmp_path, "sources/all.yaml", "expires: 2027", "expires: 2026")
    pack = reading.read("xx", folder)
    told = facts.parse({"pack": "xx", "exposures": [{"setting": "bought"}]})
    assert engine.make_plan(told, pack).tests
    assert checking.expired(reading.draft_of("xx", folder), date(2027, 1, 1))


def test_a_manager_hears_weeks_before_a_source_runs_out(tmp_path: Path) -> None:
    pack = reading.read("xx", small.written(tmp_path))
    assert checking.expiring(pack, date(2027, 11, 1)) == []
    assert checking.expiring(pack, date(2027, 12, 1)) == [("one", date(2027, 12, 31))]


def test_a_country_called_no_stays_a_word(tmp_path: Path) -> None:
    home = small.broken(tmp_path, "pack.yaml", "country: XX", "country: NO")
    assert reading.read("xx", home).meta.country == "NO"


@pytest.mark.parametrize("iso", packs.known())
def test_a_pack_loads_in_less_than_a_third_of_a_second(iso: str) -> None:
    # Time of the processor, so that a busy machine makes no difference.
    start = time.process_time()
    reading.read(iso)
    assert time.process_time() - start < SLOWEST_LOAD


def test_what_is_no_pack_file_is_left_alone(tmp_path: Path) -> None:
    home = small.written(tmp_path)
    (home / "rules" / "notes.txt").write_text("not a rule")
    shutil.copy(home / "recalls.yaml", home / "other.yaml")
    assert faults(home) == []


@pytest.mark.parametrize("iso", ["xx", "..", "no/cases", ""])
def test_an_unknown_pack_is_not_found(iso: str) -> None:
    with pytest.raises(NotFound):
        packs.load(iso)


def test_sources_lie_in_files_of_a_folder_and_a_key_stands_in_one_of_them(tmp_path: Path) -> None:
    home = small.written(tmp_path)
    more = home / "sources" / "more.yaml"
    more.write_text(f"two:\n{SOURCE}", "utf-8")
    assert set(reading.read("xx", home).sources) == {"one", "two"}
    more.write_text(f"\none:\n{SOURCE}", "utf-8")
    (fault,) = faults(home)
    assert fault.endswith("sources/more.yaml:2: 'one' stands twice")
    more.unlink()
    (home / "sources" / "all.yaml").unlink()
    assert "packs/xx/sources: has no file" in faults(home)


FILES = ["sources/more.yaml", "rules/more.yaml", "cases/more.yaml", "duties.yaml", "risk.yaml"]
STRANGE = {
    "nothing": b"", "a comment": b"# later\n", "a word": b"later\n", "a number": b"3\n",
    "a list of words": b"- a\n- b\n", "a list of nothing": b"-\n", "other letters": b"a: \xe6\n",
    "a picture": b"\x89PNG\x00", "UTF-16": "a: b\n".encode("utf-16"), "two documents": b"a: 1\n---\nb: 2\n",
    "no key": b"~: {}\n", "a list as key": b"? [a]\n: 1\n", "twice": b"a: {}\na: {}\n",
    "itself": b"&a [*a]\n", "no end": b"[" * 5000, "an object": b"a: !!python/object:os.system {}\n",
    "no day": b"a: !!timestamp never\n", "no number": b"a: !!int many\n", "no truth": b"a: !!bool so\n",
    "too many digits": b"a: " + b"9" * 5000 + b"\n",
}  # fmt: skip


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("strange", STRANGE)
def test_whatever_stands_in_a_file_is_a_fault_that_names_it(
    tmp_path: Path, file: str, strange: str
) -> None:
    home = small.written(tmp_path)
    (home / file).write_bytes(STRANGE[strange])
    found = faults(home)
    assert found and all(f"packs/xx/{file}" in fault for fault in found), found


def test_a_folder_or_a_link_to_nowhere_is_no_file_of_sources(tmp_path: Path) -> None:
    home = small.written(tmp_path)
    (home / "sources" / "folder.yaml").mkdir()
    (home / "sources" / "link.yaml").symlink_to(home / "nowhere")
    assert faults(home) == [
        f"packs/xx/sources/{name}.yaml: cannot be read" for name in ("folder", "link")
    ]


def test_the_mark_of_an_editor_and_its_line_ends_are_no_fault(tmp_path: Path) -> None:
    home = small.written(tmp_path)
    text = b"\xef\xbb\xbf" + f"two:\n{SOURCE}".encode().replace(b"\n", b"\r\n")
    (home / "sources" / "more.yaml").write_bytes(text)
    assert set(reading.read("xx", home).sources) == {"one", "two"}


def test_a_page_that_cannot_be_read_is_one_fault(tmp_path: Path) -> None:
    home = small.written(tmp_path)
    (home / "pages").mkdir(exist_ok=True)
    (home / "pages" / "help.nb.md").write_bytes(b"---\ntitle: \xe6\n---\n")
    assert faults(home) == ["packs/xx/pages/help.nb.md: cannot be read"]
