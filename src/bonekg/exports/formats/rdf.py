"""RDF: the release itself, in the syntaxes that other tools read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bonekg.exports.registry import Format
from bonekg.rdf import PREFIXES

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["FORMATS", "write"]

_SYNTAXES = {
    # name: (engine's format, file, help, keeps the named graphs)
    "nquads": ("N_QUADS", "bonekg.nq", "all named graphs as canonical N-Quads", True),
    "trig": ("TRIG", "bonekg.trig", "all named graphs as TriG", True),
    "ntriples": ("N_TRIPLES", "bonekg.nt", "all triples as N-Triples", False),
    "turtle": ("TURTLE", "bonekg.ttl", "all triples as Turtle", False),
    "rdfxml": ("RDF_XML", "bonekg.rdf", "all triples as RDF/XML", False),
}


def write(graph: KnowledgeGraph, syntax: str) -> dict[str, bytes]:
    """Write the graph, sorted, in one syntax."""
    import pyoxigraph

    name, file, _, named = _SYNTAXES[syntax]
    data = graph.nquads()
    if syntax == "nquads":
        return {file: data}
    quads = list(pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_QUADS))
    statements = quads if named else [quad.triple for quad in quads]
    prefixes = None if syntax == "ntriples" else PREFIXES
    content = pyoxigraph.serialize(
        statements, format=getattr(pyoxigraph.RdfFormat, name), prefixes=prefixes
    )
    assert content is not None  # no output was named
    return {file: content}


_TOOLS = "Apache Jena, raptor, rdflib, pyoxigraph"

FORMATS = tuple(
    Format(
        name,
        help_,
        (file,),
        "everything" + ("" if named else " but which graph a triple stands in"),
        "nothing" if named else "the named graphs; statements tell by their class what they are",
        partial(write, syntax=name),
        _TOOLS,
    )
    for name, (_, file, help_, named) in _SYNTAXES.items()
)
