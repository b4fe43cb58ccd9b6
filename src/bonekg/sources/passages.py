"""Passages: where claims stand in the texts, and the hashes that hold them fast.

`data/passages/<document>.tsv` is written by `bonekg stamp`: start, end and SHA-256 of every
stretch of text that a claim of the document uses, in the order of the text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from bonekg import resources
from bonekg.errors import DocumentError, InvalidValueError
from bonekg.sources.claims import ClaimsFile, read_claims
from bonekg.sources.coverage import sentence_rows
from bonekg.sources.documents import Document, read_text
from bonekg.sources.vocabulary import Vocabulary

__all__ = [
    "Occurrence",
    "locate",
    "passage_digest",
    "read_stamps",
    "stamp",
    "stamp_all",
    "write_stamps",
]

_HEADER = "start\tend\tsha256"


class Occurrence(NamedTuple):
    """A place where some words stand: first code point, and one after the last."""

    start: int
    end: int

    def as_yaml(self, words: str | None = None) -> str:
        """Give the flow mapping to paste into a claim.

        Examples:
            >>> Occurrence(0, 13).as_yaml()
            'passage: {start: 0, end: 13}'
        """
        quote = f', quote: "{words}"' if words and len(words.split()) <= 12 else ""
        return f"passage: {{start: {self.start}, end: {self.end}{quote}}}"


def locate(text: str, words: str) -> list[Occurrence]:
    """Find every place where the words stand, exactly, overlaps included.

    Args:
        text: a document's text.
        words: what to look for; white space counts.

    Returns:
        The places in order; empty if there is none.

    Raises:
        DocumentError: if the words are empty.

    Examples:
        >>> locate("bone by bone", "bone")
        [Occurrence(start=0, end=4), Occurrence(start=8, end=12)]
    """
    if not words:
        raise DocumentError("no words were given to look for")
    found: list[Occurrence] = []
    at = text.find(words)
    while at >= 0:
        found.append(Occurrence(at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def passage_digest(text: str, start: int, end: int) -> str:
    """Give the SHA-256 of a stretch of text, in UTF-8, in hexadecimal."""
    return hashlib.sha256(text[start:end].encode("utf-8")).hexdigest()


def read_stamps(sources: Path, slug: str) -> dict[tuple[int, int], str]:
    """Read the hashes of a document's passages.

    Returns:
        (start, end) → SHA-256; empty if nothing was stamped yet.

    Raises:
        InvalidValueError: if the file is not as `bonekg stamp` writes it.
    """
    path = sources / "data" / "passages" / f"{slug}.tsv"
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    if not lines or lines[0] != _HEADER:
        raise InvalidValueError(path, 1, "not written by `bonekg stamp`; run it again")
    stamps: dict[tuple[int, int], str] = {}
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != 3 or not (cells[0].isdecimal() and cells[1].isdecimal()):
            raise InvalidValueError(path, number, "not written by `bonekg stamp`; run it again")
        stamps[int(cells[0]), int(cells[1])] = cells[2]
    return stamps


def stamp(file: ClaimsFile, text: str) -> str:
    """Give the content of `data/passages/<document>.tsv` for a document's claims.

    Raises:
        DocumentError: if a span runs past the end of the text.
    """
    spans = sorted({(s.start, s.end) for record in file.records for s in file.spans(record)})
    for start, end in spans:
        if end > len(text):
            raise DocumentError(
                f"span {start}-{end} runs past the end of document {file.document.slug} "
                f"({len(text)} characters)"
            )
    rows = [f"{start}\t{end}\t{passage_digest(text, start, end)}" for start, end in spans]
    return "\n".join([_HEADER, *rows]) + "\n"


def write_stamps(document: Document, content: str, sources: Path | None = None) -> Path:
    """Write the hashes of a document's passages.

    Args:
        document: whose passages they are.
        content: what `stamp` gave.
        sources: the folder that holds `data/`; the checkout by default.

    Raises:
        ResourceError: if the package runs from a wheel, whose files are not for writing.
    """
    target = sources or resources.checkout()
    path = target / "data" / "passages" / f"{document.slug}.tsv"
    resources.write_aside(path, content.encode("utf-8"))
    return path


def stamp_all(vocabulary: Vocabulary, folder: Path, documents: Collection[str] = ()) -> list[Path]:
    """Hash the passages of all claims and write the hashes, and where each sentence stands.

    Nothing is written if one document fails.

    Args:
        vocabulary: of the source tree that is stamped.
        folder: where the documents' texts are.
        documents: the short names of those to stamp, whose texts alone are read; all if empty.

    Returns:
        The files of hashes, in the order of the claims files.

    Raises:
        SourceError: if a claims file is wrong.
        DocumentError: if there is no such document, or if a text is missing, is not the one
            curated, or ends before a passage does.
        ResourceError: if the package runs from a wheel, whose files are not for writing.
    """
    own = vocabulary.sources == resources.root()
    target = resources.checkout() if own else vocabulary.sources
    contents = []
    files = {file.document.slug: file for file in read_claims(vocabulary)}
    for slug in documents or files:
        if slug not in files:
            raise DocumentError(f"no claims of a document {slug!r}; there are {', '.join(files)}")
        file = files[slug]
        text = read_text(file.document, folder)
        contents.append((file.document, stamp(file, text), sentence_rows(text)))
    for document, _, rows in contents:
        path = target / "data" / "sentences" / f"{document.slug}.tsv"
        resources.write_aside(path, rows.encode("utf-8"))
    return [write_stamps(document, content, target) for document, content, _ in contents]
