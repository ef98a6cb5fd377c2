"""A code survives a human hand: forgiving in form, strict in content."""

from hypothesis import given
from hypothesis import strategies as st

from lejde.vault._code import ALPHABET, make_code, read_code

places = st.integers(min_value=0, max_value=19)


def test_a_code_reads_back_however_it_is_typed() -> None:
    code = make_code()
    shown = code.shown()
    assert [len(group) for group in shown.split("-")] == [5, 5, 5, 5]
    for typed in (shown, shown.lower(), shown.replace("-", ""), f"  {shown.replace('-', ' ')} "):
        assert read_code(typed) == code


def test_letters_that_look_like_digits_are_forgiven() -> None:
    shown = make_code().shown()
    assert read_code(shown.replace("0", "O").replace("1", "l")) == read_code(shown)


@given(places, st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_caught(place: int, wrong: str) -> None:
    plain = make_code().shown().replace("-", "")
    if plain[place] != wrong:
        assert read_code(plain[:place] + wrong + plain[place + 1 :]) is None


@given(st.integers(min_value=0, max_value=18))
def test_two_neighbours_swapped_are_caught(place: int) -> None:
    plain = make_code().shown().replace("-", "")
    swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    if swapped != plain:
        assert read_code(swapped) is None


@given(st.text(max_size=60))
def test_anything_else_is_no_code_and_no_crash(text: str) -> None:
    code = read_code(text)
    assert code is None or code.shown()


def test_a_code_never_shows_its_secret_in_a_traceback() -> None:
    code = make_code()
    assert code.secret not in repr(code)
