"""Nobody meets half a page in a language that is not theirs."""

import ast
import json
import re
from pathlib import Path

ROOM = Path(__file__).resolve().parents[1]
TRANSLATED = re.compile(r'\{% translate "([^"]+)" %\}')
BLOCK = re.compile(r"\{% blocktranslate trimmed[^%]*%\}(.*?)\{% endblocktranslate %\}", re.S)
VARIABLE = re.compile(r"\{\{ (\w+) \}\}")


def _in_templates() -> set[str]:
    pages = [page.read_text() for page in ROOM.glob("templates/**/*.html")]
    plain = {text for page in pages for text in TRANSLATED.findall(page)}
    blocks = {VARIABLE.sub(r"%(\1)s", text) for page in pages for text in BLOCK.findall(page)}
    return plain | blocks


def _in_code() -> set[str]:
    files = [file for file in ROOM.rglob("*.py") if "tests" not in file.parts]
    return {
        str(node.args[0].value)
        for file in files
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and isinstance(node.args[0], ast.Constant)
    }


def test_every_text_has_a_norwegian_and_a_danish_one_with_the_same_variables() -> None:
    known = json.loads((ROOM / "translations.json").read_text())
    assert set(known) == _in_templates() | _in_code()
    for english, others in known.items():
        assert set(others) == {"nb", "da"}
        for text in others.values():
            assert text.strip()
            assert re.findall(r"%\(\w+\)s", text) == re.findall(r"%\(\w+\)s", english)
