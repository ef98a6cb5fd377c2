"""One YAML file of a pack: its data, and the line on which anything in it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import Any

import yaml
from yaml.constructor import ConstructorError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_BOOL, _MERGE = "tag:yaml.org,2002:bool", "tag:yaml.org,2002:merge"
Path = Sequence[str | int]


class _Loader(yaml.CSafeLoader):
    """Plain data; only true and false are truth values, so that `no` stays a country."""

    def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            if not isinstance(key, ScalarNode) or key.tag == _MERGE:
                continue
            if key.value in seen:
                raise ConstructorError(None, None, f"{key.value!r} stands twice", key.start_mark)
            seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping

    def construct_yaml_timestamp(self, node: ScalarNode) -> Any:
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            what = f"{node.value!r} is no day"
            raise ConstructorError(None, None, what, node.start_mark) from None


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != _BOOL]
    for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_timestamp)
_Loader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|false)$"), ["t", "f"])


@dataclass(frozen=True)
class Sheet:
    """A file that was read; `data` is None when it could not be, and `faults` says why."""

    name: str
    text: str
    data: Any
    faults: tuple[str, ...] = ()

    def fault(self, path: Path, what: str) -> str:
        """`packs/no/windows.yaml:3: what`, with the line on which `path` stands."""
        return f"{self.name}:{self.line(path)}: {what}"

    def line(self, path: Path) -> int:
        """The line of the deepest step of a path that is in the file, from 1."""
        node, line = self._root, 1
        for step in path:
            found = _below(node, step) if node else None
            if found is None:
                # A list of one may be written as the one.
                if step == 0:
                    continue
                break
            node, line = found[1], found[0] + 1
        return line

    @cached_property
    def _root(self) -> Node | None:
        # Only a fault asks for lines, so a sound pack never pays for them.
        return yaml.compose(self.text, Loader=yaml.CSafeLoader) if self.data is not None else None


def _below(node: Node, step: str | int) -> tuple[int, Node] | None:
    """Line (from 0) and node of one step down; a key may come from a merged mapping."""
    if isinstance(node, SequenceNode) and isinstance(step, int):
        if step < len(node.value):
            return node.value[step].start_mark.line, node.value[step]
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line, value
        for key, value in node.value:
            if key.tag == _MERGE and (found := _below(value, step)):
                return found
    return None


def name_of(file: Traversable) -> str:
    """`packs/no/rules/blood.yaml`, whatever folder the packs lie in."""
    return "packs/" + str(file).replace("\\", "/").rsplit("packs/", 1)[-1].removeprefix("data/")


def read(file: Traversable) -> Sheet:
    """The sheet of one file; never raises for what stands in it."""
    name = name_of(file)
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return Sheet(name, "", None, (f"{name}: cannot be read",))
    return parsed(name, text)


def parsed(name: str, text: str) -> Sheet:
    """A sheet of some text; never raises for what stands in it."""
    try:
        # The loader makes plain data only.
        return Sheet(name, text, yaml.load(text, Loader=_Loader))  # noqa: S506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "is no YAML"
        return Sheet(name, text, None, (f"{name}{line}: {problem}",))
    except (ValueError, AttributeError, KeyError):
        # PyYAML does not name what its own constructors of numbers and days stumble on.
        return Sheet(name, text, None, (f"{name}: holds a value that is not of its kind",))
