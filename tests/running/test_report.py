"""`lejde report` on the demo: all files or none, and nothing in them that the document hides."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from lejde.statistics.attack import attack
from lejde.statistics.attack.files import files

ROOT = Path(__file__).resolve().parents[2]
LEJDE = str(Path(sys.executable).parent / "lejde")
NAMES = ("report.json", "report.html", "report.pdf", "codebook.json", "audit.json")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "home"


def report(*arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LEJDE_", "DJANGO_"))}
    command = [LEJDE, "report", *arguments]
    return subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, check=False)


def document(folder: Path) -> Mapping[str, Any]:
    told: Mapping[str, Any] = json.loads((folder / "report.json").read_text())
    return told


def test_a_year_comes_out_whole_and_the_same_each_time(tmp_path: Path, home: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        ended = report("2024", "--out", str(folder), "--demo", str(home), "--language", "da")
        assert ended.returncode == 0, ended.stderr
    assert all((first / name).stat().st_size > 100 for name in NAMES)
    assert document(first) == document(second)
    tables = [table["id"] for table in document(first)["tables"]]
    assert {path.stem for path in (first / "tables").glob("*.csv")} == set(tables)
    assert "2024" in (first / "report.html").read_text()
    assert files(first) == []
    assert attack([dict(document(first))]).is_safe
    assert json.loads((first / "audit.json").read_text())["safe"]


@pytest.mark.parametrize(
    ("year", "more", "why"),
    [
        ("2021", (), "too few answered anything"),
        ("2024", ("--earlier", "none.json"), "--earlier"),
        ("2024", ("--out", "{full}"), "holds something already"),
        ("2024", ("--demo", "{full}"), "holds something that is no demo"),
    ],
)
def test_what_cannot_be_is_one_line_and_leaves_nothing(
    tmp_path: Path, home: Path, year: str, more: tuple[str, ...], why: str
) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "letter").write_text("mine")
    told = [one.format(full=full) for one in more]
    out = tmp_path / "out"
    ended = report(year, "--out", str(out), "--demo", str(home), *told)
    assert ended.returncode == 2
    assert why in ended.stderr and len(ended.stderr.splitlines()) == 1
    assert not out.exists()
    assert [path.name for path in full.iterdir()] == ["letter"]
