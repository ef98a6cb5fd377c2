"""Rules around the return code's page. Pure."""

GROUPS = 4
# The last two: whoever only photographed the first line has not kept the code.
ASKED_BACK = (2, 4)


def groups_of(code: str) -> list[str]:
    """The four groups of a shown code, `ABCDE-FGHJK-…`."""
    return code.replace(" ", "-").split("-")


def typed_back(code: str, typed: dict[int, str]) -> list[int]:
    """Numbers of the asked groups that were typed wrong; forgiving case, O/0 and I/L/1."""
    shown = groups_of(code)
    if len(shown) != GROUPS:
        return list(ASKED_BACK)
    return [n for n in ASKED_BACK if _plain(typed.get(n, "")) != _plain(shown[n - 1])]


def _plain(text: str) -> str:
    upper = "".join(text.split()).replace("-", "").upper()
    return upper.replace("O", "0").replace("I", "1").replace("L", "1")
