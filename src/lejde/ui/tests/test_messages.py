"""Not one text is left untranslated, and what is written is what is shown."""

import pytest

from lejde.ui.messages import LANGUAGES, is_compiled, messages, missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_its_translation(language: str) -> None:
    assert len(messages()) > 30
    assert missing(language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    assert is_compiled(language)
