"""The one prefix map, and the two ways through it: `expand` and `compact`.

Every CURIE that is printed is a prefixed name of SPARQL and Turtle, so it can be pasted into a
query. That is why the records of the graph have a prefix per family (`bkg.claim:001-070`): after
`bkg:` a name with a slash would be none.

Prefixes are Bioregistry's, IRIs those of the ontologies' own files (for HGNC, UniProt and MeSH the
Biolink prefix map). Turtle, SPARQL, JSON-LD, CURIEs and the docs all take their prefixes from here.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

__all__ = ["BASE", "ESSENTIAL_GRAPHS", "EXAMPLES_GRAPH", "GRAPHS", "PREFIXES", "compact", "expand"]
__all__ += ["prefix_header"]

BASE = "https://w3id.org/bonekg/"
_OBO = "http://purl.obolibrary.org/obo/"

_OBO_PREFIXES = [
    "BFO",
    "CHEBI",
    "CL",
    "CMO",
    "DOID",
    "ECO",
    "ECTO",
    "FOODON",
    "GO",
    "HANCESTRO",
    "HP",
    "HsapDv",
    "IAO",
    "MAXO",
    "MONDO",
    "NBO",
    "NCBITaxon",
    "NCIT",
    "OBA",
    "OBI",
    "PATO",
    "PCO",
    "PR",
    "RO",
    "SEPIO",
    "STATO",
    "UBERON",
    "UO",
]

_FAMILIES = (
    "background",
    "claim",
    "conflict",
    "corroboration",
    "derived",
    "document",
    "graph",
    "passage",
    "source-check",
    "source-record",
    "study",
    "study-claim",
)

PREFIXES: dict[str, str] = {
    "bkg": BASE,
    **{f"bkg.{family}": f"{BASE}{family}/" for family in _FAMILIES},
    **{prefix: f"{_OBO}{prefix}_" for prefix in _OBO_PREFIXES},
    "EFO": "http://www.ebi.ac.uk/efo/EFO_",
    "HGNC": "http://identifiers.org/hgnc/",
    "KEGG.PATHWAY": "https://www.kegg.jp/pathway/",
    "MESH": "http://id.nlm.nih.gov/mesh/",
    "REACT": "https://reactome.org/content/detail/",
    "SIO": "http://semanticscience.org/resource/SIO_",
    "UniProtKB": "http://purl.uniprot.org/uniprot/",
    "WIKIPATHWAYS": "http://identifiers.org/wikipathways/",
    "biolink": "https://w3id.org/biolink/vocab/",
    "cito": "http://purl.org/spar/cito/",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "oboInOwl": "http://www.geneontology.org/formats/oboInOwl#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

EXAMPLES_GRAPH = f"{BASE}.well-known/sparql-examples"

GRAPHS: dict[str, str] = {
    name: f"{BASE}graph/{name}"
    for name in (
        "ontology",
        "background",
        "claims",
        "stated",
        "sources",
        "conflicts",
        "source-reports",
        "mappings",
        "derived",
        "takes-in",
        "bearings",
    )
}

# what SPARQL and Turtle allow after a prefix without an escape, as far as our names need it
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
# Without one of these answers would be wrong; each of the others may be empty in a small graph.
ESSENTIAL_GRAPHS = ("ontology", "claims", "sources", "takes-in", "bearings")

_LONGEST_FIRST = sorted(PREFIXES.items(), key=lambda item: (-len(item[1]), item[0]))


def expand(curie: str) -> str:
    """Turn a CURIE into an IRI; an IRI comes back as it is.

    Raises:
        ValueError: if it is neither, or its prefix is not in the map.

    Examples:
        >>> expand("CHEBI:16796")
        'http://purl.obolibrary.org/obo/CHEBI_16796'
    """
    prefix, colon, local = curie.partition(":")
    if prefix in ("http", "https") and local.startswith("//"):
        return curie
    if not colon or prefix not in PREFIXES:
        raise ValueError(f"{curie!r} is no CURIE with a known prefix")
    return PREFIXES[prefix] + local


@lru_cache(maxsize=1 << 16)
def compact(iri: str) -> str:
    """Turn an IRI into a CURIE that SPARQL takes; where there is none, it comes back as it is.

    Examples:
        >>> compact("http://purl.obolibrary.org/obo/CHEBI_16796")
        'CHEBI:16796'
        >>> compact("https://w3id.org/bonekg/claim/001-070")
        'bkg.claim:001-070'
        >>> compact("https://example.org/x")
        'https://example.org/x'
    """
    for prefix, start in _LONGEST_FIRST:
        if iri.startswith(start) and _LOCAL.fullmatch(iri, len(start)):
            return f"{prefix}:{iri[len(start) :]}"
    return iri


@cache
def prefix_header() -> str:
    """Give the PREFIX lines that stand before every query, sorted.

    Examples:
        >>> prefix_header().splitlines()[0]
        'PREFIX BFO: <http://purl.obolibrary.org/obo/BFO_>'
    """
    return "\n".join(f"PREFIX {p}: <{i}>" for p, i in sorted(PREFIXES.items()))
