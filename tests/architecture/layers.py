"""The layer picture of docs/ARCHITECTURE.md, from the import contract.

`python -m tests.architecture.layers` writes it anew.
"""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "ARCHITECTURE.md"
BEGIN, END = "checked by the tests -->", "<!-- /layers -->"


def picture() -> str:
    """One line a layer, top to bottom."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contract = told["tool"]["importlinter"]["contracts"][0]
    names = [layer.replace("|", "·") for layer in contract["layers"]]
    width = max(map(len, names)) + 2
    lines = [f"    │{name:^{width}}│" for name in names]
    rule = "─" * width
    body = f"\n    ├{rule}┤\n".join(lines)
    return f"\n\n    ┌{rule}┐\n{body}\n    └{rule}┘\n\n"


def written() -> str:
    """The picture as it stands in the page."""
    return PAGE.read_text().split(BEGIN)[1].split(END)[0]


if __name__ == "__main__":
    page = PAGE.read_text()
    head, rest = page.split(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}{picture()}{END}{rest.split(END)[1]}")
