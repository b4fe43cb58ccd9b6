"""Curated claims as records: what a claims file says, with its defaults filled in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bonekg.errors import InvalidValueError, UnknownKeyError, YamlSyntaxError
from bonekg.rdf import BASE
from bonekg.sources.documents import Document, load_documents
from bonekg.sources.records import Place, Reader
from bonekg.sources.vocabulary import Vocabulary
from bonekg.sources.yaml import Mapping, Scalar, read_yaml

__all__ = ["CITATION_KEYS", "CUE_KEYS", "ClaimsFile", "Span", "read_claims", "read_claims_file"]

CUE_KEYS = ("cue", "force cue")
CITATION_KEYS = ("passage", "also", "repeated at", *CUE_KEYS)
# What a claim has where its record does not say otherwise.
_UNMARKED = {"polarity": "affirmed", "status": "current", "force": "does", "stance": "own"}
_FILE_KEYS = ("document", "defaults", "claims")


class Span(NamedTuple):
    """One use of a stretch of text by a claim.

    Attributes:
        claim: the claim's key, such as `001-042`.
        key: one of `CITATION_KEYS`.
        start: first code point.
        end: one after the last.
        words: the quoted words, or the cue's; None where nothing is quoted.
    """

    claim: str
    key: str
    start: int
    end: int
    words: str | None


class ClaimsFile(NamedTuple):
    """The claims of one document.

    Attributes:
        file: the YAML file.
        document: the document it is about.
        records: JSON-LD objects with the names that the context knows, defaults filled in.
        places: IRI → place in the file.
    """

    file: Path
    document: Document
    records: list[dict[str, Any]]
    places: dict[str, Place]

    def spans(self, record: dict[str, Any]) -> Iterator[Span]:
        """Give every stretch of text that a claim uses, the main passage first."""
        claim = record["id"].rpartition("/")[2]
        for key in CITATION_KEYS:
            cited = record.get(key, [])
            for item in cited if isinstance(cited, list) else [cited]:
                start, end = item["cites"].rsplit("-", 2)[1:]
                words = item.get("quote", item.get("words"))
                yield Span(claim, key, int(start), int(end), words)


def read_claims(vocabulary: Vocabulary) -> list[ClaimsFile]:
    """Read the claims of all documents.

    Raises:
        SourceError: at the first thing that is wrong, with its line.
    """
    documents = load_documents(vocabulary.sources)
    folder = vocabulary.sources / "data" / "claims"
    return [read_claims_file(path, vocabulary, documents) for path in sorted(folder.glob("*.yaml"))]


def read_claims_file(
    path: Path, vocabulary: Vocabulary, documents: dict[str, Document]
) -> ClaimsFile:
    """Read one claims file.

    Args:
        path: the file.
        vocabulary: keys and names.
        documents: slug → document.

    Raises:
        SourceError: at the first thing that is wrong, with its line.
    """
    node = read_yaml(path)
    if not isinstance(node, Mapping):
        raise YamlSyntaxError(path, node.line, f"expected the keys {', '.join(_FILE_KEYS)}")
    for entry in node.entries:
        if entry.key not in _FILE_KEYS:
            raise UnknownKeyError(path, entry.line, entry.key, "claims file", _FILE_KEYS)
    document = _document(node, path, documents)
    speaker = _default_speaker(node, path, document)
    reader = Reader(vocabulary, path, document.slug, document.local_names)
    listing = node.get("claims")
    if listing is None:
        raise YamlSyntaxError(path, node.line, "a claims file needs 'claims'")
    records = reader.records(listing, "claim", lambda key: f"{BASE}claim/{key.text}")
    for record in records:
        for key, value in _UNMARKED.items():
            record.setdefault(key, value)
        record["in document"] = document.iri
        if speaker and "speaker" not in record:
            record["speaker"] = speaker
        if "passage" not in record:
            line = reader.places[record["id"]].line
            raise InvalidValueError(path, line, "a claim needs a 'passage'")
    return ClaimsFile(path, document, records, reader.places)


def _document(node: Mapping, path: Path, documents: dict[str, Document]) -> Document:
    named = node.get("document")
    slug = named.text.removeprefix("document ") if isinstance(named, Scalar) else ""
    if slug not in documents:
        line = named.line if named else node.line
        known = ", ".join(f"document {slug}" for slug in documents)
        raise InvalidValueError(path, line, f"'document' must be one of {known}")
    return documents[slug]


def _default_speaker(node: Mapping, path: Path, document: Document) -> str | None:
    defaults = node.get("defaults")
    if not isinstance(defaults, Mapping):
        return None
    for entry in defaults.entries:
        if entry.key != "speaker":
            raise UnknownKeyError(path, entry.line, entry.key, "list of defaults", ["speaker"])
        if not isinstance(entry.value, Scalar) or entry.value.text not in document.speakers:
            known = ", ".join(document.speakers)
            raise InvalidValueError(path, entry.line, f"the speaker must be one of {known}")
        return entry.value.text
    return None
