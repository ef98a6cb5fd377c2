"""`lejde test`: style, types, import contracts, then the tests."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BIN = Path(sys.executable).parent
CHECKS = (
    ("ruff", "check", "src", "tests"),
    ("ruff", "format", "--check", "src", "tests"),
    ("mypy",),
    ("lint-imports",),
)


def test(argv: list[str]) -> int:
    """The whole suite, or pytest alone when given arguments; the first failing status."""
    if not argv:
        for tool, *arguments in CHECKS:
            if status := subprocess.call([str(BIN / tool), *arguments], cwd=ROOT):
                return status
    return subprocess.call([sys.executable, "-m", "pytest", *argv], cwd=ROOT)
