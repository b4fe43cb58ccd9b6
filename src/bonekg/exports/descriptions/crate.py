"""RO-Crate 1.1: the folder as a research object, with everything that is in it."""

from __future__ import annotations

from typing import Any

from bonekg.exports.descriptions.header import (
    DATASET,
    PUBLISHER,
    RIGHTS,
    SPDX,
    File,
    Header,
    described,
    json_bytes,
)
from bonekg.rdf import BASE

__all__ = ["crate"]

_PROFILE = "https://w3id.org/ro/crate/1.1"


def crate(header: Header, files: dict[str, bytes]) -> bytes:
    """Describe a folder.

    Args:
        header: what the graph says of itself.
        files: the folder's files but the crate itself.
    """
    entities = [_file(header, file) for file in described(files)]
    return json_bytes(
        {
            # The 1.1 context has no word for a digest.
            "@context": [f"{_PROFILE}/context", {"sha256": "https://schema.org/sha256"}],
            "@graph": [_descriptor(), _root(header, entities), *entities, *_others(header)],
        }
    )


def _descriptor() -> dict[str, Any]:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": _PROFILE},
        "about": {"@id": "./"},
    }


def _root(header: Header, entities: list[dict[str, Any]]) -> dict[str, Any]:
    texts = [{"@id": document} for document, _ in header.documents]
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": header.title,
        "description": header.summary,
        "identifier": DATASET,
        "version": header.version,
        "datePublished": header.issued,
        "dateCreated": header.created,
        "dateModified": header.modified,
        "inLanguage": "en",
        "keywords": ", ".join(header.keywords),
        "license": {"@id": header.license},
        "usageInfo": RIGHTS,
        "author": {"@id": PUBLISHER},
        "publisher": {"@id": PUBLISHER},
        # A single value stands without brackets, as the format recommends.
        "isBasedOn": texts[0] if len(texts) == 1 else texts,
        "hasPart": [{"@id": entity["@id"]} for entity in entities],
    }


def _file(header: Header, file: File) -> dict[str, Any]:
    entity: dict[str, Any] = {
        "@id": file.name,
        "@type": "File",
        "name": file.name,
        "description": file.help,
        "encodingFormat": file.media,
        "license": {"@id": header.license},
    }
    return entity | {"contentSize": str(file.size), "sha256": file.sha256}


def _others(header: Header) -> list[dict[str, Any]]:
    return [
        {
            "@id": header.license,
            "@type": "CreativeWork",
            "name": SPDX.get(header.license, header.license),
            "description": "Share and adapt for any purpose, with credit.",
            "url": header.license,
        },
        {"@id": PUBLISHER, "@type": "Organization", "name": header.publisher, "url": BASE},
        *(
            {"@id": document, "@type": "CreativeWork", "name": title}
            for document, title in header.documents
        ),
    ]
