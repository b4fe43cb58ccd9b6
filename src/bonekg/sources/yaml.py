"""Reading YAML strictly, with the line of everything.

YAML is composed, not constructed: every scalar stays the string that the curator wrote (`2.30`,
`no` and `12:30` mean themselves), duplicates are refused, and each node keeps its line. What a
value means is settled later, by the context.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bonekg.errors import DuplicateKeyError, ResourceError, YamlSyntaxError

if TYPE_CHECKING:
    import yaml

__all__ = ["Entry", "Listing", "Mapping", "Node", "Scalar", "read_yaml"]


class Scalar(NamedTuple):
    """A string as it was written, with its line (from one)."""

    text: str
    line: int


class Entry(NamedTuple):
    """A key of a mapping, its line, and its value."""

    key: str
    line: int
    value: Node


class Mapping(NamedTuple):
    """Keys and values in the order of the file."""

    entries: list[Entry]
    line: int

    def get(self, key: str) -> Node | None:
        """Give the value of a key, or None."""
        return next((entry.value for entry in self.entries if entry.key == key), None)


class Listing(NamedTuple):
    """Values in the order of the file."""

    items: list[Node]
    line: int

    def mappings(self, file: Path) -> Iterator[Mapping]:
        """Give the items, each of which must be a mapping."""
        for item in self.items:
            if not isinstance(item, Mapping):
                raise YamlSyntaxError(file, item.line, "expected keys and values here")
            yield item


Node: TypeAlias = Scalar | Mapping | Listing


def read_yaml(path: Path) -> Node:
    """Read one YAML file.

    Args:
        path: the file, UTF-8.

    Returns:
        Its content as nodes with lines.

    Raises:
        ResourceError: if there is no such file.
        YamlSyntaxError: if it is empty, not UTF-8, or not YAML; anchors and tags are refused too.
        DuplicateKeyError: if a key stands twice in one mapping.
    """
    import yaml

    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ResourceError(path, "cannot be read") from error
    except UnicodeDecodeError as error:
        raise YamlSyntaxError(path, None, f"is not UTF-8 (byte {error.start})") from error
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        composed = loader.get_single_node()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise YamlSyntaxError(
            path, mark.line + 1 if mark else None, f"not YAML: {problem}"
        ) from error
    finally:
        loader.dispose()
    if composed is None:
        raise YamlSyntaxError(path, None, "is empty")
    return _node(composed, path)


def _node(node: yaml.Node, path: Path) -> Node:
    import yaml

    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Scalar(node.value, line)
    if isinstance(node, yaml.SequenceNode):
        return Listing([_node(item, path) for item in node.value], line)
    entries: list[Entry] = []
    seen: set[str] = set()
    for key, value in node.value:
        at = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise YamlSyntaxError(path, at, "a key must be plain text")
        if key.value in seen:
            raise DuplicateKeyError(path, at, f"the key {key.value!r} stands twice here")
        seen.add(key.value)
        entries.append(Entry(key.value, at, _node(value, path)))
    return Mapping(entries, line)
