"""The packs that are here are sound; a broken one says which file and key, one line per fault."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lejde import packs
from lejde.guidelines import engine, facts
from lejde.kernel.errors import NotFound
from lejde.packs import checking, reading

TODAY = date(2026, 11, 24)
HOME = Path(str(reading.home()))


@pytest.mark.parametrize("iso", packs.known())
def test_a_pack_is_sound(iso: str) -> None:
    assert checking.faults_of(iso, TODAY) == []


# Numbers that somebody in the other country would call in vain, or reach the wrong door by.
NUMBERS = {
    "no": ("116 117", "call 113", "ring 113", "22 33 11 60", "02800", "116 006", "116 123"),
    "dk": ("1813", "1888", "70 20 25 50", "70 11 07 07", "78 46 35 43", "35 45 97 78"),
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
        pytest.param(file.parent.parent.name, case, id=case["name"])
        for file in sorted(HOME.glob("*/cases/*.yaml"))
        for case in reading.plain(file, [])
    ]


@pytest.mark.parametrize(("iso", "case"), _cases())
def test_a_case_comes_out_as_written(iso: str, case: dict[str, Any]) -> None:
    plan = engine.make_plan(facts.parse(case["facts"]), packs.load(iso)).to_json()
    assert checking.differences(case, plan) == []


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[str, str, str], list[str]]:
    """Breaks one file of a copy and gives the faults."""

    def breaks(file: str, old: str, new: str) -> list[str]:
        folder = tmp_path / "packs" / "no"
        shutil.copytree(HOME / "no", folder, dirs_exist_ok=True)
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")
        return checking.faults_of("no", TODAY, folder)

    return breaks


BROKEN = [
    ("windows.yaml", "useful: 2 weeks", "useful: soon", "packs/no/windows.yaml: 0.useful: 'soon'"),
    ("windows.yaml", "useful: 2 weeks", "useful: 9 weeks", "windows.yaml: chlamydia naat: useful"),
    ("windows.yaml", "sources: [olafia-2024]", "sources: []", "windows.yaml: 0.sources: "),
    ("windows.yaml", "[olafia-2024]", "[nobody]", "windows.yaml: chlamydia naat: 'nobody'"),
    ("rules/blood.yaml", "setting.bought?", "setting.bough", "blood.yaml: no.hiv.paid: when.0.any.0"),
    ("rules/blood.yaml", "setting.bought?", "setting.bought", "no.hiv.paid: rule: when: 'setting.bought'"),
    ("rules/blood.yaml", "[past.hiv]", "['abroad?']", "no.hiv.paid: when.0: none: 'abroad?'"),
    ("rules/blood.yaml", "specimen: blood", "specimn: blood", "no.hiv.paid: specimn: is not a known"),
    ("rules/blood.yaml", "  sources: [sexogsamfunn-2024, utposten-2021]\n", "", "no.hiv.paid: sources"),
    ("rules/blood.yaml", "utposten-2021]", "nobody]", "no.hiv.paid: sources: 'nobody' is not in"),
    ("rules/law.yaml", "    da: At købe", "    dk: At købe", "no.law.bought: text: has no 'da'"),
    ("rules/law.yaml", "no.law.sold", "no.law.bought", "no.law.bought: two rules have this id"),
    ("rules/law.yaml", "give: advice", "give: orders", "law.yaml: no.law.bought: "),
    ("rules/law.yaml", "- id", "- {id", "rules/law.yaml: line"),
    ("sources.yaml", "expires: 2027-12-31", "expires: 2026-11-23", "olafia-2024: expired on 2026-11-23"),
    ("sources.yaml", "tier: clinic", "tier: rumour", "sources.yaml: olafia-2024.tier: "),
    ("pack.yaml", "status: draft", "status: fine", "packs/no/pack.yaml: status: "),
    ("cases/report.yaml", "useful_from: \"2026-03-18\"", "useful_from: \"2026-03-19\"",
     "report.yaml: Olav, 45"),
    ("cases/others.yaml", "code: pep.urgent, urgency", "code: pep.nothing, urgency", "others.yaml: "),
    ("cases/others.yaml", "setting: casual", "seting: casual", "facts: exposures.0.seting: is not"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "line"), BROKEN)
def test_a_fault_names_file_and_key(
    broken: Callable[[str, str, str], list[str]], file: str, old: str, new: str, line: str
) -> None:
    faults = broken(file, old, new)
    assert any(line in fault for fault in faults), faults


def test_a_rule_that_no_case_shows_is_a_fault(
    broken: Callable[[str, str, str], list[str]],
) -> None:
    faults = broken(
        "cases/others.yaml", "situation: [under_pressure, documents_held, ", "situation: ["
    )
    assert any(fault.endswith("no case shows no.trafficking.help") for fault in faults)


def test_an_expired_source_never_takes_help_away(tmp_path: Path) -> None:
    folder = tmp_path / "packs" / "no"
    shutil.copytree(HOME / "no", folder)
    text = (folder / "sources.yaml").read_text().replace("expires: 2027", "expires: 2020")
    (folder / "sources.yaml").write_text(text)
    pack = reading.read("no", folder)
    assert engine.make_plan(facts.parse({"pack": "no", "exposures": [{}]}), pack).tests
    assert checking.expired(pack, folder, TODAY)


def test_a_manager_hears_weeks_before_a_source_runs_out() -> None:
    pack = packs.load("no")
    assert checking.expiring(pack, TODAY) == []
    soon = dict(checking.expiring(pack, date(2027, 6, 1)))
    assert soon["pion-law"] == date(2027, 6, 30)


@pytest.mark.parametrize("iso", ["xx", "..", "no/cases", ""])
def test_an_unknown_pack_is_not_found(iso: str) -> None:
    with pytest.raises(NotFound):
        packs.load(iso)
