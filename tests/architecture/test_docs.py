"""What the documents promise is there."""

import re
from pathlib import Path

import pytest

from lejde.config.cli import COMMANDS
from tests.architecture import layers

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
NAMED = re.compile(r"`((?:docs|tests|src|packs|bench)/[\w./-]+)`|\]\((docs/[\w./-]+)\)")


def test_the_layer_picture_is_that_of_the_contract() -> None:
    assert layers.written() == layers.picture()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    named = {one or two for one, two in NAMED.findall(page.read_text())}
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_command_stands_in_the_contracts() -> None:
    told = (ROOT / "docs" / "contracts.md").read_text()
    assert [name for name in COMMANDS if f"`{name}" not in told and f"/ `{name}" not in told] == []
