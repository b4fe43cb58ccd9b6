"""The facts that all descriptions share: the ontology's header, and what each file is."""

from __future__ import annotations

import hashlib
import json
from typing import Any, NamedTuple

from bonekg.errors import ExportError
from bonekg.lexicon.lexicon import Selects
from bonekg.rdf import BASE

__all__ = [
    "CATALOG",
    "DATASET",
    "FILES",
    "ONTOLOGY",
    "PUBLISHER",
    "RIGHTS",
    "SPDX",
    "File",
    "Header",
    "described",
    "json_bytes",
    "read_header",
]

CATALOG = f"{BASE}catalog"
DATASET = f"{BASE}dataset"
ONTOLOGY = f"{BASE}bonekg.owl"
PUBLISHER = f"{BASE}developers"
SPDX = {"https://creativecommons.org/licenses/by/4.0/": "CC-BY-4.0"}
RIGHTS = (
    "The licence covers ontology, claims and what is built from them. The documents that the "
    "claims are about are third-party texts; they are not part of the dataset, which holds offsets "
    "into them, digests, and quotes of at most twelve words. Identifiers and labels of public "
    "vocabularies are under their owners' terms."
)
_JSON_LD = "application/ld+json"
# name: (media type, what it is, whether it holds the dataset or something about it)
FILES: dict[str, tuple[str, str, bool]] = {
    "bonekg.nq": ("application/n-quads", "The whole graph, in its named graphs.", True),
    "bonekg.owl": (
        "application/rdf+xml",
        "The ontology: vocabulary, domain terms and background relations, without claims.",
        True,
    ),
    "claims.csv": (
        "text/csv",
        "The claims as one flat table, one claim a row; without terms, background and derived "
        "edges.",
        True,
    ),
    "croissant.json": (_JSON_LD, "The table of claims described for machine learning.", False),
    "datapackage.json": ("application/json", "The columns of the table of claims.", False),
    "dataset.jsonld": (_JSON_LD, "The dataset described for search engines.", False),
    "dcat.ttl": ("text/turtle", "The dataset described for data catalogues.", False),
    "void.ttl": ("text/turtle", "What the graph holds, counted by class and property.", False),
}
_QUERY = """
SELECT ?title ?description ?abstract ?creator ?publisher ?license ?created ?modified ?issued
  ?version ?citation ?notice WHERE {
  ?ontology a owl:Ontology ; dcterms:title ?title ; dcterms:description ?description ;
    dcterms:abstract ?abstract ; dcterms:creator ?creator ; dcterms:publisher ?publisher ;
    dcterms:license ?license ; dcterms:created ?created ; dcterms:modified ?modified ;
    dcterms:issued ?issued ; owl:versionInfo ?version ; dcterms:bibliographicCitation ?citation ;
    rdfs:comment ?notice .
}
"""
_KEYWORDS = """
SELECT DISTINCT ?keyword WHERE { ?ontology a owl:Ontology ; dcterms:subject ?keyword }
ORDER BY ?keyword
"""
_COUNTS = """
SELECT (COUNT(DISTINCT ?claim) AS ?claims) (COUNT(DISTINCT ?term) AS ?terms)
WHERE { { ?claim a bkg:Claim } UNION { ?term rdfs:subClassOf+ bkg:Entity } }
"""
_DOCUMENTS = """
SELECT ?document ?title WHERE { ?document a bkg:Document ; dcterms:title ?title }
ORDER BY ?document
"""


class Header(NamedTuple):
    """What a graph says of itself.

    Attributes:
        title: its name.
        description: what its ontology holds.
        abstract: what it is for.
        creator: who made it.
        publisher: who publishes it.
        license: the licence's address.
        created: the day of its first version.
        modified: the day of its last change.
        issued: the day of the release.
        version: the release's version.
        citation: how to cite it.
        notice: what a reader must know first.
        claims: how many claims it holds.
        terms: how many terms.
        documents: the IRI and title of each document that was read.
        keywords: what it is about, in single words.
    """

    title: str
    description: str
    abstract: str
    creator: str
    publisher: str
    license: str
    created: str
    modified: str
    issued: str
    version: str
    citation: str
    notice: str
    claims: int
    terms: int
    documents: tuple[tuple[str, str], ...]
    keywords: tuple[str, ...]

    @property
    def summary(self) -> str:
        """Say what the whole dataset is, in a few sentences."""
        return (
            f"{self.claims} claims of {len(self.documents)} documents, each with "
            "its passage, speaker, certainty, evidence, dose, effect, site and population, over "
            f"{self.terms} terms of public vocabularies and our own; what documents state, what "
            "public sources give and what rules derive are told apart, and claims that oppose "
            f"each other are set against each other. {self.notice}"
        )


class File(NamedTuple):
    """A file that is described.

    Attributes:
        name: its name.
        media: its media type.
        help: what it is.
        size: how many bytes it has.
        sha256: its digest.
        data: whether it holds the dataset rather than something about it.
    """

    name: str
    media: str
    help: str
    size: int
    sha256: str
    data: bool


def read_header(store: Selects) -> Header:
    """Read the header of a graph.

    Raises:
        ExportError: if it is not there, or not whole.
    """
    found = list(store.select(_QUERY))
    if len(found) != 1:
        raise ExportError(
            "the graph has no ontology header with title, licence, version and dates, so there is "
            "nothing to describe it by"
        )
    claims, terms = next(iter(store.select(_COUNTS)))
    documents = tuple((str(iri), str(title)) for iri, title in store.select(_DOCUMENTS))
    texts = [str(value) for value in found[0]]
    keywords = tuple(str(word) for (word,) in store.select(_KEYWORDS))
    return Header._make([*texts, int(str(claims)), int(str(terms)), documents, keywords])


def described(files: dict[str, bytes]) -> list[File]:
    """Give what is known of each file, by name."""
    return [
        File(name, media, help_, len(content), hashlib.sha256(content).hexdigest(), data)
        for name, content in sorted(files.items())
        for media, help_, data in [FILES[name]]
    ]


def json_bytes(value: Any) -> bytes:
    """Write JSON as the release does."""
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
