"""Numbers as somebody typed or sent them."""

# The largest that a row of a database has.
MOST_ID = 2**63 - 1


def number_of(text: str, most: int) -> int:
    """A whole number of plain digits from 0 to `most`; 0 for anything else.

    `isdigit` alone lets "²" through, which is none, and thousands of digits, which `int` refuses.
    """
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)):
        return 0
    number = int(text)
    return number if number <= most else 0


def is_more(text: str, most: int) -> bool:
    """Whether an announced size is over `most`, however many digits it has."""
    if not (text.isascii() and text.isdigit()):
        return False
    plain = text.lstrip("0")
    return len(plain) > len(str(most)) or int(plain or "0") > most
