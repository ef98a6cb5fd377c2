"""Reads a page as a strict reader would: every element closed where it was opened."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "input", "hr"}


@dataclass
class Node:
    tag: str
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def every(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.every()

    def whole_text(self) -> str:
        told = (child.whole_text() for child in self.children if child.tag != "style")
        return " ".join(filter(None, ["".join(self.texts), *told]))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.stack = [Node("#root", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        assert len(names) == len(set(names)), f"{tag} has an attribute twice"
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].children.append(node)
        if tag not in VOID:
            self.stack.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.stack[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack[-1].tag == tag, f"</{tag}> closes <{self.stack[-1].tag}>"
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.stack[-1].texts.append(data)


def tree(page: str) -> Node:
    """Raises AssertionError where the page is not well-formed."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert [node.tag for node in reader.stack] == ["#root"]
    return reader.stack[0]
