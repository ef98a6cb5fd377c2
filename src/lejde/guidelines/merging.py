"""Several rules that say the same become one line that keeps every reason and source."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lejde.guidelines import codes
from lejde.guidelines.compiled import Compiled, ReadyWindow
from lejde.guidelines.matching import Case, Hit

Item = dict[str, Any]
_LEVEL = {level: place for place, level in enumerate(codes.LEVELS)}
_ADVICE = {code: place for place, code in enumerate(codes.ADVICE)}
_FOLLOW_UP = {code: place for place, code in enumerate(codes.FOLLOW_UPS)}
_INFECTION = {code: place for place, code in enumerate(codes.INFECTIONS)}
_URGENCY = {code: place for place, code in enumerate(codes.URGENCIES)}


@dataclass(slots=True)
class Test:
    """One sample for one infection, with the hits that ask for it and the days they speak of."""

    __test__ = False
    hits: list[Hit] = field(default_factory=list)
    places: int = 0
    is_due_at_once: bool = False
    first: date = date.max
    last: date = date.min

    def settle(self, case: Case) -> None:
        """Works out the days, when every hit is there."""
        self.first, self.last, unknown = case.stretch(self.places)
        self.is_due_at_once = self.is_due_at_once or unknown

    def is_due(self, window: ReadyWindow, today: date) -> bool:
        """Now with symptoms, or when any exposure's window is open or its day is not known."""
        return self.is_due_at_once or window.after(self.first).useful <= today


def with_test(test: Test | None, hit: Hit) -> Test:
    """A test with one hit more."""
    test = test or Test()
    test.hits.append(hit)
    test.places |= hit.places
    if hit.ready.by_symptom:
        test.is_due_at_once = True
    return test


def joined(earlier: Item | None, item: Item, hit: Hit) -> Item:
    """A line with one rule more. The first rule's text leads, dates and urgency take the nearer;
    only what one should keep from doing lasts as long as the longest.
    """
    ready = hit.ready
    if earlier is None:
        item["because"], item["sources"] = [ready.id], [*ready.sources]
        item["text"] = ready.text
        return item
    if item.get("code") == "abstain" and item["until"]:
        earlier["until"] = max(earlier["until"] or "", item["until"])
        item["until"] = None
    if "says" in item:
        earlier["says"] = {**item["says"], **earlier["says"]}
    if ready.id not in earlier["because"]:
        earlier["because"].append(ready.id)
    earlier["sources"] += [one for one in ready.sources if one not in earlier["sources"]]
    if "urgency" in item:
        earlier["urgency"] = min(earlier["urgency"], item["urgency"], key=_URGENCY.__getitem__)
        earlier["instead_of"] += item["instead_of"]
    for key in ("from", "until"):
        if item.get(key) and (not earlier[key] or item[key] < earlier[key]):
            earlier[key] = item[key]
    return earlier


def shown_tests(tests: dict[Any, Test], pack: Compiled, today: date) -> list[Item]:
    """Tests as the contract shows them: symptoms first, then by date."""
    shown = [_shown(key, test, pack, today) for key, test in tests.items()]
    shown.sort(key=lambda pair: (
        not pair[0], pair[1]["due"] != "now", pair[1]["useful_from"], pair[1]["optional"],
        _LEVEL[pair[1]["level"]], _INFECTION[pair[1]["infection"]],
    ))  # fmt: skip
    return [item for _, item in shown]


def _shown(key: tuple[str, str, str], test: Test, pack: Compiled, today: date) -> tuple[bool, Item]:
    """Whether a symptom asks for it, and the test."""
    infection, specimen, method = key
    window = pack.windows[infection, method]
    face = pack.face(window, tuple(hit.ready for hit in test.hits))
    return face.by_symptom, {
        "infection": infection, "specimen": specimen, "method": method, "level": face.level,
        "due": "now" if test.is_due(window, today) else "later",
        **window.after(test.last).shown,
        "optional": face.may_be_optional and not any(hit.surely for hit in test.hits),
        "because": list(face.because), "sources": list(face.sources), "says": window.says,
        "text": face.text,
    }  # fmt: skip


def shown_advice(advice: dict[str, Item]) -> list[Item]:
    """Advice in the order of need, without what a stronger line stands for."""
    hidden = {code for item in advice.values() for code in item.pop("instead_of")}
    left = [item for code, item in advice.items() if code not in hidden]
    return sorted(left, key=lambda item: _ADVICE[item["code"]])


def ordered_follow_up(items: list[Item]) -> list[Item]:
    """What comes after, by kind and then by day. Where one rule wants a check and another none,
    the check is the safer.
    """
    checked = {item["infection"] for item in items if item["code"] == "test_of_cure"}
    items = [
        item
        for item in items
        if item["code"] != "no_test_of_cure" or item["infection"] not in checked
    ]
    return sorted(items, key=lambda item: (_FOLLOW_UP[item["code"]], item["from"] or ""))
