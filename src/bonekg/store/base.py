"""The loaded graph: what the rest of the house asks of a store, and the one in this process.

Without `FROM` and `FROM NAMED` a query sees all named graphs, merged into its default graph and
each by its name. A query that names graphs sees these, as SPARQL says.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bonekg import resources
from bonekg.errors import QueryError, StoreError
from bonekg.rdf import EXAMPLES_GRAPH, GRAPHS
from bonekg.store.cache import discard, made_from, open_saved, save_from, saved_for
from bonekg.store.engine import Engine, failure, merge_default
from bonekg.store.explain import explain
from bonekg.store.guard import check_query
from bonekg.store.kept import SLOW, changes_each_time, keep, kept
from bonekg.store.reading import load_file
from bonekg.store.recent import Recent
from bonekg.store.rows import Rows, Triples
from bonekg.store.sparql import graphs_beside
from bonekg.store.terms import python_value, term_value

if TYPE_CHECKING:
    import pyoxigraph

    from bonekg.store.result import Result
    from bonekg.store.worker import Evaluated

__all__ = [
    "EmbeddedStore",
    "Extra",
    "Store",
    "canonical_lines",
    "python_value",
    "release_path",
    "save_file",
    "term_value",
]

Extra = str | Path | Sequence[str | Path] | Mapping[str, str | Path]

# A saved store opens in milliseconds and answers in twice the time that one in memory takes. So
# when queries have taken about as long as reading the graph would, it is read into memory: whatever
# comes, about twice the least time is spent at most.
_PROMOTED_AFTER = 0.5  # seconds
_READ_WHOLE = 1.0  # seconds that reading all of a saved graph takes at least, the file less
_PIECE = 10_000  # statements that are written at once
_OURS = {*GRAPHS.values(), EXAMPLES_GRAPH}
_LARGEST = 32 << 20  # bytes of a result as a worker sends it; here it takes ten times as much
_RECENT = 32 << 20  # bytes of results that are kept in memory
_CELL = 300  # bytes that a value takes as a term and as a Python value, about


def release_path() -> Path:
    """Give the canonical N-Quads file of the release."""
    return resources.root() / "data" / "release" / "bonekg.nq"


class Store(Protocol):
    """Where a graph is, in this process or on a server: what the rest of the house asks of it."""

    @property
    def place(self) -> str:
        """The file, the folder or the address that it is from."""
        ...

    def stream(
        self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None
    ) -> Result:
        """Run a query and give its result piece by piece; see `query`."""
        ...

    def query(
        self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None
    ) -> Rows | bool | Triples:
        """Run a SELECT, ASK, CONSTRUCT or DESCRIBE; our prefixes are known already.

        Args:
            sparql: the query.
            timeout: seconds after which it is stopped.
            max_rows: the most rows that are given; `Rows.total` says how many there are.

        Returns:
            Rows for SELECT, True or False for ASK, triples for the others.

        Raises:
            QuerySyntaxError: if the text is not SPARQL.
            QueryError: one of its kinds, if the query is refused, stopped, or fails.
        """
        return self.stream(sparql, timeout=timeout, max_rows=max_rows).whole()

    def select(
        self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None
    ) -> Rows:
        """Run a query that must be a SELECT; see `query`.

        Raises:
            QueryError: if it is another form.
        """
        result = self.query(sparql, timeout=timeout, max_rows=max_rows)
        if not isinstance(result, Rows):
            raise QueryError("this call takes a SELECT query")
        return result

    def quads(self, graphs: Iterable[str]) -> Iterator[pyoxigraph.Quad]:
        """Give the statements of some named graphs, by their IRIs."""
        ...

    def nquads(self) -> bytes:
        """Give the whole graph as canonical N-Quads."""
        ...


def canonical_lines(quads: Iterable[pyoxigraph.Quad]) -> bytes:
    """Give statements as canonical N-Quads: sorted, each once, blank nodes labelled by RDFC-1.0.

    The labels depend on the statements about blank nodes alone, so that only these, which are few,
    are held as statements; the others become lines as they come.
    """
    import pyoxigraph

    lines: list[bytes] = []
    labelled = pyoxigraph.Dataset()
    coming = iter(quads)
    while piece := list(islice(coming, _PIECE)):
        marked: list[bytes] = []
        for line in _lines(piece):
            (marked if b"_:" in line else lines).append(line)
        for quad in pyoxigraph.parse(b"".join(marked), format=pyoxigraph.RdfFormat.N_QUADS):
            labelled.add(quad)
    labelled.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    lines += _lines(labelled)
    lines.sort()
    return b"".join(line for line, _ in groupby(lines))


def _lines(quads: Iterable[pyoxigraph.Quad]) -> list[bytes]:
    import pyoxigraph

    data = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS)
    assert data is not None  # no output was named
    return data.splitlines(keepends=True)


class EmbeddedStore(Store):
    """A graph in this process: the release, another file, or a saved graph.

    Args:
        path: an RDF file, or the folder of a saved graph; the package's release by default.
        data: N-Quads at hand, instead of a file.
        extra: further RDF files, or name of a graph → file. A file without a name for it, and
            what it puts into no graph of its own, is the graph named after the file.
        examples: gives the query catalogue as SPARQL examples in Turtle, a graph beside the others
            that is made when a query first asks for it.

    Attributes:
        path: the file or folder.
        recent: results that were asked for lately, by the query. A loaded graph never changes, so
            they are given again.

    Raises:
        StoreError: if a file is missing, is not the RDF that its name says, or has no statement.
    """

    def __init__(
        self,
        path: Path | None = None,
        data: bytes | None = None,
        extra: Extra | None = None,
        examples: Callable[[], bytes] | None = None,
    ) -> None:
        self.path = path or release_path()
        self._examples = examples
        self._source: Path | None = None
        self._spent = 0.0
        self.recent: Recent[str, Rows] = Recent(_RECENT)
        if data is not None:
            self._engine = Engine(_from_bytes(data))
        elif self.path.is_dir():
            self._engine = Engine(open_saved(self.path), self.path)
        elif extra:
            self._engine = Engine(_from_files(self.path, extra))
        else:
            self._source = self.path
            self._engine = Engine(*saved_for(self.path, lambda: _from_files(self.path)))

    @property
    def place(self) -> str:
        """The file or folder that it is from."""
        return str(self.path)

    @property
    def engine(self) -> pyoxigraph.Store:
        """The engine's own store, which is not to be changed; it may be read-only."""
        return self._engine.store

    def stream(
        self,
        sparql: str,
        *,
        timeout: float | None = None,
        max_rows: int | None = None,
        max_bytes: int | None = None,
    ) -> Result:
        """Run a query and give its result piece by piece.

        Without `timeout` it runs in this process and cannot be stopped. With it, it runs in a
        process of its own, which can open no file and no socket and has a limit of memory.

        Args:
            sparql: a SELECT, ASK, CONSTRUCT or DESCRIBE.
            timeout: seconds after which it is stopped.
            max_rows: the most rows or triples that are given; the others are counted.
            max_bytes: about the most bytes that are given, where there is a `timeout`; more is an
                error.

        Raises:
            QuerySyntaxError: if the text is not SPARQL.
            QueryRefusedError: if it is over a limit of the guard, asks a server, or is an update.
            QueryTimeoutError: if its time is up.
            QueryMemoryError: if it needs too much memory.
            QueryError: if it fails while it runs, or a limit makes no sense.
        """
        started = time.monotonic()
        sparql = _checked(sparql)
        _check_limits(timeout, max_rows)
        engine = self._engine_for(sparql)
        try:
            return self._run(engine, sparql, timeout, max_rows, max_bytes, started)
        except SyntaxError as error:
            raise explain(sparql, str(error.msg)) from error
        except OSError as error:
            if engine.place is None or self._source is None:
                raise QueryError(f"the query failed: {error}") from error
        # A file of the cache is damaged. It is a copy: the graph is read anew.
        self._read_anew()
        return self._run(self._engine, sparql, timeout, max_rows, max_bytes, started)

    def evaluate(self, sparql: str) -> Evaluated:
        """Run a query in this process and give what the engine gives, which can write itself.

        For a process that is stopped from outside, such as a worker of the server.

        Args:
            sparql: a SELECT, ASK, CONSTRUCT or DESCRIBE.

        Returns:
            `rows`, `boolean` or `triples`, and the engine's result.

        Raises:
            QuerySyntaxError: if the text is not SPARQL.
            QueryRefusedError: if it is over a limit of the guard, asks a server, or is an update.
            QueryError: if the engine fails.
        """
        sparql = _checked(sparql)
        try:
            return self._engine_for(sparql).evaluate(sparql)
        except SyntaxError as error:
            raise explain(sparql, str(error.msg)) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query failed: {error}") from error

    def into_memory(self) -> None:
        """Hold the graph in memory, so that processes forked from this one share it."""
        self._engine.into_memory()
        self._engine = Engine(self.engine)

    def _engine_for(self, sparql: str) -> Engine:
        beside = self._examples is not None and graphs_beside(sparql)
        return self._with_examples if beside else self._engine

    def query(
        self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None
    ) -> Rows | bool | Triples:
        """Run a query; see `stream`.

        With a `timeout`, a result that would take hundreds of megabytes here is an error, too.
        """
        _check_limits(timeout, max_rows)
        known = self.recent.get(sparql) if max_rows is None else None
        if known is not None:
            return known.again()
        result = self._found(sparql, timeout, max_rows)
        if isinstance(result, Rows) and max_rows is None and not changes_each_time(sparql):
            size = len(sparql) + _CELL * (1 + len(result)) * (1 + len(result.columns))
            self.recent.keep(sparql, result.again(), size)
        return result

    def _found(
        self, sparql: str, timeout: float | None, max_rows: int | None
    ) -> Rows | bool | Triples:
        limited = timeout is not None or max_rows is not None
        place = self._engine.place if self._source is not None and not limited else None
        if place is not None and (found := kept(place, sparql)) is not None:
            return found
        before = time.perf_counter()
        result = self._answered(sparql, timeout, max_rows)
        if timeout is None:
            taken = time.perf_counter() - before
            if place is not None and taken > SLOW and isinstance(result, Rows):
                keep(place, sparql, result)
            self._count(taken)
        return result

    def _answered(
        self, sparql: str, timeout: float | None, max_rows: int | None
    ) -> Rows | bool | Triples:
        size = None if timeout is None else _LARGEST
        limits = {"timeout": timeout, "max_rows": max_rows, "max_bytes": size}
        try:
            return self.stream(sparql, **limits).whole()  # type: ignore[arg-type]  # by name
        except OSError:
            if self._engine.place is None or self._source is None:
                raise
            self._read_anew()
            return self.stream(sparql, **limits).whole()  # type: ignore[arg-type]  # by name

    @staticmethod
    def _run(
        engine: Engine,
        sparql: str,
        timeout: float | None,
        max_rows: int | None,
        size: int | None,
        started: float,
    ) -> Result:
        if timeout is None:
            try:
                return engine.result(sparql, max_rows)
            except (RuntimeError, ValueError) as error:
                raise failure(error) from error
        from bonekg.store.worker import Clock, Limits

        return engine.result_within(sparql, Limits(Clock(timeout, started), max_rows, size))

    def _count(self, seconds: float) -> None:
        """Count the time that queries of a saved graph took; hold it in memory when that pays."""
        place = self._engine.place
        if place is None or self._spent > _PROMOTED_AFTER:
            return
        self._spent += seconds
        if self._spent <= _PROMOTED_AFTER or self._engine.is_large:
            return
        if self._source is not None and made_from(place, self._source):
            # reading the file takes a third of the time of copying the store
            self._engine = Engine(_from_files(self._source), place)
        else:
            self._engine.into_memory()

    def _read_anew(self) -> None:
        assert self._source is not None
        place = self._engine.place
        self._engine = Engine(_from_files(self._source))
        if place is not None:
            discard(place)

    @cached_property
    def _with_examples(self) -> Engine:
        """The same with the catalogue's graph beside it, made when a query first asks for that."""
        import pyoxigraph

        store = pyoxigraph.Store()
        store.bulk_extend(iter(self.engine))
        assert self._examples is not None  # else nothing asks for it
        store.bulk_load(
            input=self._examples(),
            format=pyoxigraph.RdfFormat.TURTLE,
            to_graph=pyoxigraph.NamedNode(EXAMPLES_GRAPH),
        )
        return Engine(store, apart=[EXAMPLES_GRAPH])

    def quads(self, graphs: Iterable[str]) -> Iterator[pyoxigraph.Quad]:
        """Give the statements of some named graphs, by their IRIs."""
        import pyoxigraph

        self._expect_much()
        for graph in graphs:
            yield from self.engine.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(graph))

    def nquads(self) -> bytes:
        """Give the whole store as canonical N-Quads: sorted, blank nodes labelled by RDFC-1.0."""
        self._expect_much()
        return canonical_lines(self._quads())

    def _expect_much(self) -> None:
        """Hold the graph in memory where reading much of it from a saved one takes longer."""
        if self._source is not None:
            self._count(_READ_WHOLE)

    def _quads(self) -> Iterator[pyoxigraph.Quad]:
        """Give the statements as they were read, without the copies in the default graph."""
        import pyoxigraph

        for quad in self.engine:
            if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) and any(
                quad != other
                for other in self.engine.quads_for_pattern(
                    quad.subject, quad.predicate, quad.object
                )
            ):
                continue
            yield quad

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.path, None if self._source or self.path.is_dir() else self.nquads())


def _restored(path: Path, data: bytes | None) -> EmbeddedStore:
    return EmbeddedStore(path, data)


def save_file(path: Path, place: Path) -> None:
    """Save an RDF file as a store that `bonekg.open` opens, in memory that does not grow with it.

    Args:
        path: the file.
        place: the folder; a saved store there is replaced.

    Raises:
        StoreError: if the file cannot be used, or the folder holds something else or cannot be
            written.
    """

    def fill(store: pyoxigraph.Store) -> None:
        load_file(store, path)
        if not any(True for _ in store.quads_for_pattern(None, None, None)):
            raise StoreError(f"{path} holds no statement")
        merge_default(store)

    try:
        save_from(fill, place)
    except OSError as error:
        raise StoreError(f"{place} cannot be written: {error.strerror or error}") from error


def _from_bytes(data: bytes) -> pyoxigraph.Store:
    import pyoxigraph

    store = pyoxigraph.Store()
    try:
        store.bulk_load(input=data, format=pyoxigraph.RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise StoreError(f"the data is not N-Quads: {error.msg}") from error
    if not len(store):
        raise StoreError("the data holds no statement")
    merge_default(store)
    return store


def _from_files(path: Path, extra: Extra | None = None) -> pyoxigraph.Store:
    import pyoxigraph

    store = pyoxigraph.Store()
    load_file(store, path)
    if not len(store):
        raise StoreError(f"{path} holds no statement")
    for name, file in _named(extra):
        before, own = len(store), pyoxigraph.Store()
        load_file(own, file, name)
        ours = {graph.value for graph in own.named_graphs()} & _OURS
        if ours:
            raise StoreError(
                f"{file} has statements in {ours.pop()}, a graph of BoneKG; rename it there"
            )
        store.bulk_extend(iter(own))
        if len(store) == before:
            raise StoreError(f"{file} holds no statement that the graph has not")
    merge_default(store)
    return store


def _named(extra: Extra | None) -> list[tuple[str, Path]]:
    """Give the names and files of further graphs."""
    if extra is None:
        return []
    if isinstance(extra, Mapping):
        ours = _OURS & set(extra)
        if ours:
            raise StoreError(f"{ours.pop()} is a graph of BoneKG; give yours another name")
        for name in extra:
            _check_name(str(name))
        return [(str(name), Path(file)) for name, file in extra.items()]
    files = [extra] if isinstance(extra, str | Path) else list(extra)
    return [(Path(file).absolute().as_uri(), Path(file)) for file in files]


def _check_name(graph: str) -> None:
    import pyoxigraph as ox

    try:
        ox.NamedNode(graph)
    except ValueError as error:
        reason = "not read in its own encoding" if isinstance(error, UnicodeError) else error
        raise StoreError(f"{graph!r} is no IRI and cannot name a graph: {reason}") from error


def _checked(sparql: str) -> str:
    sparql = sparql.removeprefix("\ufeff")  # as editors may leave one before the text
    check_query(sparql)
    return sparql


def _check_limits(timeout: float | None, max_rows: int | None) -> None:
    if timeout is not None and not 0 < timeout < float("inf"):
        raise QueryError(f"timeout takes a number of seconds above 0, not {timeout}")
    if max_rows is not None and max_rows < 0:
        raise QueryError(f"max_rows takes a number from 0, not {max_rows}")
