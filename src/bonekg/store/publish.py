"""The release put into a server, graph by graph, by the SPARQL 1.1 Graph Store Protocol."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from bonekg.errors import EndpointRefusalError, StoreError
from bonekg.rdf import EXAMPLES_GRAPH, GRAPHS
from bonekg.store.base import release_path
from bonekg.store.http import Connection, Login, check_address

__all__ = ["publish"]

_STORES = (
    "is it the server's graph store? Oxigraph has /store, Fuseki /DATASET/data, Virtuoso "
    "/sparql-graph-crud-auth"
)


def publish(
    url: str,
    path: Path | None = None,
    *,
    login: Login | None = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = 120.0,
    told: Callable[[str, int], None] | None = None,
    examples: bytes | None = None,
) -> dict[str, int]:
    """Put the release's named graphs into a server; each replaces what stood under its name.

    Beside them may go the query catalogue, where query editors look for it. The ontology, which
    says which version this is, comes last.

    Args:
        url: the address of the server's graph store.
        path: an N-Quads file; the package's release by default.
        login: name and password, where the server wants them (Basic or Digest).
        headers: further HTTP headers, such as an API key.
        timeout: seconds that one graph may take.
        told: called with each graph that has been put, and its triples.
        examples: the query catalogue as SPARQL examples in Turtle, to be put there, too.

    Returns:
        Named graph → how many triples were put there.

    Raises:
        EndpointError: if the server cannot be reached or does not take a graph.
        StoreError: if the file cannot be read, or has none of our graphs.
    """
    store = check_address(url)
    bodies = _bodies(path or release_path())
    if examples is not None:
        bodies[EXAMPLES_GRAPH] = _ntriples(examples)
    connection = Connection(login, headers)
    written: dict[str, int] = {}
    for graph in sorted(bodies, key=lambda name: (name == GRAPHS["ontology"], name)):
        sign = "&" if "?" in store else "?"
        try:
            connection.exchange(
                f"{store}{sign}graph={quote(graph, safe='')}",
                method="PUT",
                body=bodies[graph],
                headers={"Content-Type": "application/n-triples"},
                timeout=timeout,
            )
        except EndpointRefusalError as error:
            if error.status in (400, 404, 405, 501):
                raise EndpointRefusalError(
                    store, error.status, f"answers HTTP {error.status} to a PUT; {_STORES}"
                ) from error
            raise
        written[graph] = bodies[graph].count(b"\n")
        if told is not None:
            told(graph, written[graph])
    return written


def _ntriples(turtle: bytes) -> bytes:
    """Give Turtle as N-Triples, one triple a line."""
    import pyoxigraph as ox

    triples = [
        ox.Triple(quad.subject, quad.predicate, quad.object)
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)
    ]
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _bodies(path: Path) -> dict[str, bytes]:
    """Read our named graphs from N-Quads: graph → N-Triples, one triple a line."""
    import pyoxigraph as ox

    ours = set(GRAPHS.values())
    triples: dict[str, list[ox.Triple]] = defaultdict(list)
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS):
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in ours:
                triple = ox.Triple(quad.subject, quad.predicate, quad.object)
                triples[quad.graph_name.value].append(triple)
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    except SyntaxError as error:
        raise StoreError(f"{path} is not N-Quads: {error.msg}") from error
    if not triples:
        raise StoreError(f"{path} holds none of the graphs of BoneKG")
    return {
        graph: ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b""
        for graph, found in triples.items()
    }
