"""The full passages of claims, where the documents' texts are at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from bonekg.model import Claim, Document
from bonekg.sources.documents import read_file

__all__ = ["passages_in", "read_texts"]


def read_texts(documents: Iterable[Document], folder: Path) -> dict[str, str]:
    """Read the texts of documents that are at hand.

    Args:
        documents: the documents.
        folder: the folder of the texts.

    Returns:
        The document's short name → its text, for those whose text is there.

    Raises:
        DocumentError: if a text is there and is not the one that was curated.
    """
    return {
        document.id: read_file(document.file, document.sha256, folder)
        for document in documents
        if (folder / document.file).is_file()
    }


def passages_in(texts: Mapping[str, str], claims: Iterable[Claim]) -> dict[str, str]:
    """Cut the passages of claims out of texts.

    Args:
        texts: the document's short name → its text.
        claims: the claims; one whose text is not there has no passage.

    Returns:
        The claim's key → its passage.
    """
    return {
        claim.id: texts[claim.document][claim.start : claim.end]
        for claim in claims
        if claim.document in texts
    }
