"""The embedded engine over one store: what the default graph is, and where a query runs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bonekg.errors import QueryError
from bonekg.rdf import BASE, GRAPHS, PREFIXES
from bonekg.store.cache import open_saved, save
from bonekg.store.planning import planned
from bonekg.store.result import Result
from bonekg.store.spacing import as_the_engine_reads
from bonekg.store.sparql import read_text

if TYPE_CHECKING:
    import pyoxigraph

    from bonekg.store.worker import Evaluated, Limits, Workers

__all__ = ["Engine", "failure", "merge_default"]

# From these sizes on a graph is large: a saved one stays on disk.
_LARGE = 64 << 20  # bytes of a saved store
_MANY = 400_000  # statements of one in memory


def merge_default(store: pyoxigraph.Store) -> None:
    """Make the default graph the merge of all graphs, where a union of them would not do.

    The engine's union gives a triple once for each graph that it stands in; SPARQL's merge gives
    it once. Our own graphs share no triple, which is a check of the build, so that their union is
    their merge. Where other graphs share triples with them, or some triples stand in no named
    graph, all triples are copied into the default graph, which is then asked instead.
    """
    import pyoxigraph as ox

    ours = {ox.NamedNode(iri) for iri in GRAPHS.values()}
    others = [graph for graph in store.named_graphs() if graph not in ours]
    named = bool(others) or any(True for _ in store.named_graphs())
    loose = any(True for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    if (loose and named) or any(_shared(store, graph) for graph in others):
        default = ox.DefaultGraph()
        store.bulk_extend([ox.Quad(q.subject, q.predicate, q.object, default) for q in store])


def _shared(store: pyoxigraph.Store, graph: Any) -> bool:
    return any(
        any(
            other.graph_name != graph
            for other in store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
        )
        for quad in store.quads_for_pattern(None, None, None, graph)
    )


class Engine:
    """One store of the engine.

    Args:
        store: what is asked.
        place: the folder that it was opened from; None if it is in memory.
        apart: named graphs that are not part of the default graph.

    Attributes:
        store: as given.
        place: as given.
        is_large: whether it takes long to read all of it.
    """

    def __init__(
        self, store: pyoxigraph.Store, place: Path | None = None, apart: Sequence[str] = ()
    ) -> None:
        import pyoxigraph as ox

        self.store, self.place = store, place
        # found now, since a worker may not look at a folder
        self.is_large = _bytes(place) > _LARGE if place is not None else len(store) > _MANY
        self._apart = {ox.NamedNode(iri) for iri in apart}
        self._merged = any(
            True for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        )

    def evaluate(self, sparql: str) -> Evaluated:
        """Run a query in this process.

        Returns:
            `rows`, `boolean` or `triples`, and the engine's result.

        Raises:
            SyntaxError: if the text is not SPARQL.
            OSError: if a file of the store is damaged.
            RuntimeError: if the engine fails otherwise.
            ValueError: if the engine fails otherwise.
        """
        import pyoxigraph as ox

        result = self._asked(as_the_engine_reads(sparql))
        if isinstance(result, ox.QueryBoolean):
            return "boolean", bool(result)
        return ("rows" if isinstance(result, ox.QuerySolutions) else "triples"), result

    def _asked(self, sparql: str) -> Any:
        import pyoxigraph as ox

        text = read_text(sparql) if "from" in sparql.lower() else None
        if text is not None and text.chooses:
            if self._merged and len(text.default) > 1:
                return self._of_several(sparql)
            return self.store.query(sparql, base_iri=BASE, prefixes=PREFIXES)
        default: Any = None
        if self._apart:
            default = (
                [ox.DefaultGraph()]
                if self._merged
                else [g for g in self.store.named_graphs() if g not in self._apart]
            )
        ask = partial(
            self.store.query,
            base_iri=BASE,
            prefixes=PREFIXES,
            default_graph=default,
            use_default_graph_as_union=default is None and not self._merged,
        )
        plan = planned(sparql)
        try:
            return ask(plan)
        except SyntaxError:
            if plan == sparql:
                raise
        return ask(sparql)  # so that the error names the place in what was asked

    def _of_several(self, sparql: str) -> Any:
        """Run a query whose default graph is the merge of several that may share triples."""
        import pyoxigraph as ox

        text = read_text(sparql)
        default, named = text.iris()
        made = ox.Store()
        for iri in default:
            made.bulk_extend(
                ox.Quad(q.subject, q.predicate, q.object)
                for q in self.store.quads_for_pattern(None, None, None, ox.NamedNode(iri))
            )
        graphs: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in named]
        for graph in graphs:
            made.bulk_extend(self.store.quads_for_pattern(None, None, None, graph))
        return made.query(
            text.without_graphs().over(),
            base_iri=BASE,
            prefixes=PREFIXES,
            default_graph=[ox.DefaultGraph()],
            named_graphs=graphs,
        )

    def result(self, sparql: str, max_rows: int | None) -> Result:
        """Run a query in this process; see `evaluate`."""
        kind, found = self.evaluate(sparql)
        if kind == "boolean":
            return Result(kind, value=found)
        columns = [variable.value for variable in found.variables] if kind == "rows" else []
        return Result(kind, columns, events=_events(found, kind, max_rows))

    def result_within(self, sparql: str, limits: Limits) -> Result:
        """Run a query in a worker, which is stopped at a limit; see `Workers.run`."""
        events = self._workers.run(sparql, limits)
        kind, told = next(events)
        if kind == "boolean":
            value = bool(told)
            for _ in events:  # its end, so that the worker is free again
                pass
            return Result(kind, value=value)
        return Result(kind, told or (), events=events, clock=limits.clock)

    @cached_property
    def _workers(self) -> Workers:
        from bonekg.store.worker import Workers

        apart = [graph.value for graph in self._apart]
        start = (
            (lambda: self.evaluate)
            if self.place is None
            else partial(_open_and_evaluate, self.place, apart)
        )
        return Workers(start, self._saved)

    def _saved(self) -> Path:
        """Give the folder of the store; one in memory is saved first, for as long as it lives."""
        import shutil
        import tempfile
        import weakref

        if self.place is not None:
            return self.place
        folder = Path(tempfile.mkdtemp(prefix="bonekg-"))
        weakref.finalize(self, shutil.rmtree, folder, True)
        save(self.store, folder / "store")
        self.place = folder / "store"
        return self.place

    def into_memory(self) -> None:
        """Copy the store into memory, where queries take less than half the time."""
        import io

        import pyoxigraph as ox

        if self.place is None:
            return
        out = io.BytesIO()
        self.store.dump(out, format=ox.RdfFormat.N_QUADS)
        out.seek(0)
        store = ox.Store()
        store.bulk_load(input=out, format=ox.RdfFormat.N_QUADS)
        self.store = store


def _open_and_evaluate(place: Path, apart: Sequence[str]) -> Any:
    """Open a saved graph anew, since locks of the parent's may be held for ever in a fork."""
    return Engine(open_saved(place), place, apart).evaluate


def _bytes(place: Path) -> int:
    with os.scandir(place) as files:
        return sum(file.stat().st_size for file in files)


def failure(error: Exception) -> Exception:
    """Give what to raise for an error of the engine: `OSError` where a file is damaged."""
    told = str(error)
    return OSError(told) if "Corruption" in told else QueryError(f"the query failed: {told}")


def _events(found: Iterable[Any], kind: str, max_rows: int | None) -> Iterator[tuple[str, Any]]:
    total = 0
    piece: list[Any] = []
    try:
        for one in found:
            total += 1
            if max_rows is not None and total > max_rows:
                continue  # counted, not given
            piece.append(tuple(one) if kind == "rows" else one)
            if len(piece) == 1000:
                yield "piece", piece
                piece = []
    except (RuntimeError, ValueError) as error:
        raise failure(error) from error
    yield "piece", piece
    yield "total", total
