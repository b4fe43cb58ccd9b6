"""The documents: what the manifest says of them, and their texts where these are at hand.

The texts are not part of the package. Offsets count Unicode code points of a file read as UTF-8
without newline translation.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import NamedTuple

from bonekg import resources
from bonekg.errors import DocumentError, InvalidValueError
from bonekg.rdf import BASE
from bonekg.sources.yaml import Listing, Mapping, Scalar, read_yaml

__all__ = [
    "Copy",
    "Document",
    "documents_folder",
    "load_documents",
    "local_slug",
    "read_copy",
    "read_file",
    "read_text",
]


class Document(NamedTuple):
    """A document as the manifest has it.

    Attributes:
        slug: its short name, such as `001`.
        title: its title.
        file: the name of its file.
        sha256: the digest of that file.
        characters: its length in code points.
        words: its number of words, split at white space.
        speakers: names of those who speak in it → their IRIs.
        references: names of its references → their IRIs.
        line: where the manifest speaks of it.
    """

    slug: str
    title: str
    file: str
    sha256: str
    characters: int
    words: int
    speakers: dict[str, str]
    references: dict[str, str]
    line: int

    @property
    def iri(self) -> str:
        """The document's IRI."""
        return f"{BASE}document/{self.slug}"

    @property
    def local_names(self) -> dict[str, str]:
        """The names that claims of this document may use for its speakers and references."""
        return {**self.speakers, **self.references}


class Copy(NamedTuple):
    """A document's text as it is at hand, be it the one that was curated or not.

    Attributes:
        text: the text, newlines as they are; what is not UTF-8 stands as U+FFFD.
        sha256: the digest of the file.
        decoded: whether all of it was UTF-8.
    """

    text: str
    sha256: str
    decoded: bool


def load_documents(sources: Path | None = None) -> dict[str, Document]:
    """Read the manifest.

    Args:
        sources: the folder that holds `data/`; the package's own by default.

    Returns:
        Slug → document, in the manifest's order.

    Raises:
        SourceError: if the manifest is wrong.

    Examples:
        >>> sorted(load_documents())
        ['000', '001', '002', '003', '004']
    """
    path = (sources or resources.root()) / "data" / "documents.yaml"
    listing = read_yaml(path)
    if not isinstance(listing, Listing):
        raise InvalidValueError(path, listing.line, "expected a list of documents")
    found: dict[str, Document] = {}
    for record in listing.mappings(path):
        slug = _text(record, "id", path)
        base = f"{BASE}document/{slug}"
        found[slug] = Document(
            slug=slug,
            title=_text(record, "title", path),
            file=_text(record, "file", path),
            sha256=_text(record, "sha256", path),
            characters=_count(record, "characters", path),
            words=_count(record, "word count", path),
            speakers=_named(record, "speakers", base, path),
            references=_named(record, "references", base, path),
            line=record.line,
        )
    return found


def documents_folder(folder: str | Path | None = None) -> Path | None:
    """Give the folder of the texts: the one given, or `BONEKG_DOCUMENTS`, or None.

    Raises:
        DocumentError: if the folder was named and does not exist.
    """
    named = folder or os.environ.get("BONEKG_DOCUMENTS")
    if not named:
        return None
    path = Path(named)
    if not path.is_dir():
        raise DocumentError(f"{path} is no folder; give the folder that holds the documents' texts")
    return path


def read_copy(document: Document, folder: Path) -> Copy:
    """Read whatever stands in a document's file, for those who report how it differs.

    Raises:
        DocumentError: if the file is missing.
    """
    return _copy(document.file, folder)


def _copy(file: str, folder: Path) -> Copy:
    path = folder / file
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path} cannot be read; it is the text of a document") from error
    digest = hashlib.sha256(content).hexdigest()
    try:
        return Copy(content.decode("utf-8"), digest, decoded=True)
    except UnicodeDecodeError:
        return Copy(content.decode("utf-8", errors="replace"), digest, decoded=False)


def read_text(document: Document, folder: Path) -> str:
    """Read a document's text, unchanged.

    Raises:
        DocumentError: if the file is missing, not UTF-8, or not the one that was curated.
    """
    return read_file(document.file, document.sha256, folder)


def read_file(file: str, sha256: str, folder: Path) -> str:
    """Read the text of a file whose digest is known, unchanged.

    Args:
        file: the file's name.
        sha256: the digest of the file that was curated.
        folder: where it is.

    Raises:
        DocumentError: if the file is missing, not UTF-8, or not the one that was curated.
    """
    copy = _copy(file, folder)
    if copy.sha256 != sha256:
        raise DocumentError(
            f"{folder / file} is not the text that was curated: its sha256 is {copy.sha256}, "
            f"the manifest has {sha256}"
        )
    if not copy.decoded:
        raise DocumentError(f"{folder / file} is not UTF-8; offsets count code points")
    return copy.text


def _text(record: Mapping, key: str, path: Path) -> str:
    node = record.get(key)
    if not isinstance(node, Scalar) or not node.text:
        raise InvalidValueError(path, record.line, f"a document needs {key!r}")
    return node.text


def _count(record: Mapping, key: str, path: Path) -> int:
    text = _text(record, key, path)
    if not text.isdecimal():
        raise InvalidValueError(path, record.line, f"{key!r} takes a whole number, not {text!r}")
    return int(text)


def _named(record: Mapping, key: str, base: str, path: Path) -> dict[str, str]:
    listing = record.get(key)
    if not isinstance(listing, Listing):
        return {}
    names = [_text(item, "name", path) for item in listing.mappings(path)]
    return {name: f"{base}/{local_slug(name)}" for name in names}


def local_slug(name: str) -> str:
    """Turn a name that holds within a document into the end of its IRI.

    Examples:
        >>> local_slug("participant 2"), local_slug("review authors")
        ('participant/2', 'review-authors')
    """
    head, _, tail = name.rpartition(" ")
    return f"{head.replace(' ', '-')}/{tail}" if tail.isdigit() else name.replace(" ", "-")
