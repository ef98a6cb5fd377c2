"""Words for codes, and lines of plain text, from one file a language."""

from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from lejde.guidelines import codes, dates
from lejde.guidelines.facts import Strict

Item = dict[str, Any]


class _File(Strict):
    infections: dict[codes.Infection, str]
    specimens: dict[codes.Specimen, str]
    follow_ups: dict[codes.FollowUpCode, str]
    advice: dict[codes.AdviceCode, str]
    # By key: words around the value, or words for each value.
    details: dict[str, str | dict[str, str]]
    months: list[str]
    spans: dict[str, list[str]]
    day: str
    test_now: str
    test_later: str
    if_you_wish: str
    until: str
    starting: str
    follow_up: str
    left_out: str
    nothing: str
    draft: str


class Words:
    """How one language says a plan."""

    def __init__(self, file: _File) -> None:
        self.file = file
        # The same few lines are written for many people on the same days.
        self._test = lru_cache(maxsize=4096)(self._test_line)
        self._follow_up = lru_cache(maxsize=4096)(self._follow_up_line)
        self.nothing = file.nothing
        self.draft = file.draft

    def day(self, iso: str) -> str:
        """`2026-03-02` or a moment of that day, written out."""
        year, month, day = iso[:10].split("-")
        return self.file.day.format(day=int(day), month=self.file.months[int(month) - 1], year=year)

    def span(self, text: str) -> str:
        """`12 weeks`, in this language."""
        match = dates.SPAN.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is no length of time")
        one, several = self.file.spans[match[2]]
        return f"{match[1]} {one if match[1] == '1' else several}"

    def detail(self, key: str, value: str | int | bool) -> str:
        """`price: ask` or `every_months: 3` in words; raises KeyError for one that has none."""
        said = self.file.details[key]
        return said.format(n=value) if isinstance(said, str) else said[str(value)]

    def test(self, item: Item) -> str:
        """One line for one test."""
        return self._test(
            item["infection"], item["specimen"], item["due"], item["useful_from"], item["optional"]
        )

    def _test_line(
        self, infection: Any, specimen: Any, due: str, useful_from: str, optional: bool
    ) -> str:
        file = self.file
        line = file.test_now if due == "now" else file.test_later
        said = line.format(
            infection=file.infections[infection], specimen=file.specimens[specimen],
            day=self.day(useful_from),
        )  # fmt: skip
        return f"{said} {file.if_you_wish}" if optional else said

    def advice(self, item: Item) -> str:
        """The text, with the last hour if there is one."""
        said: str = item["text"]
        if item["until"]:
            said = f"{said} " + self.file.until.format(
                day=self.day(item["until"]), hour=item["until"][11:16]
            )
        if item["from"]:
            said = f"{said} " + self.file.starting.format(day=self.day(item["from"]))
        return said

    def left_out(self, item: Item) -> str:
        """What is not tested for, and why."""
        return self.file.left_out.format(
            infection=self.file.infections[item["infection"]], text=item["text"]
        )

    def follow_up(self, item: Item) -> str:
        """What comes later, and when."""
        return self._follow_up(item["code"], item["infection"], item["from"], item["text"])

    def _follow_up_line(self, code: Any, infection: Any, start: str | None, text: str) -> str:
        file = self.file
        named = file.infections.get(infection)
        what = file.follow_ups[code] + (f" ({named})" if named else "")
        return file.follow_up.format(
            what=what, day=f", {self.day(start)}" if start else "", text=text
        )


def nearest(language: str) -> str:
    """The language itself when there are words in it, else English; `da-dk` is `da`."""
    short = language[:2].lower()
    return short if short in codes.LANGUAGES else "en"


@lru_cache
def of(language: str) -> Words:
    """The words of `nb`, `da` or `en`."""
    text = resources.files(__package__).joinpath(f"words/{language}.yaml").read_text("utf-8")
    return Words(_File.model_validate(yaml.load(text, Loader=yaml.CSafeLoader)))
