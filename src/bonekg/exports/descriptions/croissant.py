"""Croissant 1.1: the table of claims, for those who train and test on it."""

from __future__ import annotations

from typing import Any

from bonekg.exports.descriptions.header import RIGHTS, File, Header, described, json_bytes
from bonekg.model import Claim, Field, columns
from bonekg.rdf import BASE

__all__ = ["croissant"]

_VERSION = "http://mlcommons.org/croissant/1.1"
_TYPES = {int: "sc:Integer", float: "sc:Float", bool: "sc:Boolean"}
# Words of the format that stand in its own namespace; the rest are schema.org's.
_OWN = (
    "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field",
    "fileObject", "fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset",
    "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex",
    "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    **{word: f"cr:{word}" for word in _OWN},
}


def croissant(header: Header, files: dict[str, bytes]) -> bytes:
    """Describe `claims.csv`: the file, its one record set, a field for each column."""
    (file,) = [file for file in described(files) if file.name == "claims.csv"]
    organization = {"@type": "sc:Organization", "name": header.publisher}
    return json_bytes(
        {
            "@context": _CONTEXT,
            "@type": "sc:Dataset",
            "conformsTo": _VERSION,
            "name": "BoneKG",
            "description": f"{header.summary} {RIGHTS}",
            "license": header.license,
            "url": BASE,
            "version": header.version,
            "datePublished": header.issued,
            "dateCreated": header.created,
            "dateModified": header.modified,
            "citeAs": header.citation,
            "creator": organization,
            "publisher": organization,
            "inLanguage": "en",
            "isLiveDataset": False,
            "keywords": list(header.keywords),
            "distribution": [_file(file)],
            "recordSet": [
                {
                    "@type": "cr:RecordSet",
                    "@id": "claims",
                    "name": "claims",
                    "description": "One claim of a document a record.",
                    "key": {"@id": "claims/id"},
                    "field": [_field(column) for column in columns(Claim).values()],
                }
            ],
        }
    )


def _file(file: File) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "description": file.help,
        "contentUrl": file.name,
        "contentSize": f"{file.size} B",
        "encodingFormat": file.media,
        "sha256": file.sha256,
    }


def _field(column: Field) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"claims/{column.name}",
        "name": column.name,
        "description": column.help,
        "dataType": "sc:Text" if column.many else _TYPES.get(column.type, "sc:Text"),
        "source": {"fileObject": {"@id": "claims.csv"}, "extract": {"column": column.name}},
    }
