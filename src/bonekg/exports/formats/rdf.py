"""RDF: the release itself, in the syntaxes that other tools read."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

from bonekg.exports.registry import Format
from bonekg.rdf import PREFIXES, expand

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from bonekg.exports.source import Exported

__all__ = ["FORMATS", "write", "write_reified"]

_SYNTAXES = {
    # name: (engine's format, file, help, keeps the named graphs)
    "nquads": ("N_QUADS", "bonekg.nq", "all named graphs as canonical N-Quads", True),
    "trig": ("TRIG", "bonekg.trig", "all named graphs as TriG", True),
    "ntriples": ("N_TRIPLES", "bonekg.nt", "all triples as N-Triples", False),
    "turtle": ("TURTLE", "bonekg.ttl", "all triples as Turtle", False),
    "rdfxml": ("RDF_XML", "bonekg.rdf", "all triples as RDF/XML", False),
}


def write(graph: Exported, syntax: str) -> dict[str, bytes]:
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


def write_reified(graph: Exported) -> dict[str, bytes]:
    """Write the graph as RDF 1.2 N-Triples in which each claim is the reifier of its triple.

    What is reified is not asserted by that: a triple is stated only where the graph has it.
    """
    import pyoxigraph
    from pyoxigraph import NamedNode, RdfFormat, Triple

    reifies = NamedNode(expand("rdf:reifies"))
    parts = [NamedNode(expand(f"bkg:{name}")) for name in ("subject", "predicate", "object")]
    # A store would give the blank nodes new labels.
    store = pyoxigraph.Dataset(pyoxigraph.parse(graph.nquads(), format=RdfFormat.N_QUADS))
    triples = {quad.triple for quad in store}
    stated: dict[Any, dict[NamedNode, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for quad in store:
        stated[quad.subject][quad.predicate].append(quad.object)
    claims = [quad.subject for quad in store.quads_for_object(_claim_class())]
    for claim in claims:
        found = [stated[claim][part] for part in parts]
        for subject, predicate, value in product(*found):
            statement = Triple(subject, predicate, value)
            triples.add(Triple(claim, reifies, statement))
    content = pyoxigraph.serialize(sorted(triples, key=str), format=RdfFormat.N_TRIPLES)
    assert content is not None  # no output was named
    return {"bonekg.rdf12.nt": content}


def _claim_class() -> NamedNode:
    from pyoxigraph import NamedNode

    return NamedNode(expand("bkg:Claim"))


_TOOLS = "Apache Jena, raptor, rdflib, pyoxigraph"

_PLAIN = tuple(
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
FORMATS = (
    *_PLAIN,
    Format(
        "rdf12",
        "all triples as RDF 1.2 N-Triples; each claim reifies the triple that it states",
        ("bonekg.rdf12.nt",),
        "everything but which graph a triple stands in; the triple of each claim with an entity as "
        "object, reified, whether it is affirmed, denied or asked",
        "the named graphs; readers of RDF 1.1 take no triple terms",
        write_reified,
        "pyoxigraph",
    ),
)
