"""Exports: a registry of writers, found by name.

A writer is a module of this package with a `FORMAT` and a `write`; adding a module adds the
format to the library, the command and the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, NamedTuple

import bonekg.exports.formats as exports_formats
from bonekg.errors import ExportError, ResourceError, nearest
from bonekg.resources import package

if TYPE_CHECKING:
    from bonekg.exports.source import Exported

__all__ = ["Format", "formats", "get_format"]


class Format(NamedTuple):
    """A format that the graph can be written in.

    Attributes:
        name: what a user writes.
        help: what it is, in one line.
        files: the names of the files it makes; one name means that PATH is that file, several
            that PATH is a folder.
        carries: what it holds.
        loses: what it cannot hold.
        write: turns a graph into file name → content.
        tool: the readers that prove it, each in a test that counts what it sees.
        extra: the optional dependency that it needs, as in `pip install "bonekg[EXTRA]"`.
        exact: whether the same graph gives the same bytes; if not, the same content.
    """

    name: str
    help: str
    files: tuple[str, ...]
    carries: str
    loses: str
    write: Callable[[Exported], dict[str, bytes]]
    tool: str = ""
    extra: str = ""
    exact: bool = True

    @property
    def written(self) -> str:
        """What it writes, in a few words: the file, the files, or how many."""
        if len(self.files) <= 8:
            return ", ".join(self.files)
        return f"{len(self.files)} files: {', '.join(self.files[:2])} …"


def formats() -> dict[str, Format]:
    """Give all formats, by name, sorted.

    Examples:
        >>> "claims-jsonl" in formats()
        True
    """
    found: dict[str, Format] = {}
    for module in iter_modules(exports_formats.__path__):
        for entry in import_module(f"{exports_formats.__name__}.{module.name}").FORMATS:
            found[entry.name] = entry
    if not found:  # a frozen application without the modules that are imported by name
        raise ResourceError(package() / "exports" / "formats")
    return dict(sorted(found.items()))


def get_format(name: str) -> Format:
    """Give one format.

    Raises:
        ExportError: if there is none of this name.
    """
    known = formats()
    if name not in known:
        near = nearest(name, known)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
        raise ExportError(f"no export is called {name!r}; {hint}")
    return known[name]
