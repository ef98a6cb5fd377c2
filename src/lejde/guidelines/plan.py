"""The finished plan, in the shape of the contract."""

from dataclasses import dataclass, field
from typing import Any

from lejde.guidelines import codes
from lejde.guidelines.compiled import Compiled
from lejde.guidelines.rules import Meta
from lejde.guidelines.words import Words

Item = dict[str, Any]
# What comes before the tests: danger, hours, symptoms.
FIRST = frozenset(codes.ADVICE[: codes.ADVICE.index("vaccine.hepatitis_b")])


@dataclass(slots=True)
class Plan:
    """Every list in the order in which a person should meet it."""

    pack: Meta
    tests: list[Item]
    advice: list[Item]
    left_out: list[Item]
    follow_up: list[Item]
    sources: dict[str, dict[str, str]] = field(default_factory=dict)
    summary: str = ""

    def finish(self, pack: Compiled, words: Words) -> "Plan":
        """With the sources it names and its summary in plain text."""
        for items in (self.tests, self.advice, self.left_out, self.follow_up):
            for item in items:
                for key in item["sources"]:
                    self.sources[key] = pack.sources[key]
        self.summary = self._summary(words)
        return self

    def _summary(self, words: Words) -> str:
        first = [words.advice(item) for item in self.advice if item["code"] in FIRST]
        rest = [words.advice(item) for item in self.advice if item["code"] not in FIRST]
        lines = [
            *first,
            *map(words.test, self.tests),
            *rest,
            *map(words.left_out, self.left_out),
            *map(words.follow_up, self.follow_up),
        ]
        if self.pack.status == "draft" and lines:
            lines.append(words.draft)
        return "\n".join(lines) if lines else words.nothing

    def to_json(self) -> dict[str, Any]:
        """The plan of the contract, as plain data."""
        return {
            "pack": {
                "id": self.pack.id, "version": self.pack.version, "status": self.pack.status,
            },
            "tests": self.tests, "advice": self.advice, "left_out": self.left_out,
            "follow_up": self.follow_up, "sources": self.sources, "summary": self.summary,
        }  # fmt: skip
