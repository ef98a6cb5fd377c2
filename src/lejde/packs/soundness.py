"""What makes a pack unsound although every file has its shape: one line a fault, with the place."""

import re
from collections.abc import Iterator
from typing import Any

from lejde.guidelines import codes, reaching, words
from lejde.packs.draft import Draft
from lejde.packs.sheets import Path, Sheet

# Digits as a number to call is written: five or more with or without spaces, or the three of an
# emergency number. Years, hours and ranges are shorter or broken by other signs.
_DIGITS = re.compile(r"(?<![\d–-])\+?\d+(?: \d+)*(?![\d–-])")
_EMERGENCY = re.compile(r"11\d")


def faults_in(draft: Draft) -> list[str]:
    """Every fault of a draft beyond its shapes; what hangs on a part that has none is left out."""
    return [
        *_twice(draft), *_dangling(draft), *_windowless(draft), *_untranslated(draft),
        *_unreachable(draft), *_contradicting(draft), *_without_policy(draft),
        *_unlisted_numbers(draft), *_unpriced(draft), *_wordless(draft),
    ]  # fmt: skip


def _twice(draft: Draft) -> Iterator[str]:
    seen: set[str] = set()
    for rule, *_ in draft.rules:
        if rule.id in seen:
            yield draft.at_rule(rule, "two rules have this id", "id")
        seen.add(rule.id)
    for name, key in (("numbers", "code"), ("numbers", "number")):
        values = [getattr(one, key) for one in draft.parts.get(name, [])]
        for place, value in enumerate(values):
            if value in values[:place]:
                yield draft.sheets[name].fault((place, key), f"{value!r} stands twice")


def _named(draft: Draft) -> Iterator[tuple[Sheet, Path, str, Any]]:
    """Everything that names sources: its sheet, its place, its label, itself."""
    for rule, sheet, place in draft.rules:
        yield sheet, (place,), f"{rule.id}: ", rule
    for name in ("windows", "numbers", "prices", "duties"):
        for place, one in enumerate(draft.parts.get(name, [])):
            yield draft.sheets[name], (place,), "", one


def _dangling(draft: Draft) -> Iterator[str]:
    if "sources" not in draft.parts:
        return
    sources = draft.parts["sources"]
    for sheet, path, label, one in _named(draft):
        for place, key in enumerate(one.sources):
            if key not in sources:
                where = (*path, "sources", place)
                yield sheet.fault(where, f"{label}sources: {key!r} is not in sources")


def _windowless(draft: Draft) -> Iterator[str]:
    if "windows" not in draft.parts:
        return
    kept = {(window.infection, window.method) for window in draft.parts["windows"]}
    for rule, *_ in draft.rules:
        if rule.give == "test" and (rule.infection, rule.method) not in kept:
            yield draft.at_rule(rule, f"windows.yaml has no {rule.infection} {rule.method}")


def _texts(draft: Draft) -> Iterator[tuple[Sheet, Path, str, dict[str, str]]]:
    """Every text of the pack with its sheet, its place and a label."""
    for rule, sheet, place in draft.rules:
        yield sheet, (place, "text"), f"{rule.id}: text", rule.text
    for name, keys in (
        ("numbers", ("name", "who", "hours")), ("prices", ("who", "text")), ("duties", ("text",)),
        ("recalls", ("text",)),
    ):  # fmt: skip
        for place, one in enumerate(draft.parts.get(name, [])):
            for key in keys:
                yield draft.sheets[name], (place, key), key, getattr(one, key)
    if "pack" not in draft.parts:
        return
    meta, sheet = draft.parts["pack"], draft.sheets["pack"]
    yield sheet, ("retest_text",), "retest_text", meta.retest_text
    if meta.policy:
        yield sheet, ("policy",), "policy", meta.policy
    for place, text in enumerate(meta.open_questions):
        yield sheet, ("open_questions", place), f"open_questions.{place}", text
    for strength, text in meta.meaning_texts.items():
        path = ("meaning_texts", strength)
        yield sheet, path, ".".join(path), text


def _untranslated(draft: Draft) -> Iterator[str]:
    for sheet, path, label, text in _texts(draft):
        for language in codes.LANGUAGES:
            if language not in text:
                yield sheet.fault(path, f"{label}: has no {language!r}")


def _unreachable(draft: Draft) -> Iterator[str]:
    for rule, *_ in draft.rules:
        for place, condition in enumerate(rule.when):
            if not reaching.can_hold(condition):
                yield draft.at_rule(rule, "when: can never hold", "when", place)


def _contradicting(draft: Draft) -> Iterator[str]:
    for one, other in reaching.contradictions([rule for rule, *_ in draft.rules]):
        said = f"contradicts {other.id} for the same facts: part their conditions"
        more = " or name it in instead_of" if one.give == "advice" else ""
        yield draft.at_rule(one, said + more, "when")


def _without_policy(draft: Draft) -> Iterator[str]:
    """Sources that do not say the same, in a pack that does not say which of them wins."""
    if "pack" not in draft.parts or draft.parts["pack"].policy:
        return
    for sheet, path, label, one in _named(draft):
        if len(set(getattr(one, "says", {}).values())) > 1:
            said = f"{label}says: the sources differ and pack.yaml has no policy"
            yield sheet.fault((*path, "says"), said)


def numbers_in(text: str) -> list[str]:
    """What in a text looks like a number to call."""
    found = []
    for match in _DIGITS.findall(text):
        digits = match.lstrip("+").replace(" ", "")
        if match.startswith("+") or len(digits) >= 5 or _EMERGENCY.fullmatch(digits):
            found.append(match)
    return found


def _unlisted_numbers(draft: Draft) -> Iterator[str]:
    # A pack that has no such file yet is read all the same: help must not hang on a list.
    if "numbers" not in draft.sheets or "numbers" not in draft.parts:
        return
    listed = {_bare(one.number) for one in draft.parts["numbers"]}
    for sheet, path, label, text in _texts(draft):
        for language, said in text.items():
            for number in numbers_in(said):
                if _bare(number) not in listed:
                    where = (*path, language)
                    yield sheet.fault(where, f"{label}: {number!r} is not in numbers.yaml")


def _bare(number: str) -> str:
    """The digits, without a country's own two in front."""
    digits = number.replace(" ", "")
    return digits[3:] if digits.startswith("+") else digits


def _unpriced(draft: Draft) -> Iterator[str]:
    if "prices" not in draft.sheets or "prices" not in draft.parts:
        return
    known = {(one.code, one.price) for one in draft.parts["prices"]}
    for rule, *_ in draft.rules:
        price = getattr(rule, "detail", {}).get("price")
        if price is not None and (rule.code, price) not in known:
            yield draft.at_rule(rule, f"prices.yaml has no {rule.code} {price}", "detail")


def _wordless(draft: Draft) -> Iterator[str]:
    """Details that whoever reads the rules would meet as a bare code."""
    for rule, *_ in draft.rules:
        for key, value in getattr(rule, "detail", {}).items():
            lacking = [code for code in codes.LANGUAGES if not _has_words(code, key, value)]
            if lacking:
                said = f"detail: {key} {value} has no words in {', '.join(lacking)}"
                yield draft.at_rule(rule, said, "detail", key)


def _has_words(language: str, key: str, value: Any) -> bool:
    try:
        return bool(words.of(language).detail(key, value))
    except KeyError:
        return False
