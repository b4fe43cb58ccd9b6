"""What the endpoint says about itself: SPARQL 1.1 Service Description, and VoID."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from bonekg.exports.descriptions import describe
from bonekg.rdf import BASE
from bonekg.serve.negotiation import GRAPH_MEDIA, RESULT_MEDIA

if TYPE_CHECKING:
    from bonekg.store.base import EmbeddedStore

__all__ = ["service_triples", "void_triples"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_FORMATS = "http://www.w3.org/ns/formats/"
# As the W3C lists them: https://www.w3.org/ns/formats/
_FORMAT = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF_XML",
    "application/trig": "TriG",
    "application/n-quads": "N-Quads",
    "text/n3": "N3",
}


def void_triples(store: EmbeddedStore) -> list[ox.Triple]:
    """Say in VoID what the graph holds.

    Args:
        store: the graph.
    """
    return [quad.triple for quad in ox.parse(describe(store, "void"), format=ox.RdfFormat.TURTLE)]


def service_triples(store: EmbeddedStore, address: str) -> list[ox.Triple]:
    """Describe the endpoint: its language, its forms, its graphs and how many triples each holds.

    Args:
        store: the graph.
        address: where the endpoint is.

    Examples:
        >>> import bonekg
        >>> found = service_triples(bonekg.load().store, "http://127.0.0.1:7878/sparql")
        >>> sum(triple.predicate.value.endswith("#namedGraph") for triple in found)
        11
    """
    service, dataset = ox.NamedNode(address), ox.NamedNode(f"{BASE}dataset")
    default = ox.NamedNode(f"{address}#default-graph")
    found: list[ox.Triple] = []

    def say(subject: ox.NamedNode, name: str, value: ox.NamedNode | ox.Literal) -> None:
        vocabulary = _VOID if name == "triples" else _SD
        found.append(ox.Triple(subject, ox.NamedNode(vocabulary + name), value))

    found.append(ox.Triple(service, _TYPE, ox.NamedNode(f"{_SD}Service")))
    say(service, "endpoint", service)
    say(service, "supportedLanguage", ox.NamedNode(f"{_SD}SPARQL11Query"))
    say(service, "feature", ox.NamedNode(f"{_SD}UnionDefaultGraph"))
    say(service, "defaultDataset", dataset)
    for media in (*RESULT_MEDIA, *GRAPH_MEDIA):
        if media in _FORMAT:
            say(service, "resultFormat", ox.NamedNode(_FORMATS + _FORMAT[media]))
    found.append(ox.Triple(dataset, _TYPE, ox.NamedNode(f"{_SD}Dataset")))
    found.append(ox.Triple(default, _TYPE, ox.NamedNode(f"{_SD}Graph")))
    say(dataset, "defaultGraph", default)
    total = 0
    for name in sorted(map(str, store.engine.named_graphs())):
        graph = ox.NamedNode(name[1:-1])
        there = sum(1 for _ in store.engine.quads_for_pattern(None, None, None, graph))
        total += there
        named = ox.NamedNode(f"{address}#graph-{graph.value.rpartition('/')[2]}")
        found.append(ox.Triple(named, _TYPE, ox.NamedNode(f"{_SD}NamedGraph")))
        say(dataset, "namedGraph", named)
        say(named, "name", graph)
        content = ox.NamedNode(f"{named.value}-content")
        found.append(ox.Triple(content, _TYPE, ox.NamedNode(f"{_SD}Graph")))
        say(named, "graph", content)
        say(content, "triples", ox.Literal(there))
    say(default, "triples", ox.Literal(total))
    return found
