"""What is sealed opens only with its key, in its place, whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lejde.vault._envelope import CannotOpen, context, derive, seal, unseal

KEY = bytes(range(32))
PLACE = context("folder", "part", 1)


@given(st.binary(max_size=2000))
def test_what_was_sealed_comes_back(text: bytes) -> None:
    assert unseal(KEY, seal(KEY, text, PLACE), PLACE) == text


def test_the_same_words_never_look_the_same_twice() -> None:
    assert seal(KEY, b"hello", PLACE) != seal(KEY, b"hello", PLACE)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_short_texts_of_different_length_have_one_size(one: bytes, two: bytes) -> None:
    assert len(seal(KEY, one, PLACE)) == len(seal(KEY, two, PLACE))


def test_an_envelope_moved_elsewhere_does_not_open() -> None:
    sealed = seal(KEY, b"hello", PLACE)
    for elsewhere in (context("folder", "part", 2), context("folderp", "art", 1), b""):
        with pytest.raises(CannotOpen):
            unseal(KEY, sealed, elsewhere)


def test_another_key_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        unseal(bytes(32), seal(KEY, b"hello", PLACE), PLACE)


def test_every_changed_or_missing_byte_is_noticed() -> None:
    sealed = seal(KEY, b"hello", PLACE)
    for i in range(len(sealed)):
        changed = bytearray(sealed)
        changed[i] ^= 1
        for bad in (bytes(changed), sealed[:i]):
            with pytest.raises(CannotOpen):
                unseal(KEY, bad, PLACE)


def test_the_context_is_canonical() -> None:
    assert context("ab", "c") != context("a", "bc")
    assert context("1") != context(1)
    assert context(b"a") != context("a")


def test_a_known_answer_keeps_old_envelopes_readable() -> None:
    assert derive(KEY, "envelope", salt=b"salt").hex() == KNOWN_DERIVED


KNOWN_DERIVED = "fe7634d4045ffa279572e011bcac1252c2bc1bcfd950b8fc2d398f9e98157525"
