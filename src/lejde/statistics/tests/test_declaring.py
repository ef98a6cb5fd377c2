"""A declaration that nobody can count by is refused with its file, its line and why."""

from pathlib import Path

import pytest

from lejde.statistics.declaring import FOLDER, POPULATIONS, BadDeclaration, read

GOOD = """
[[table]]
id = "one"
variable = "condom_oral"
population = "bought"
percent_of = "answered"
title = { en = "One", nb = "En", da = "En" }
question = { en = "Which?", nb = "Hva?", da = "Hvad?" }
"""
BAND = '{ code = "used", of = [%s], label = { en = "u", nb = "u", da = "u" } }'
BANDS = f"bands = [{BAND}, {BAND.replace('used', 'other')}]"


def declared(folder: Path, text: str) -> None:
    (folder / POPULATIONS).write_text((FOLDER / POPULATIONS).read_text())
    (folder / "own.toml").write_text(text)
    read(folder)


def test_everything_that_is_declared_can_be_read() -> None:
    tables = read().tables
    assert {"age", "acts", "condom_vaginal", "bought_from", "chat_topic"} <= set(tables)
    assert tables["condom_anal"].parents()["broke"] == "used"
    assert list(tables["condom_anal"].parents())[:2] == ["used", "throughout"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("condom_oral", "shoe_size"), "variable 'shoe_size' is not known"),
        (('"bought"', '"everybody"'), "population 'everybody' is not known"),
        (('"answered"', '"some"'), "percent_of is all or answered"),
        (('da = "En"', 'se = "En"'), "title is needed in nb, da, en"),
        (("percent_of", "colour = 1\npercent_of"), "unknown keys: colour"),
        (("percent_of", "minimum = 3\npercent_of"), "minimum is 10"),
        (("percent_of", 'never = ["late"]\npercent_of'), "never names a kind of missing"),
        (("percent_of", f"{BANDS % ('"late"', '"late"')}\npercent_of"), "late is in two bands"),
        (("percent_of", f"{BANDS % ('"late"', '"soon"')}\npercent_of"), "soon is no answer"),
        (("condom_oral", "acts"), None),
    ],
)
def test_what_cannot_be_is_said_by_name_and_line(
    tmp_path: Path, change: tuple[str, str], why: str | None
) -> None:
    text = GOOD.replace(*change)
    if why is None:
        text += f"{BANDS % ('"oral"', '"anal"')}\n"
        why = "answers of several cannot be added up to a band"
    with pytest.raises(BadDeclaration) as refused:
        declared(tmp_path, text)
    assert str(refused.value) == f"own.toml, line 3: table one: {why}" or why in str(refused.value)
    assert "own.toml, line 3: table one" in str(refused.value)


def test_a_table_named_twice_and_broken_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDeclaration, match="needs an id of its own"):
        declared(tmp_path, GOOD + GOOD)
    with pytest.raises(BadDeclaration, match=r"own.toml: .*line 2"):
        declared(tmp_path, "\nid = = 1")
