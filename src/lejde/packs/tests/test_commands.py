"""`lejde plan` and `lejde packs check` as they are run."""

import io
import json
import re
from pathlib import Path
from shutil import copytree

import pytest

from lejde import packs
from lejde.packs import commands, reading

ASKED = {"pack": "no", "at": "2026-03-22T12:00:00+01:00", "exposures": [{"setting": "bought"}]}


def test_a_plan_from_a_file_and_from_standard_input_are_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(ASKED))
    assert commands.plan([str(file)]) == 0
    from_file = json.loads(capsys.readouterr().out)
    stream = io.TextIOWrapper(io.BytesIO(file.read_bytes()))
    monkeypatch.setattr("sys.stdin", stream)
    assert commands.plan([]) == 0
    assert json.loads(capsys.readouterr().out) == from_file
    meta = packs.load("no").meta
    assert from_file["pack"] == {"id": "no", "version": meta.version, "status": "draft"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"pack": "no", "x": 1, "person": {"age": "a"}}', "x: is not a known key"),
        ("{", "input: is no JSON"),
        ('{"pack": NaN}', "input: is no JSON"),
        ('{"pack": "xx"}', "pack: there is no pack 'xx'"),
        ('{"pack": "no", "exposures": [{"at": "2199-01-01"}]}', "exposures.0.at: is still to come"),
        ("[" * 100_000, "input: is no JSON"),
        ("\udcff", "input: is no JSON"),
    ],
)
def test_bad_input_is_status_2_and_one_line_per_fault(
    text: str, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.json"
    file.write_text(text, errors="surrogateescape")
    assert commands.plan([str(file)]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and line in shown.err


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.plan(["/nowhere/facts.json"]) == 2
    assert "/nowhere/facts.json: cannot be read" in capsys.readouterr().err


def test_packs_check_says_what_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.check(["check", "no"]) == 0
    said = capsys.readouterr().out
    assert re.match(
        rf"no: {re.escape(packs.load('no').meta.version)} \(draft\): \d+ rules, \d+ sources, \d+ cases, \d+ open q",
        said,
    )
    assert commands.check(["check", "xx"]) == 2
    assert commands.check([]) == 2


def test_a_pack_is_named_in_any_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.check(["check", "NO"]) == 0
    assert capsys.readouterr().out.startswith("no: ")


def test_a_plan_from_a_broken_pack_is_status_2_and_one_line_per_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copytree(Path(str(reading.home())) / "no", tmp_path / "packs" / "no")
    for file, old, new in (
        ("windows.yaml", "useful: 2 weeks", "useful: soon"),
        ("sources/clinics.yaml", "tier: clinic", "tier: rumour"),
    ):
        text = (folder / file).read_text("utf-8")
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.setattr(packs, "load", lambda iso: reading.read(iso, folder))
    asked = tmp_path / "facts.json"
    asked.write_text(json.dumps(ASKED))
    assert commands.plan([str(asked)]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and re.search(r"windows.yaml:\d+: 0.useful", shown.err)
    assert "Traceback" not in shown.err and "sources/clinics.yaml" in shown.err
