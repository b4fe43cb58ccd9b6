"""The query catalogue for the tools that serve queries: SIB's SPARQL examples, and grlc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bonekg.catalogue.formats import examples_turtle, grlc
from bonekg.catalogue.queries import load_catalogue
from bonekg.exports.registry import Format
from bonekg.store.remote import RemoteStore

if TYPE_CHECKING:
    from bonekg.exports.source import Exported

__all__ = ["FORMATS", "write_examples", "write_grlc"]

_LOCAL = "http://127.0.0.1:7878/query"


def write_examples(graph: Exported) -> dict[str, bytes]:
    """Write the catalogue in SIB's form, aimed at the graph's server if it is on one."""
    made = examples_turtle(load_catalogue().values(), _address(graph))
    return {"sparql-examples.ttl": made}


def write_grlc(graph: Exported) -> dict[str, bytes]:
    """Write each query as an operation of grlc, sent to the graph's server or to a local one."""
    address = _address(graph) or _LOCAL
    return {
        f"{query.name}.rq": (grlc(query, address) + "\n").encode("utf-8")
        for query in load_catalogue().values()
    }


def _address(graph: Exported) -> str:
    return graph.store.url if isinstance(graph.store, RemoteStore) else ""


FORMATS = (
    Format(
        "sparql-examples",
        "the query catalogue as SPARQL examples, for query editors (SIB's form)",
        ("sparql-examples.ttl",),
        "question, SPARQL with the defaults in place, prefixes, tags; the server, where the graph "
        "is on one",
        "parameters, which stand as their defaults; columns; the graph itself",
        write_examples,
        tool="rdflib, which runs each query as it stands there",
    ),
    Format(
        "grlc",
        "the query catalogue as operations of a web API, for grlc",
        tuple(f"{name}.rq" for name in load_catalogue()),
        "question, parameters with defaults, tags, page size, the server",
        "what a parameter may be: a term is given by its IRI; columns; the graph itself",
        write_grlc,
        tool="grlc",
    ),
)
