"""How much of a document the claims cover, and why the rest holds none.

A text is cut into sentences once, by `bonekg stamp`, and only their offsets are kept, so that
coverage can be counted where the texts are not at hand. What no claim's passage touches is listed
in `data/uncovered/<document>.yaml` with its reason, one of those in `reasons.yaml` beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from bonekg.errors import InvalidValueError, UnknownKeyError, YamlSyntaxError
from bonekg.sources.yaml import Listing, Mapping, Scalar, read_yaml

__all__ = [
    "Sentence",
    "Uncovered",
    "coverage",
    "read_reasons",
    "read_sentences",
    "read_uncovered",
    "sentence_rows",
    "split_sentences",
]

_HEADER = "start\tend"
# A sentence ends with its line, or with a stop before a blank and a sign that may begin another.
_END = re.compile(r"""\n|[.!?…]["”’')\]]*(?=\s+["“‘'(\[]?[A-Z0-9])""")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|vs|Dr|Drs|et al|approx|No|cf|ca|St|[A-Z])|^\W*\d+)\.$")
_KEYS = ("start", "end", "reason", "note")


class Uncovered(NamedTuple):
    """A stretch that holds no claim.

    Attributes:
        start: first code point.
        end: one after the last.
        reason: why it holds none, one of the names in `data/uncovered/reasons.yaml`.
        note: more about it, in our own words; may be empty.
        line: where the list says so.
    """

    start: int
    end: int
    reason: str
    note: str
    line: int


class Sentence(NamedTuple):
    """A sentence, a heading, a cell or another piece of a text, by its offsets.

    Attributes:
        start: first code point.
        end: one after the last.
        claims: the keys of the claims with a passage in it.
        reasons: why it holds no claim, where none has; or why the rest of it holds none.
    """

    start: int
    end: int
    claims: tuple[str, ...]
    reasons: tuple[str, ...]


def split_sentences(text: str) -> list[tuple[int, int]]:
    r"""Cut a text into sentences: at line ends, and where a stop is followed by a new beginning.

    Examples:
        >>> split_sentences("It rose 2.3 percent, e.g. in women. It fell.\nSources")
        [(0, 35), (36, 44), (45, 52)]
    """
    found: list[tuple[int, int]] = []
    start = 0
    ends = [m.end() for m in _END.finditer(text)] + [len(text)]
    for end in ends:
        piece = text[start:end]
        if end < len(text) and not piece.endswith("\n") and _NO_END.search(piece):
            continue
        inner = piece.strip()
        if any(sign.isalnum() for sign in inner):
            first = start + piece.index(inner)
            found.append((first, first + len(inner)))
        start = end
    return found


def sentence_rows(text: str) -> str:
    """Give the content of `data/sentences/<document>.tsv` for a text."""
    return "\n".join([_HEADER, *(f"{a}\t{b}" for a, b in split_sentences(text))]) + "\n"


def read_sentences(sources: Path, slug: str) -> list[tuple[int, int]]:
    """Read the offsets of a document's sentences; none if nothing was stamped yet.

    Raises:
        InvalidValueError: if the file is not as `bonekg stamp` writes it.
    """
    path = sources / "data" / "sentences" / f"{slug}.tsv"
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    if not lines or lines[0] != _HEADER:
        raise InvalidValueError(path, 1, "not written by `bonekg stamp`; run it again")
    found: list[tuple[int, int]] = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != 2 or not all(cell.isdecimal() for cell in cells):
            raise InvalidValueError(path, number, "not written by `bonekg stamp`; run it again")
        found.append((int(cells[0]), int(cells[1])))
    return found


def read_reasons(sources: Path) -> dict[str, str]:
    """Read the reasons for which a sentence may hold no claim: name → what it means.

    Raises:
        SourceError: if the file is missing or is no list of names with meanings.
    """
    path = sources / "data" / "uncovered" / "reasons.yaml"
    node = read_yaml(path)
    if not isinstance(node, Mapping):
        raise YamlSyntaxError(path, node.line, "expected reasons with their meanings")
    return {e.key: e.value.text for e in node.entries if isinstance(e.value, Scalar)}


def read_uncovered(sources: Path, slug: str) -> list[Uncovered]:
    """Read which stretches of a document hold no claim, and why.

    Raises:
        SourceError: if the list is missing, or an entry is not as it should be, with its line.
    """
    path = sources / "data" / "uncovered" / f"{slug}.yaml"
    listing = read_yaml(path)
    if not isinstance(listing, Listing):
        raise YamlSyntaxError(path, listing.line, "expected a list of stretches")
    reasons = read_reasons(sources)
    found: list[Uncovered] = []
    for item in listing.mappings(path):
        values: dict[str, str] = {}
        for entry in item.entries:
            if entry.key not in _KEYS:
                raise UnknownKeyError(path, entry.line, entry.key, "stretch", _KEYS)
            if not isinstance(entry.value, Scalar):
                raise InvalidValueError(path, entry.line, f"{entry.key!r} takes one value")
            values[entry.key] = entry.value.text
        start, end, reason = (values.get(key, "") for key in ("start", "end", "reason"))
        if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
            raise InvalidValueError(path, item.line, "a stretch needs a start before its end")
        if reason not in reasons:
            known = ", ".join(reasons)
            raise InvalidValueError(path, item.line, f"{reason!r} is no reason; there are {known}")
        found.append(Uncovered(int(start), int(end), reason, values.get("note", ""), item.line))
    return found


def coverage(
    sentences: Iterable[tuple[int, int]],
    passages: Iterable[tuple[int, int, str]],
    uncovered: Iterable[Uncovered],
) -> Iterator[Sentence]:
    """Say of each sentence which claims have a passage in it, or why none has.

    Args:
        sentences: their offsets.
        passages: start, end and claim key of each passage.
        uncovered: the stretches without claims.
    """
    cited, empty = list(passages), list(uncovered)
    for start, end in sentences:
        claims = {key for a, b, key in cited if a < end and start < b}
        reasons = dict.fromkeys(u.reason for u in empty if u.start < end and start < u.end)
        yield Sentence(start, end, tuple(sorted(claims)), tuple(reasons))
