"""Import contracts hold, and each is seen to fail when it is broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.executable).parent / "lint-imports"

BREACHES = {
    "Imports run downwards only": ("kernel/clock.py", "import lejde.ui.middleware"),
    "The auditor knows only what the public sees": (
        "statistics/attack/cells.py", "import lejde.statistics.disclosure",
    ),
    "The protection engine knows no database": (
        "statistics/disclosure/system.py", "import django.db",
    ),
    "Cryptography stays in the vault": ("identity/domain.py", "import nacl.secret"),
    "Pure Python knows no Django": ("identity/domain.py", "import django.conf"),
    "The vault's inside is private": ("identity/domain.py", "import lejde.vault.models"),
}  # fmt: skip


def lint(source: Path) -> str:
    """Output of the linter over a copy of the source."""
    done = subprocess.run(
        [str(LINTER), "--no-cache"],
        cwd=source.parent,
        env={"PYTHONPATH": str(source), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    ignore = shutil.ignore_patterns("tests", "__pycache__", "static", "locale", "templates")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path / "src"


@pytest.mark.parametrize("contract", BREACHES)
def test_each_contract_breaks_when_its_rule_is_broken(copy: Path, contract: str) -> None:
    file, line = BREACHES[contract]
    target = copy / "lejde" / file
    target.write_text(f"{target.read_text()}\n{line}\n")
    assert f"{contract} BROKEN" in lint(copy)


def test_a_package_nobody_put_in_a_layer_is_refused(copy: Path) -> None:
    package = copy / "lejde" / "newcomer"
    package.mkdir()
    (package / "__init__.py").write_text("")
    assert "newcomer" in lint(copy)


def test_every_contract_has_its_breach(copy: Path) -> None:
    names = [
        line.split('"')[1]
        for line in (ROOT / "pyproject.toml").read_text().splitlines()
        if line.startswith('name = "') and line[8].isupper()
    ]
    assert sorted(names) == sorted(BREACHES)
    assert "BROKEN" not in lint(copy)
