"""The release put into a server, graph by graph, by the SPARQL 1.1 Graph Store Protocol.

The file is read as a stream, and a large graph goes in several requests, so that the memory that is
needed does not grow with it; the graphs are kept in temporary files until they are sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bonekg.errors import EndpointRefusalError, StoreError
from bonekg.rdf import EXAMPLES_GRAPH, GRAPHS
from bonekg.store.base import release_path
from bonekg.store.http import Connection, Login, check_address
from bonekg.store.screening import screen

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["publish"]

_PART = 32 << 20  # about the most bytes of one request
_HELD = 10_000  # triples of a graph that are written to its file at once

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
    says which version this is, comes last. A graph of more than 32 MB goes in several requests: the
    first replaces what is there, the others add to it. One with blank nodes goes in one, since
    these would be others in each.

    Args:
        url: the address of the server's graph store.
        path: an N-Quads file; the package's release by default.
        login: name and password, where the server wants them (Basic or Digest).
        headers: further HTTP headers, such as an API key.
        timeout: seconds that one request may take.
        told: called with each graph that has been put, and its triples.
        examples: the query catalogue as SPARQL examples in Turtle, to be put there, too.

    Returns:
        Named graph → how many triples were put there.

    Raises:
        EndpointError: if the server cannot be reached or does not take a graph.
        StoreError: if the file cannot be read, or has none of our graphs.
    """
    store = check_address(url)
    connection = Connection(login, headers)
    written: dict[str, int] = {}
    with ExitStack() as files:
        graphs = _split(path or release_path(), files)
        if examples is not None:
            graphs[EXAMPLES_GRAPH] = _of_turtle(examples, files)
        for name in sorted(graphs, key=lambda name: (name == GRAPHS["ontology"], name)):
            for number, body in enumerate(graphs[name].parts()):
                _send(connection, store, name, "POST" if number else "PUT", body, timeout)
            written[name] = graphs[name].count
            if told is not None:
                told(name, written[name])
    return written


def _send(
    connection: Connection, store: str, graph: str, method: str, body: bytes, timeout: float
) -> None:
    sign = "&" if "?" in store else "?"
    try:
        connection.exchange(
            f"{store}{sign}graph={quote(graph, safe='')}",
            method=method,
            body=body,
            headers={"Content-Type": "application/n-triples"},
            timeout=timeout,
        )
    except EndpointRefusalError as error:
        if error.status in (400, 404, 405, 501):
            raise EndpointRefusalError(
                store, error.status, f"answers HTTP {error.status} to a {method}; {_STORES}"
            ) from error
        raise


class _Graph:
    """A named graph in a temporary file, as N-Triples.

    Args:
        files: what closes the file.

    Attributes:
        count: its triples.
    """

    def __init__(self, files: ExitStack) -> None:
        self.count = 0
        self._file: Any = files.enter_context(TemporaryFile())  # noqa: SIM115  # the stack closes it
        self._ends: list[int] = []
        self._held: list[ox.Triple] = []
        self._has_blank_nodes = False

    def add(self, quad: ox.Quad) -> None:
        import pyoxigraph as ox

        self._held.append(ox.Triple(quad.subject, quad.predicate, quad.object))
        self.count += 1
        self._has_blank_nodes |= ox.BlankNode in (type(quad.subject), type(quad.object))
        if len(self._held) >= _HELD:
            self._write()

    def _write(self) -> None:
        import pyoxigraph as ox

        self._file.write(ox.serialize(self._held, format=ox.RdfFormat.N_TRIPLES) or b"")
        self._held = []
        if self._file.tell() - (self._ends[-1] if self._ends else 0) >= _PART:
            self._ends.append(self._file.tell())

    def parts(self) -> Iterator[bytes]:
        """Give its lines in pieces that one request can carry."""
        self._write()
        ends = [] if self._has_blank_nodes else self._ends
        last, size = 0, self._file.tell()
        self._file.seek(0)
        for end in sorted({*ends, size}):
            yield self._file.read(end - last)
            last = end


def _of_turtle(turtle: bytes, files: ExitStack) -> _Graph:
    import pyoxigraph as ox

    graph = _Graph(files)
    for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
        graph.add(quad)
    return graph


def _split(path: Path, files: ExitStack) -> dict[str, _Graph]:
    """Read our named graphs from N-Quads: name → graph."""
    import pyoxigraph as ox

    ours = set(GRAPHS.values())
    graphs: dict[str, _Graph] = {}
    try:
        with path.open("rb") as source:
            screen(source, "N_QUADS", path)
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS):
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in ours:
                name = quad.graph_name.value
                if name not in graphs:
                    graphs[name] = _Graph(files)
                graphs[name].add(quad)
    except SyntaxError as error:
        raise StoreError(f"{path} is not N-Quads: {error.msg}") from error
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    if not graphs:
        raise StoreError(f"{path} holds none of the graphs of BoneKG")
    return graphs
