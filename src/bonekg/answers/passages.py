"""The full passages of claims, where the documents' texts are at hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bonekg.answers.library import Library
from bonekg.model import Claim
from bonekg.sources.documents import read_file

__all__ = ["passage_texts"]


def passage_texts(library: Library, claims: Iterable[Claim], folder: Path) -> dict[str, str]:
    """Read the passages of some claims; only the texts that they need are read.

    Args:
        library: the graph.
        claims: the claims.
        folder: the folder of the texts; a document whose text is not there has no passages.

    Returns:
        The claim's key → its passage.

    Raises:
        DocumentError: if a text is there and is not the one that was curated.
    """
    texts: dict[str, str | None] = {}
    found = {}
    for claim in claims:
        if claim.document not in texts:
            document = library.documents[claim.document]
            there = (folder / document.file).is_file()
            texts[claim.document] = (
                read_file(document.file, document.sha256, folder) if there else None
            )
        text = texts[claim.document]
        if text is not None:
            found[claim.id] = text[claim.start : claim.end]
    return found
