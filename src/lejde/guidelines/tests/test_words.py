"""Every code that somebody can meet has a name in every language."""

import pytest

from lejde.guidelines import codes, words


@pytest.mark.parametrize("language", codes.LANGUAGES)
def test_every_code_has_a_name_of_its_own(language: str) -> None:
    file = words.of(language).file
    for named, known in (
        (file.advice, codes.ADVICE), (file.follow_ups, codes.FOLLOW_UPS),
        (file.infections, codes.INFECTIONS), (file.specimens, codes.SPECIMENS),
    ):  # fmt: skip
        assert set(named) == set(known)
        said = list(named.values())
        assert len(set(said)) == len(said)
        assert not set(said) & {code for code in known if "." in code or "_" in code}


def test_details_have_the_same_words_in_every_language() -> None:
    shapes = []
    for language in codes.LANGUAGES:
        details = words.of(language).file.details
        shapes.append({
            key: said.count("{n}") if isinstance(said, str) else set(said)
            for key, said in details.items()
        })  # fmt: skip
    assert shapes[0] == shapes[1] == shapes[2]
    assert all(count == 1 for count in shapes[0].values() if isinstance(count, int))


def test_a_detail_is_said_in_words() -> None:
    assert words.of("en").detail("every_months", 3) == "every 3 months"
    assert words.of("nb").detail("price", "ask") == "prisen er ikke kjent (spør)"
    for key, value in (("price", "dear"), ("weight", 3)):
        with pytest.raises(KeyError):
            words.of("da").detail(key, value)
