"""DCAT 3: a catalogue with the dataset and its ontology, and a distribution for each file.

It keeps to what DCAT-AP asks for, which is more than DCAT does.
"""

from __future__ import annotations

from collections.abc import Iterator

from bonekg.exports.descriptions.header import (
    CATALOG,
    DATASET,
    KEYWORDS,
    ONTOLOGY,
    PUBLISHER,
    RIGHTS,
    UNRESOLVED,
    File,
    Header,
    described,
)
from bonekg.exports.descriptions.turtle import Node, iri, text, turtle, typed
from bonekg.rdf import BASE

__all__ = ["dcat"]

_MEDIA = "https://www.iana.org/assignments/media-types/"
_EU = "http://publications.europa.eu/resource/authority/"
_ENGLISH, _HEALTH = f"{_EU}language/ENG", f"{_EU}data-theme/HEAL"
_PUBLIC = f"{_EU}access-right/PUBLIC"
_SHA256 = "spdx:checksumAlgorithm_sha256"
_OF_ONTOLOGY = ("bonekg.owl",)


def dcat(header: Header, files: dict[str, bytes]) -> bytes:
    """Describe the files that hold the dataset."""
    data = [file for file in described(files) if file.data]
    ontology = [file for file in data if file.name in _OF_ONTOLOGY]
    return turtle(
        f"The dataset for data catalogues. {UNRESOLVED}",
        [
            (iri(CATALOG), _catalog(header, bool(ontology))),
            (iri(f"{CATALOG}/record"), _record(header, DATASET)),
            (iri(DATASET), _dataset(header, [f for f in data if f not in ontology])),
            *([(iri(ONTOLOGY), _ontology(header, ontology))] if ontology else []),
            *((_address(header, file), _distribution(header, file)) for file in data),
            *_named(header, data),
        ],
    )


def _address(header: Header, file: File) -> str:
    return iri(f"{BASE}{header.version}/{file.name}")


def _common(header: Header) -> Node:
    return [
        ("dcterms:publisher", iri(PUBLISHER)),
        ("dcterms:creator", iri(PUBLISHER)),
        ("dcterms:license", iri(header.license)),
        ("dcterms:issued", typed(header.issued, "xsd:date")),
        ("dcterms:modified", typed(header.modified, "xsd:date")),
        ("dcterms:language", iri(_ENGLISH)),
    ]


def _catalog(header: Header, ontology: bool) -> Node:
    return [
        ("a", "dcat:Catalog"),
        ("dcterms:title", text("BoneKG", "en")),
        ("dcterms:description", text(f"The dataset and its ontology. {UNRESOLVED}", "en")),
        *_common(header),
        ("dcat:record", iri(f"{CATALOG}/record")),
        ("dcat:dataset", iri(DATASET)),
        *([("dcat:dataset", iri(ONTOLOGY))] if ontology else []),
    ]


def _record(header: Header, topic: str) -> Node:
    return [
        ("a", "dcat:CatalogRecord"),
        ("dcterms:title", text(header.title, "en")),
        ("dcterms:issued", typed(header.issued, "xsd:date")),
        ("dcterms:modified", typed(header.modified, "xsd:date")),
        ("foaf:primaryTopic", iri(topic)),
    ]


def _dataset(header: Header, files: list[File]) -> Node:
    return [
        ("a", "dcat:Dataset"),
        ("dcterms:title", text(header.title, "en")),
        ("dcterms:description", text(header.summary, "en")),
        ("dcterms:identifier", text(DATASET)),
        ("dcat:version", text(header.version)),
        *_common(header),
        ("dcterms:created", typed(header.created, "xsd:date")),
        ("dcterms:bibliographicCitation", text(header.citation)),
        ("dcterms:conformsTo", iri(ONTOLOGY)),
        ("dcterms:accessRights", iri(_PUBLIC)),
        ("dcterms:rights", iri(f"{DATASET}/rights")),
        ("dcat:theme", iri(_HEALTH)),
        *(("dcat:keyword", text(word, "en")) for word in KEYWORDS),
        ("dcat:landingPage", iri(BASE)),
        ("rdfs:seeAlso", iri(f"{BASE}{header.version}/void.ttl")),
        *(("prov:wasDerivedFrom", iri(document)) for document, _ in header.documents),
        *(("dcat:distribution", _address(header, file)) for file in files),
    ]


def _ontology(header: Header, files: list[File]) -> Node:
    return [
        ("a", "dcat:Dataset"),
        ("dcterms:title", text(f"{header.title} (ontology)", "en")),
        ("dcterms:description", text(header.description, "en")),
        ("dcat:version", text(header.version)),
        *_common(header),
        ("dcterms:isPartOf", iri(DATASET)),
        *(("dcat:distribution", _address(header, file)) for file in files),
    ]


def _distribution(header: Header, file: File) -> Node:
    return [
        ("a", "dcat:Distribution"),
        ("dcterms:title", text(file.name)),
        ("dcterms:description", text(file.help, "en")),
        ("dcat:accessURL", iri(BASE)),
        ("dcat:downloadURL", _address(header, file)),
        ("dcat:mediaType", iri(_MEDIA + file.media)),
        ("dcat:byteSize", typed(str(file.size), "xsd:nonNegativeInteger")),
        ("dcterms:license", iri(header.license)),
        ("dcterms:rights", iri(f"{DATASET}/rights")),
        ("dcterms:issued", typed(header.issued, "xsd:date")),
        ("dcterms:language", iri(_ENGLISH)),
        (
            "spdx:checksum",
            [
                ("a", "spdx:Checksum"),
                ("spdx:algorithm", _SHA256),
                ("spdx:checksumValue", typed(file.sha256, "xsd:hexBinary")),
            ],
        ),
    ]


def _named(header: Header, files: list[File]) -> Iterator[tuple[str, Node]]:
    """Say what the things are that the descriptions point to."""
    yield iri(PUBLISHER), [("a", "foaf:Agent"), ("foaf:name", text(header.publisher))]
    yield iri(BASE), [("a", "foaf:Document"), ("dcterms:title", text("BoneKG", "en"))]
    yield iri(header.license), [("a", "dcterms:LicenseDocument")]
    yield iri(ONTOLOGY), [("a", "dcterms:Standard")]
    for address, label in ((f"{DATASET}/rights", RIGHTS), (_PUBLIC, "public")):
        yield iri(address), [("a", "dcterms:RightsStatement"), ("rdfs:label", text(label, "en"))]
    yield (
        iri(_ENGLISH),
        [("a", "dcterms:LinguisticSystem"), ("rdfs:label", text("English", "en"))],
    )
    yield iri(_HEALTH), [("a", "skos:Concept"), ("skos:prefLabel", text("Health", "en"))]
    yield _SHA256, [("a", "spdx:ChecksumAlgorithm")]
    for media in sorted({file.media for file in files}):
        yield iri(_MEDIA + media), [("a", "dcterms:MediaType"), ("rdfs:label", text(media))]
