"""The report is made where the truth is out of reach."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def test_the_report_imports_nothing_of_the_house() -> None:
    found = {
        name
        for path in PACKAGE.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom)
            else [one.name for one in node.names] if isinstance(node, ast.Import) else []
        )
        if name.startswith(("lejde", "django.db", "."))
    }  # fmt: skip
    assert found and all(name.startswith("lejde.statistics.report") for name in found)
