"""The guard hears whole words that judge, in any case, and leaves alone what is somebody else's."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lejde import packs
from lejde.knowledge.guarding import Listener

GUARD = packs.words().guard
LANGUAGES = ("nb", "da", "en")
LISTENERS = {language: Listener(GUARD, language) for language in LANGUAGES}
FORMS = [
    (language, form)
    for one in GUARD.judging
    for language in LANGUAGES
    for form in one.forms[language]
]
form_of = st.sampled_from(FORMS)
# Signs that stand between words, and no quotation marks, which mean something of their own.
around = st.text(st.sampled_from(" \n\t.,;:!?()/🙂…"), max_size=6)
letters = st.text(st.characters(categories=("L", "Nd")), min_size=1, max_size=5)
QUOTES = ("«»", "»«", "“”", "„“", '""', "‘’")


def cased(form: str, pattern: list[bool]) -> str:
    """The form with some of its letters as capitals."""
    marks = pattern * (len(form) // len(pattern) + 1)
    return "".join(c.upper() if up else c for c, up in zip(form, marks, strict=False))


@given(form_of, around, around, st.lists(st.booleans(), min_size=1, max_size=8))
def test_a_word_that_judges_is_heard_in_any_case_between_any_signs(
    known: tuple[str, str], before: str, after: str, capitals: list[bool]
) -> None:
    language, form = known
    hints = LISTENERS[language].hints(f"{before} {cased(form, capitals)} {after}")
    assert [form in hint.about.forms[language] for hint in hints] == [True]


@given(form_of, letters)
def test_a_part_of_a_longer_word_is_not_heard(known: tuple[str, str], more: str) -> None:
    language, form = known
    for text in (f"{more}{form}", f"{form}{more}", f"{more}-{form}", f"{form}-{more}"):
        written = [hint.written for hint in LISTENERS[language].hints(text)]
        assert form not in written or any(text == other for _, other in FORMS)


@given(form_of, st.sampled_from(QUOTES), letters)
def test_what_stands_in_quotation_marks_is_theirs(
    known: tuple[str, str], marks: str, word: str
) -> None:
    language, form = known
    for quoted in (f"{marks[0]}{form}{marks[1]}", f"{marks[0]}{word} {form} {word}{marks[1]}"):
        assert LISTENERS[language].hints(f"Du sa {quoted}, og det er ditt ord.") == []
    assert LISTENERS[language].hints(f"> {form}\nJa.") == []
    # A mark that is never closed quotes nothing.
    assert LISTENERS[language].hints(f'Du sa "{form}')


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_text_is_heard_without_harm_and_only_what_it_holds(text: str, language: str) -> None:
    for hint in LISTENERS[language].hints(text):
        assert hint.written in text.replace("’", "'") or not text.isascii()


@given(st.lists(form_of, min_size=1, max_size=6))
def test_each_word_is_told_once_in_the_order_of_the_text(many: list[tuple[str, str]]) -> None:
    listener = LISTENERS["nb"]
    forms = [form for language, form in many if language == "nb"]
    written = [hint.written for hint in listener.hints(" . ".join(forms + forms))]
    assert written == list(dict.fromkeys(forms))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_glossary_is_called_wrong(language: str) -> None:
    words = [term.word[language] for term in packs.words().glossary]
    words += {
        "nb": ["sexarbeider", "sexarbeidere", "Sexarbeid", "prostitusjonen", "sexkjøper"],
        "da": ["sexarbejder", "sexarbejdere", "Sexarbejde", "prostitutionen", "sexkøber"],
        "en": ["sex worker", "sex workers", "Prostitution", "clients"],
    }[language]
    assert LISTENERS[language].hints(" ".join(words)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_better_word_is_never_called_wrong_itself(language: str) -> None:
    for one in GUARD.judging:
        assert LISTENERS[language].hints(one.better[language]) == [], one.code


@pytest.mark.parametrize("iso", packs.known())
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_what_the_house_itself_writes(language: str, iso: str) -> None:
    pages = [found[language] for found in packs.pages(iso).values()]
    texts = [f"{page.front.title} {page.front.summary} {page.body}" for page in pages]
    texts += [rule.text[language] for rule in packs.load(iso).rules]
    guide = packs.words().guide
    assert guide is not None
    texts += [one.text[language] for talk in guide.talks for one in (*talk.lines, *talk.mind)]
    heard = [hint.written for text in texts for hint in LISTENERS[language].hints(text)]
    assert heard == []


def test_laws_institutions_and_turns_of_phrase_keep_their_names() -> None:
    for language, names in GUARD.left_alone.items():
        for name in names:
            assert LISTENERS[language].hints(f"Ring {name}, så sier de det.") == [], name
            assert LISTENERS[language].hints(name.upper()) == [], name
    assert LISTENERS["nb"].hints("Det er din egen skyld.")[0].about.code == "own-fault"


@pytest.mark.parametrize(
    ("language", "text", "heard"),
    [
        ("nb", "Er du ren? Du må ikke være redd.", ["Er du ren"]),
        ("nb", "Du tilstod, horekundens venn.", ["horekundens"]),
        ("da", "Han er narkoman og promiskuøs.", ["narkoman", "promiskuøs"]),
        ("en", "She’s a hooker who sold\nherself.", ["hooker", "sold\nherself"]),
        ("en", "the whore’s street", ["whore's"]),
        ("nb", "LØSAKTIG, lo\u0308saktig", ["LØSAKTIG"]),
        ("en", "I stayed at the hookery by the dirtyard.", []),
        # What is a word that judges in one language may be another word in the next.
        ("en", "The luder class has a torsk.", []),
        ("da", "Mødet er slut.", []),
    ],
)
def test_as_people_write(language: str, text: str, heard: list[str]) -> None:
    assert [hint.written for hint in LISTENERS[language].hints(text)] == heard


def test_every_language_has_a_form_of_everything_and_small_letters() -> None:
    for one, language in product(GUARD.judging, LANGUAGES):
        assert one.forms[language] and one.better[language]
        for form in one.forms[language]:
            assert re.sub("aids", "", form, flags=re.IGNORECASE).islower()
