"""The graph on a server: any SPARQL 1.1 endpoint, asked as the embedded engine is.

What a server does with the graphs that a request names differs, so it is found out once, when the
connection is made: named in the request, as the protocol has it; or not at all, where the server's
default graph is our graphs and nothing else; or by `FROM` in the query. A server that lacks our
graph is refused then. No answer is cut short in silence: the first answer of a size not seen whole
before is counted by the server, and fetched in pages if there is more.
"""

from __future__ import annotations

import json
import math
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlencode

from bonekg import resources
from bonekg.errors import (
    EndpointAnswerError,
    EndpointRefusalError,
    EndpointWarning,
    IncompleteAnswerError,
    MissingGraphError,
)
from bonekg.rdf import BASE, GRAPHS, PREFIXES
from bonekg.store.base import Store, canonical_lines
from bonekg.store.explain import explain
from bonekg.store.guard import check_query
from bonekg.store.http import Answer, Connection, Login, check_address
from bonekg.store.result import Result
from bonekg.store.results import GRAPH_KINDS, RESULT_KINDS, read_results, read_triples
from bonekg.store.sparql import QueryText, graphs_beside, read_text
from bonekg.store.terms import term_value

if TYPE_CHECKING:
    import pyoxigraph

    from bonekg.store.terms import Term

__all__ = ["RemoteStore"]

_NO_GRAPH = f"{BASE}graph/none"
_ASK_ANY = "ASK { ?s ?p ?o }"
_RELEASE = f'SELECT ?version ("%41" AS ?sign) {{ <{BASE}bonekg.owl> owl:versionInfo ?version }}'
_COUNTS = (
    "SELECT ?g (COUNT(*) AS ?n) { VALUES ?g { "
    + " ".join(f"<{g}>" for g in GRAPHS.values())
    + " } GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
)
_COUNT_ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_TRIED = 1000  # rows asked for at once, to see whether the server gives as many
_SOME = f"SELECT ?s {{ ?s ?p ?o }} LIMIT {_TRIED}"
_ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
_TRIPLES = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_UNSUPPORTED = (400, 415, 422, 500, 501)
_PUBLISH = "`bonekg publish` puts it there, see docs/remote.md"
_RAISE = "ask for fewer with LIMIT, or let its keeper raise it (Virtuoso: ResultSetMaxRows)"


def _counts_up_to(release: Mapping[str, int]) -> str:
    """Write a query for what our graphs hold that takes no longer where they hold far more."""
    counts = (
        f"{{ SELECT (COUNT(*) AS ?n) {{ SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} "
        f"LIMIT {release.get(graph, 0) + 1} }} }} BIND(<{graph}> AS ?g)"
        for graph in GRAPHS.values()
    )
    return f"SELECT ?g ?n {{ {{ {' } UNION { '.join(counts)} }} }}"


class _Solutions(NamedTuple):
    columns: list[str]
    rows: list[tuple[Term | None, ...]]
    more: bool  # the server says that it holds some back


class RemoteStore(Store):
    """The release on a server.

    Args:
        url: the endpoint's address.
        timeout: seconds that one answer may take.
        headers: further HTTP headers, such as an API key.
        login: name and password, where the server wants them.

    Attributes:
        url: the endpoint's address.
        graphs_named: how our graphs are named to it: `request`, `query`, or `not` at all.
        version: the version of the release that it holds.
        sizes: named graph → how many triples it holds, counted to one more than the release has.

    Raises:
        EndpointError: if it cannot be asked, or does not hold our graph.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: float = 30.0,
        headers: Mapping[str, str] | None = None,
        login: Login | None = None,
    ) -> None:
        self.url = check_address(url)
        self.timeout = timeout
        self._connection = Connection(login, headers)
        self._decodes_twice = False
        self.graphs_named, self.version = self._find_way()
        manifest = resources.root() / "data" / "release" / "manifest.json"
        ours: dict[str, int] = json.loads(manifest.read_text(encoding="utf-8"))["graphs"]
        self.sizes = self._counts(_counts_up_to(ours))
        self._check_holdings(ours)
        self._whole = len(self._solutions(read_text(_SOME)).rows)

    @property
    def place(self) -> str:
        """The endpoint's address."""
        return self.url

    def stream(
        self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None
    ) -> Result:
        """Run a query on the server.

        Args:
            sparql: a SELECT, ASK, CONSTRUCT or DESCRIBE.
            timeout: seconds that one answer may take; those of the connection by default.
            max_rows: the most rows that are given.

        Raises:
            QuerySyntaxError: if the text is not SPARQL 1.1; found here, before it is sent.
            QueryRefusedError: if it is over a limit of the guard, asks a further server, or is an
                update.
            IncompleteAnswerError: if the server gives some of the rows only.
            EndpointError: if the server cannot be asked, or answers with an error.
        """
        sparql = sparql.removeprefix("\ufeff")
        check_query(sparql)
        columns = self._check(sparql)
        text = read_text(sparql)
        whole, self.timeout = self.timeout, self.timeout if timeout is None else timeout
        try:
            if text.form == "ASK":
                return Result("boolean", value=self._ask(text))
            if text.form != "SELECT":
                return _cut(Result.of_triples(self._triples(text)), max_rows)
            found = self._whole_solutions(text)
        finally:
            self.timeout = whole
        if columns is not None and sorted(columns) == sorted(found.columns):
            # servers differ in the order of what * stands for
            found = _reordered(found, columns)
        return _cut(Result.of_terms(found.columns, found.rows), max_rows)

    def nquads(self) -> bytes:
        """Give our graphs as canonical N-Quads: sorted, blank nodes labelled by RDFC-1.0."""
        return canonical_lines(self.quads(GRAPHS.values()))

    def quads(self, graphs: Iterable[str]) -> Iterator[pyoxigraph.Quad]:
        """Give the statements of some named graphs, by their IRIs."""
        import pyoxigraph as ox

        for graph in graphs:
            text = read_text(f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
            for subject, predicate, value in self._whole_solutions(text).rows:
                assert isinstance(subject, ox.NamedNode | ox.BlankNode)
                assert isinstance(predicate, ox.NamedNode)
                assert value is not None
                yield ox.Quad(subject, predicate, _canonical(value), ox.NamedNode(graph))

    def _find_way(self) -> tuple[str, str]:
        """Find out how our graphs are named to this server, and which version it holds."""
        for way in ("request", "not", "query"):
            try:
                if way == "not":
                    exact = self._default_graph_is_ours()
                else:
                    exact = not self._ask(read_text(_ASK_ANY), way, [_NO_GRAPH])
                version = self._read_version(way) if exact else None
            except EndpointRefusalError as error:
                if error.status not in _UNSUPPORTED:
                    raise
                continue
            if version is not None:
                return way, version
        version = self._read_version("not")
        if version is None:
            raise MissingGraphError(
                self.url, list(GRAPHS.values()), f"does not hold the graph of BoneKG; {_PUBLISH}"
            )
        self._warn("holds other data too and does not keep graphs apart: answers may mix them")
        return "not", version

    def _read_version(self, way: str) -> str | None:
        found = self._solutions(read_text(_RELEASE), way)
        for version, sign in found.rows:
            self._decodes_twice = getattr(sign, "value", "%41") != "%41"
            return str(getattr(version, "value", version))
        return None

    def _default_graph_is_ours(self) -> bool:
        held = self._solutions(read_text(_COUNT_ALL), "not").rows
        ours = sum(self._counts(_COUNTS, "not").values())
        return bool(held) and term_value(held[0][0]) == ours > 0

    def _counts(self, query: str, way: str | None = None) -> dict[str, int]:
        found = self._solutions(read_text(query), way).rows
        sizes = {str(term_value(g)): int(str(term_value(n))) for g, n in found if g is not None}
        return {graph: n for graph, n in sizes.items() if n}

    def _check_holdings(self, ours: dict[str, int]) -> None:
        from bonekg._version import __version__

        missing = [g for g in GRAPHS.values() if g not in self.sizes]
        if missing:
            names = ", ".join(graph.rpartition("/")[2] for graph in missing)
            raise MissingGraphError(
                self.url, missing, f"lacks these named graphs of BoneKG: {names}; {_PUBLISH}"
            )
        if self.version != __version__:
            self._warn(
                f"holds BoneKG {self.version}, this is {__version__}: queries may find nothing; "
                "publish it again, or install that version"
            )
            return
        if ours != self.sizes:
            self._warn("holds another build of this version; publish it again to have the same")

    def _warn(self, problem: str) -> None:
        warnings.warn(f"{self.url} {problem}", EndpointWarning, stacklevel=5)

    @staticmethod
    def _check(sparql: str) -> list[str] | None:
        """Have the embedded engine read the query: right or wrong, and which columns it gives."""
        import pyoxigraph

        try:
            result = pyoxigraph.Store().query(sparql, base_iri=BASE, prefixes=PREFIXES)
        except SyntaxError as error:
            raise explain(sparql, str(error.msg)) from error
        if isinstance(result, pyoxigraph.QuerySolutions):
            return [variable.value for variable in result.variables]
        return None

    def _send(
        self, text: QueryText, accept: str, way: str | None, graphs: Sequence[str] | None
    ) -> Answer:
        named = list(GRAPHS.values()) if graphs is None else graphs
        chosen = way or self.graphs_named
        query = text.over(named if chosen == "query" else ())
        if text.chooses:
            chosen = "query"  # graphs named in a request would outrank those of its own
        if self._decodes_twice:
            query = quote(query, safe=" \n")
        fields = [("query", query)]
        if chosen == "request":
            beside = graphs_beside(query)
            fields += [("default-graph-uri", graph) for graph in named]
            fields += [("named-graph-uri", graph) for graph in (*named, *beside)]
        headers = {
            "Accept": accept,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        answer = self._connection.exchange(
            self.url,
            body=urlencode(fields).encode("ascii"),
            headers=headers,
            timeout=self.timeout,
        )
        # Virtuoso answers with what it has found when its time is up, and says so here only.
        if "S1TAT" in answer.headers.get("x-sql-state", ""):
            raise EndpointAnswerError(
                self.url, "ran out of time and gives a part of the answer; ask for less"
            )
        return answer

    def _solutions(self, text: QueryText, way: str | None = None) -> _Solutions:
        answer = self._send(text, _ROWS, way, None)
        result = self._results(answer)
        if isinstance(result, bool):
            raise self._unreadable(answer, "a truth value where rows were asked for")
        return result

    def _ask(
        self, text: QueryText, way: str | None = None, graphs: Sequence[str] | None = None
    ) -> bool:
        result = self._results(self._send(text, _ROWS, way, graphs))
        if isinstance(result, bool):
            return result
        # Virtuoso gives a row with the number one, or no row.
        return any(term_value(term) in (1, True) for row in result.rows for term in row[:1])

    def _results(self, answer: Answer) -> _Solutions | bool:
        if answer.kind not in RESULT_KINDS:
            raise self._unreadable(answer, "which is no form of SPARQL results")
        try:
            result = read_results(answer.body, answer.kind)
        except ValueError as error:
            raise self._unreadable(answer, f"broken: {error}") from error
        if isinstance(result, bool):
            return result
        return _Solutions(*result, "x-sparql-maxrows" in answer.headers)

    def _unreadable(self, answer: Answer, problem: str) -> EndpointAnswerError:
        kind = answer.kind or "an answer of no kind"
        return EndpointAnswerError(
            self.url, f"gives {kind}, {problem}; is it the address of a SPARQL endpoint?"
        )

    def _whole_solutions(self, text: QueryText) -> _Solutions:
        found = self._solutions(text)
        given = len(found.rows)
        if not found.more and (given <= self._whole or given == text.limit):
            return found
        count = self._number(text.counted())
        if count <= given:
            self._whole = max(self._whole, given)
            return found
        if text.ordered or not given:
            raise IncompleteAnswerError(self.url, given, count, _RAISE)
        rows: list[tuple[Term | None, ...]] = []
        for number in range(math.ceil(count / given)):
            rows += self._solutions(text.page(found.columns, given, number)).rows
        different = self._number(text.counted(distinct=True))
        if len(rows) != count or len(set(rows)) != different or _has_blank(rows):
            raise IncompleteAnswerError(self.url, given, count, _RAISE)
        return _Solutions(found.columns, rows, False)

    def _number(self, text: QueryText) -> int:
        found = self._solutions(text)
        value = term_value(found.rows[0][0]) if found.rows and found.rows[0] else None
        if not isinstance(value, int):
            raise EndpointAnswerError(self.url, f"gives {value!r} where a number of rows is due")
        return value

    def _triples(self, text: QueryText) -> list[pyoxigraph.Triple]:
        answer = self._send(text, _TRIPLES, None, None)
        if answer.kind not in GRAPH_KINDS:
            raise self._unreadable(answer, "which is no form of RDF that was asked for")
        try:
            triples = read_triples(answer.body, answer.kind)
        except ValueError as error:
            raise self._unreadable(answer, f"broken: {error}") from error
        if "x-sparql-maxrows" in answer.headers:
            raise IncompleteAnswerError(self.url, len(triples), None, _RAISE)
        return triples


def _cut(result: Result, most: int | None) -> Result:
    """Give the first rows of a result only, with the number of all."""
    if most is None:
        return result
    kept = list(result.terms())
    events = [("piece", kept[:most]), ("total", len(kept))]
    return Result(result.kind, result.columns, events=events)


def _reordered(found: _Solutions, columns: list[str]) -> _Solutions:
    places = [found.columns.index(name) for name in columns]
    rows = [tuple(row[place] for place in places) for row in found.rows]
    return _Solutions(columns, rows, found.more)


def _has_blank(rows: list[tuple[Term | None, ...]]) -> bool:
    """Blank nodes have no name that holds from one page to the next."""
    import pyoxigraph

    return any(isinstance(term, pyoxigraph.BlankNode) for row in rows for term in row)


def _canonical(term: Term) -> Term:
    """Give a truth value as our files write it; Virtuoso gives numbers."""
    import pyoxigraph

    if isinstance(term, pyoxigraph.Literal) and term.datatype.value.endswith("#boolean"):
        word = {"1": "true", "0": "false"}.get(term.value, term.value)
        return pyoxigraph.Literal(word, datatype=term.datatype)
    return term
