"""The loaded graph: an embedded engine over named graphs that are always named.

Engines differ in what a union of graphs is. So the default graph of every query is the list of
our graphs, spelled out, and no triple stands in two of them.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bonekg import resources
from bonekg.errors import QueryError, QuerySyntaxError, StoreError
from bonekg.rdf import BASE, EXAMPLES_GRAPH, GRAPHS, PREFIXES
from bonekg.store.rows import IRI, Rows, Value

if TYPE_CHECKING:
    import pyoxigraph

__all__ = [
    "EmbeddedStore",
    "Store",
    "canonical_lines",
    "examples_path",
    "graphs_beside",
    "python_value",
    "refuse_update",
    "release_path",
    "syntax_error",
    "term_value",
]

_POSITION = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)
_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_UPDATE = re.compile(r"^\s*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b", re.I | re.M)


def release_path() -> Path:
    """Give the canonical N-Quads file of the release."""
    return resources.root() / "data" / "release" / "bonekg.nq"


def examples_path() -> Path:
    """Give the query catalogue as SPARQL examples, a graph beside the release's own."""
    return resources.root() / "data" / "release" / "sparql-examples.ttl"


class Store(Protocol):
    """Where a graph is, in this process or on a server: what the rest of the house asks of it."""

    def query(self, sparql: str) -> Rows | bool | list[pyoxigraph.Triple]:
        """Run a SELECT, ASK, CONSTRUCT or DESCRIBE."""
        ...

    def select(self, sparql: str) -> Rows:
        """Run a query that must be a SELECT.

        Raises:
            QueryError: if it is another form.
        """
        result = self.query(sparql)
        if not isinstance(result, Rows):
            raise QueryError("this call takes a SELECT query")
        return result

    def nquads(self) -> bytes:
        """Give the whole graph as canonical N-Quads."""
        ...


def canonical_lines(dataset: pyoxigraph.Dataset) -> bytes:
    """Give a dataset as canonical N-Quads: sorted, blank nodes labelled by RDFC-1.0."""
    import pyoxigraph

    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    data = pyoxigraph.serialize(dataset, format=pyoxigraph.RdfFormat.N_QUADS)
    assert data is not None  # no output was named
    return b"".join(sorted(data.splitlines(keepends=True)))


class EmbeddedStore(Store):
    """The release (or another N-Quads file) in memory.

    Args:
        path: an N-Quads file; the package's release by default.
        data: N-Quads at hand, instead of a file.

    Raises:
        StoreError: if the file is missing, empty or not N-Quads.
    """

    def __init__(self, path: Path | None = None, data: bytes | None = None) -> None:
        import pyoxigraph

        self.path = path or release_path()
        self.engine = pyoxigraph.Store()
        source = {"path": str(self.path)} if data is None else {"input": data}
        try:
            self.engine.bulk_load(**source, format=pyoxigraph.RdfFormat.N_QUADS)
        except OSError as error:
            raise StoreError(f"{self.path} cannot be read: {error.strerror or error}") from error
        except SyntaxError as error:
            raise StoreError(f"{self.path} is not N-Quads: {error.msg}") from error
        if not len(self.engine):
            raise StoreError(f"{self.path} holds no statement")
        self._graphs = [pyoxigraph.NamedNode(iri) for iri in GRAPHS.values()]
        # A union of all graphs is looked up at once, a list of graphs one by one: 5 times as long.
        # They are the same where the file holds our graphs and no other.
        held = set(self.engine.named_graphs())
        self._ours_alone = held <= set(self._graphs) and not any(
            self.engine.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph())
        )

    def query(self, sparql: str) -> Rows | bool | list[pyoxigraph.Triple]:
        """Run a SPARQL query; the prefixes of `bonekg.rdf` are known already.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.

        Returns:
            Rows for SELECT, True or False for ASK, triples for the others.

        Raises:
            QuerySyntaxError: if the text is not SPARQL.
            QueryError: if it is an update, or fails while it runs.
        """
        import pyoxigraph

        refuse_update(sparql)
        beside = [pyoxigraph.NamedNode(graph) for graph in graphs_beside(sparql)]
        engine, union = (self._with_examples, False) if beside else (self.engine, self._ours_alone)
        try:
            result = engine.query(
                sparql,
                base_iri=BASE,
                prefixes=PREFIXES,
                use_default_graph_as_union=union,
                default_graph=None if union else list(self._graphs),
                named_graphs=[*self._graphs, *beside],
            )
            if isinstance(result, pyoxigraph.QuerySolutions):
                columns = [variable.value for variable in result.variables]
                rows = [tuple(term_value(solution[c]) for c in columns) for solution in result]
                return Rows(columns, rows)
            if isinstance(result, pyoxigraph.QueryBoolean):
                return bool(result)
            return list(result)
        except SyntaxError as error:
            raise syntax_error(error) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query failed: {error}") from error

    @cached_property
    def _with_examples(self) -> pyoxigraph.Store:
        """The same with the catalogue's graph beside it, made when a query first asks for that."""
        import pyoxigraph

        engine = pyoxigraph.Store()
        engine.bulk_extend(iter(self.engine))
        engine.bulk_load(
            path=str(examples_path()),
            format=pyoxigraph.RdfFormat.TURTLE,
            to_graph=pyoxigraph.NamedNode(EXAMPLES_GRAPH),
        )
        return engine

    def nquads(self) -> bytes:
        """Give the whole store as canonical N-Quads: sorted, blank nodes labelled by RDFC-1.0."""
        import pyoxigraph

        return canonical_lines(pyoxigraph.Dataset(self.engine))


def graphs_beside(sparql: str) -> tuple[str, ...]:
    """Give the graphs that a query may name besides ours: the catalogue's, if it asks for it."""
    return (EXAMPLES_GRAPH,) if ".well-known" in sparql else ()


def _strip_comments(sparql: str) -> str:
    return re.sub(r"^\s*#.*$", "", sparql, flags=re.MULTILINE)


def refuse_update(sparql: str) -> None:
    """Refuse what is no query.

    Raises:
        QuerySyntaxError: if the text is empty.
        QueryError: if it is an update.
    """
    if not sparql.strip():
        raise QuerySyntaxError("the query is empty")
    if _UPDATE.search(_strip_comments(sparql)) and not _FORM.search(sparql):
        raise QueryError("the graph is read-only; SELECT, ASK, CONSTRUCT and DESCRIBE run")


def syntax_error(error: SyntaxError) -> QuerySyntaxError:
    """Turn the engine's complaint about a query into ours, with line and column."""
    found = _POSITION.search(str(error.msg))
    if not found:
        return QuerySyntaxError(str(error.msg))
    # The engine lists all letters that a name may begin with; the first few signs are enough.
    expected = re.fullmatch(r"expected one of (.*)", found[3].strip(), re.DOTALL)
    signs = re.findall(r'"[^"]+"', expected[1]) if expected else []
    said = f"expected {' or '.join(signs[:8])} …" if signs else found[3].strip()
    return QuerySyntaxError(" ".join(said.split()), int(found[1]), int(found[2]))


def term_value(term: Any) -> Value:
    """Turn an RDF term of the engine into a Python value; None stays None."""
    import pyoxigraph

    if term is None:
        return None
    if isinstance(term, pyoxigraph.NamedNode):
        return IRI(term.value)
    if isinstance(term, pyoxigraph.Literal):
        return python_value(term.value, term.datatype.value)
    return str(term)


def python_value(lexical: str, datatype: str) -> Value:
    """Turn a literal into a Python value: numbers, truth values, else the text.

    Examples:
        >>> python_value("3", "http://www.w3.org/2001/XMLSchema#integer")
        3
        >>> python_value("2.3", "http://www.w3.org/2001/XMLSchema#decimal")
        2.3
    """
    kind = datatype.rpartition("#")[2]
    try:
        if kind == "integer":
            return int(lexical)
        if kind in ("decimal", "double", "float"):
            number = float(lexical)
            return int(number) if kind == "decimal" and number.is_integer() else number
    except ValueError:
        return lexical
    if kind == "boolean":
        return lexical in ("true", "1")
    return lexical
