"""schema.org: the dataset for search engines."""

from __future__ import annotations

from typing import Any

from bonekg.exports.descriptions.header import (
    CATALOG,
    DATASET,
    PUBLISHER,
    RIGHTS,
    File,
    Header,
    described,
    json_bytes,
)
from bonekg.model import Claim, columns
from bonekg.rdf import BASE

__all__ = ["schema_org"]

# What a claim is measured by; names and keys of things are no variables.
_VARIABLES = (
    "certainty", "evidence", "polarity", "speaker_role", "dose_value", "effect_value",
    "effect_direction", "population", "site",
)  # fmt: skip


def schema_org(header: Header, files: dict[str, bytes]) -> bytes:
    """Describe the dataset, and the files that hold it."""
    organization = {"@type": "Organization", "@id": PUBLISHER, "name": header.publisher}
    help_ = {name: column.help for name, column in columns(Claim).items()}
    return json_bytes(
        {
            "@context": {"@vocab": "https://schema.org/"},
            "@type": "Dataset",
            "@id": DATASET,
            "identifier": DATASET,
            "url": BASE,
            "name": header.title,
            "alternateName": "BoneKG",
            "description": header.summary,
            "version": header.version,
            "license": header.license,
            "usageInfo": RIGHTS,
            "isAccessibleForFree": True,
            "inLanguage": "en",
            "keywords": list(header.keywords),
            "creator": organization,
            "publisher": {"@id": PUBLISHER},
            "dateCreated": header.created,
            "dateModified": header.modified,
            "datePublished": header.issued,
            "creditText": header.citation,
            "includedInDataCatalog": {"@type": "DataCatalog", "@id": CATALOG, "name": "BoneKG"},
            "isBasedOn": [
                {"@type": "CreativeWork", "@id": document, "name": title}
                for document, title in header.documents
            ],
            "variableMeasured": [
                {"@type": "PropertyValue", "name": name, "description": help_[name]}
                for name in _VARIABLES
            ],
            "distribution": [_download(header, f) for f in described(files) if f.data],
        }
    )


def _download(header: Header, file: File) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": file.name,
        "description": file.help,
        "contentUrl": f"{BASE}{header.version}/{file.name}",
        "contentSize": f"{file.size} B",
        "encodingFormat": file.media,
        "sha256": file.sha256,
        "license": header.license,
    }
