"""RDF files looked through before the engine reads them: what it would not survive is refused.

The engine follows a triple term by calling itself, so that deep ones end the process; at each level
of JSON-LD it copies the context, and at each element of RDF/XML it goes through all that are open;
and it writes out what entities stand for, which a short file can make longer than any memory. All
else that nests (lists, blank nodes, formulas, reified triples) it reads at any depth.

A file is read here piece by piece, so that the memory needed does not grow with it.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from bonekg.errors import RefusedFileError, StoreError

__all__ = ["DEEPEST", "DEEPEST_TERM", "screen"]

DEEPEST = 500  # open braces and brackets of JSON-LD, or open elements of RDF/XML
DEEPEST_TERM = 100  # open triple terms; readers of results follow them by calls, too
_LONGEST_ENTITY = 1000  # characters that an entity stands for: it is the beginning of an IRI
_TIMES, _ALLOWANCE = 20, 16 << 20  # what entities stand for: so many times the file, and more
_LONGEST_TAG = 4 << 20  # bytes; the reader goes through one anew at each piece
_AMPLIFIED = 43  # XML_ERROR_AMPLIFICATION_LIMIT_BREACH, which older readers do not name
_PIECE = 1 << 16  # bytes


def screen(source: BinaryIO, form: str, path: Path) -> None:
    """Refuse a file that the engine would not survive.

    Args:
        source: the file, not compressed; afterwards it stands at its beginning again.
        form: the name of the engine's format.
        path: the file's name, for messages.

    Raises:
        RefusedFileError: if it nests too deep, or its entities do more than shorten IRIs.
        StoreError: if it is not XML where it should be.
        OSError: if it cannot be read.
        EOFError: if it is compressed, and cut off.
    """
    _check_encoding(source.read(4), path)
    source.seek(0)
    check = _CHECKS.get(form)
    if check is not None:
        check(source, path)
        source.seek(0)


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    while piece := source.read(_PIECE):
        yield piece


def _check_encoding(beginning: bytes, path: Path) -> None:
    if b"\0" in beginning or beginning.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise RefusedFileError(path, "it is in UTF-16 or UTF-32; write it in UTF-8")


def _too_deep(path: Path, what: str, most: int) -> RefusedFileError:
    return RefusedFileError(path, f"it has {what} more than {most} deep; write them flat")


# --- JSON-LD

_ESCAPED = re.compile(rb"\\.", re.DOTALL)
_NO_MARKS = bytes(set(range(256)) - set(b'"[]{}'))
_STEP = {**dict.fromkeys(b"[{", 1), **dict.fromkeys(b"]}", -1)}


def _check_json(source: BinaryIO, path: Path) -> None:
    depth, in_string, cut = 0, False, b""
    for piece in _pieces(source):
        told = _ESCAPED.sub(b"", cut + piece)
        cut = b"\\" if told.endswith(b"\\") else b""  # what it escapes is in the next piece
        parts = told.translate(None, _NO_MARKS).split(b'"')
        outside = b"".join(parts[in_string::2])
        in_string ^= len(parts) % 2 == 0
        depths = list(accumulate(map(_STEP.__getitem__, outside), initial=depth))
        if max(depths) > DEEPEST:
            raise _too_deep(path, "objects and lists", DEEPEST)
        depth = depths[-1]


# --- RDF/XML


def _check_xml(source: BinaryIO, path: Path) -> None:
    from xml.parsers import expat

    watch = _Entities(path)
    depth = 0

    def opens(name: str, attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _too_deep(path, "elements", DEEPEST)

    def closes(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = opens, closes
    parser.EntityDeclHandler = watch.declared
    try:
        for piece in _pieces(source):
            parser.Parse(piece, False)
            watch.count(piece)
            if watch.read - parser.CurrentByteIndex > _LONGEST_TAG:
                raise RefusedFileError(
                    path, f"it has a tag or a comment of more than {_LONGEST_TAG >> 20} MB"
                )
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if error.code == _AMPLIFIED:  # the reader has a limit of its own
            raise watch.too_much() from error
        raise StoreError(f"{path} is not RDF/XML: {error}") from error


class _Entities:
    """What a file's entities stand for, counted.

    Args:
        path: the file's name, for messages.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lengths: dict[bytes, int] = {}
        self.read = self._expanded = 0  # bytes

    def declared(
        self, name: str, is_parameter: int, value: str | None, base: object, *outside: object
    ) -> None:
        """Take note of a declaration, or refuse it."""
        if is_parameter or value is None:
            kind = "a parameter" if is_parameter else "an external"
            raise RefusedFileError(self._path, f"{name!r} is {kind} entity; write its text out")
        if "&" in value:
            raise RefusedFileError(
                self._path, f"the entity {name!r} refers to another; write its text out"
            )
        if len(value) > _LONGEST_ENTITY:
            raise RefusedFileError(
                self._path,
                f"the entity {name!r} stands for more than {_LONGEST_ENTITY:,} characters; write "
                "them out",
            )
        self._lengths[name.encode()] = len(value.encode())

    def count(self, piece: bytes) -> None:
        """Count what the references of a piece stand for."""
        self.read += len(piece)
        if not self._lengths:
            return
        self._expanded += sum(self._lengths.get(name, 0) for name in _REFERENCE.findall(piece))
        if self._expanded > _TIMES * self.read + _ALLOWANCE:
            raise self.too_much()

    def too_much(self) -> RefusedFileError:
        """Give the error for entities that stand for too much."""
        return RefusedFileError(
            self._path, f"its entities stand for more than {_TIMES} times the file; write less"
        )


_REFERENCE = re.compile(rb"&([^&;\s]{1,200});")


# --- forms with triple terms

_OPEN, _CLOSED = b"<<(", b")>>"
_Way = dict[bytes, tuple[str, int]]  # a mark → what follows it, and how much deeper that is
_STATES: dict[str, tuple[re.Pattern[bytes], _Way]] = {
    "plain": (
        re.compile(rb"\\.|<<\(|\)>>|<<|<|\"\"\"|'''|[#\"']", re.DOTALL),
        {
            **{_OPEN: ("plain", 1), _CLOSED: ("plain", -1), b"#": ("comment", 0)},
            **{mark: (mark.decode(), 0) for mark in (b"<", b'"""', b"'''", b'"', b"'")},
        },
    ),
    "comment": (re.compile(rb"[\r\n]"), dict.fromkeys((b"\r", b"\n"), ("plain", 0))),
    "<": (re.compile(rb">"), {b">": ("plain", 0)}),
    **{
        mark: (re.compile(rb"\\.|" + mark.encode(), re.DOTALL), {mark.encode(): ("plain", 0)})
        for mark in ('"""', "'''", '"', "'")
    },
}
_LONGEST_MARK = 3  # bytes


def _check_triple_terms(source: BinaryIO, path: Path) -> None:
    if _count(source, _OPEN) <= DEEPEST_TERM:  # most files; counting takes no time
        return
    source.seek(0)
    depth, state, held = 0, "plain", b""
    for piece in _pieces(source):
        held += piece
        depth, state, at = _follow(held, len(held) - _LONGEST_MARK, depth, state, path)
        held = held[at:]


def _follow(held: bytes, end: int, depth: int, state: str, path: Path) -> tuple[int, str, int]:
    """Go from mark to mark; one that begins after the end may go on in the next piece."""
    at = 0
    while True:
        pattern, way = _STATES[state]
        found = pattern.search(held, at)
        if found is None or found.start() > end:
            return depth, state, max(at, end)
        state, deeper = way.get(found.group(), (state, 0))
        depth += deeper
        if depth > DEEPEST_TERM:
            raise _too_deep(path, "triple terms", DEEPEST_TERM)
        at = found.end()


def _count(source: BinaryIO, mark: bytes) -> int:
    count, end = 0, b""
    for piece in _pieces(source):
        held = end + piece
        count += held.count(mark)
        end = held[1 - len(mark) :]
    return count


_CHECKS: dict[str, Callable[[BinaryIO, Path], None]] = {
    "JSON_LD": _check_json,
    "RDF_XML": _check_xml,
    **dict.fromkeys(("N_QUADS", "N_TRIPLES", "TRIG", "TURTLE"), _check_triple_terms),
}
