"""The ontology: as OWL with and without the claims, its SHACL shapes, and the JSON-LD context."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bonekg.build.release import OWL_GRAPHS, owl
from bonekg.exports.registry import Format
from bonekg.rdf import PREFIXES
from bonekg.resources import root
from bonekg.sources.vocabulary import Vocabulary

if TYPE_CHECKING:
    from bonekg.exports.source import Exported

__all__ = ["FORMATS", "write_context", "write_full_owl", "write_owl", "write_shapes"]

_FULL = (*OWL_GRAPHS, "sources", "claims", "conflicts")


def write_owl(graph: Exported) -> dict[str, bytes]:
    """Write vocabulary, terms and background relations as OWL in RDF/XML."""
    return {"bonekg.owl": _owl(graph, OWL_GRAPHS, "bonekg.owl")}


def write_full_owl(graph: Exported) -> dict[str, bytes]:
    """Write the ontology with the claims, their sources and the conflicts as OWL in RDF/XML."""
    return {"bonekg-full.owl": _owl(graph, _FULL, "bonekg-full.owl")}


def _owl(graph: Exported, graphs: tuple[str, ...], name: str) -> bytes:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.bulk_load(graph.nquads(), format=RdfFormat.N_QUADS)
    return owl(store, graphs, name)


def write_shapes(graph: Exported) -> dict[str, bytes]:
    """Write all SHACL shapes as one Turtle file, with which any SHACL engine checks an export.

    The shapes are those of this package, whatever graph is exported.
    """
    from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

    shapes = Dataset(
        quad
        for file in sorted((root() / "ontology" / "shapes").glob("*.ttl"))
        for quad in parse(path=str(file))
    )
    shapes.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)  # else blank nodes differ each time
    triples = {quad.triple for quad in shapes}
    prefixes = {**PREFIXES, "shape": f"{PREFIXES['bkg']}shape/"}
    content = serialize(sorted(triples, key=str), format=RdfFormat.TURTLE, prefixes=prefixes)
    assert content is not None  # no output was named
    return {"bonekg.shapes.ttl": content}


def write_context(graph: Exported) -> dict[str, bytes]:
    """Write the JSON-LD context in which the curated sources are written."""
    content = json.dumps({"@context": Vocabulary().context()}, indent=1, ensure_ascii=False)
    return {"context.jsonld": f"{content}\n".encode()}


FORMATS = (
    Format(
        "owl",
        "the ontology as OWL 2 DL in RDF/XML",
        ("bonekg.owl",),
        "vocabulary, domain terms with definitions and synonyms, background relations",
        "claims and their sources, conflicts, mappings, derived edges, what is computed at build",
        write_owl,
        "OWLAPI, OAK, pronto, pyLODE, owlready2",
    ),
    Format(
        "owl-full",
        "the ontology with the claims as OWL 2 DL in RDF/XML",
        ("bonekg-full.owl",),
        "vocabulary, domain terms, background relations, claims, sources, conflicts",
        "mappings, derived edges, what is computed at build, what the studies say themselves",
        write_full_owl,
        "OWLAPI, owlready2",
    ),
    Format(
        "shapes",
        "the SHACL shapes as Turtle: any SHACL engine validates an export of the graph with them",
        ("bonekg.shapes.ttl",),
        "every shape with its message",
        "the checks that are SPARQL queries; the graph itself",
        write_shapes,
        "pySHACL",
    ),
    Format(
        "context",
        "the JSON-LD context: the keys of the sources and the names of all terms",
        ("context.jsonld",),
        "keys, names and prefixes",
        "the graph itself",
        write_context,
        "PyLD",
    ),
)
