"""What concerns curated sources and not a loaded graph: validate and verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bonekg.arguments import check_paths, usable_path

if TYPE_CHECKING:
    from bonekg.checks.report import Report

__all__ = ["validate", "verify"]


def validate(sources: str | Path | None = None) -> Report:
    """Check curated sources against shapes and checks.

    Args:
        sources: the folder that holds `ontology/` and `data/`; the package's own by default.

    Returns:
        The findings, with file and line; `ok` if something was checked and nothing found.

    Raises:
        SourceError: if a source cannot be read.
        StoreError: if a folder cannot have the name that was given.

    Examples:
        >>> import bonekg
        >>> bonekg.validate().ok
        True
    """
    from bonekg.build.graphs import build
    from bonekg.checks.review import review

    check_paths(True, sources=sources)
    return review(build(None if sources is None else usable_path(sources)))


def verify(documents: str | Path | None = None, sources: str | Path | None = None) -> Report:
    """Check every passage, quote and cue against the texts, character by character.

    Args:
        documents: the folder of the texts; `BONEKG_DOCUMENTS` by default.
        sources: the folder that holds `ontology/` and `data/`; the package's own by default.

    Raises:
        DocumentError: if no folder of texts is known.
        StoreError: if a folder cannot have the name that was given.
    """
    from bonekg.checks.texts import verify as verify_texts
    from bonekg.errors import DocumentError
    from bonekg.sources.documents import documents_folder
    from bonekg.sources.vocabulary import Vocabulary

    check_paths(True, documents=documents, sources=sources)
    folder = documents_folder(None if documents is None else usable_path(documents))
    if folder is None:
        raise DocumentError("name the folder of the texts, or set BONEKG_DOCUMENTS")
    return verify_texts(Vocabulary(None if sources is None else usable_path(sources)), folder)
