"""What a query gives while it is being read: rows, triples or a truth value, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from bonekg.errors import QueryError
from bonekg.store.rows import Rows, Triples
from bonekg.store.terms import term_value

if TYPE_CHECKING:
    import pyoxigraph

    from bonekg.store.terms import Term, Value
    from bonekg.store.worker import Clock

__all__ = ["Result"]


class Result:
    """The result of a query, to be read once.

    Args:
        kind: `rows`, `boolean` or `triples`.
        columns: the names of the columns, of rows.
        value: the truth value, of a boolean.
        events: what comes: `piece` and a list of rows or triples, any number of times; last
            `total` and how many there are, those included that a limit kept back.
        clock: the time that the query has, if it has a limit.

    Attributes:
        kind: as given.
        columns: as given.
        value: as given.
        given: how many rows or triples have been read.
        total: how many there are; known when all have been read.
    """

    def __init__(
        self,
        kind: str,
        columns: Sequence[str] = (),
        value: bool = False,
        events: Iterable[tuple[str, Any]] = (),
        clock: Clock | None = None,
    ) -> None:
        self.kind, self.columns, self.value = kind, list(columns), value
        self._events = iter(events)
        self._clock = clock
        self.given = 0
        self.total: int | None = None

    def held(self) -> AbstractContextManager[None]:
        """Hold the query's time, such as while a person reads what was printed."""
        return self._clock.held() if self._clock is not None else nullcontext()

    @classmethod
    def of_terms(cls, columns: Sequence[str], rows: list[tuple[Term | None, ...]]) -> Result:
        """Make a result of rows that are all there."""
        return cls("rows", columns, events=[("piece", rows), ("total", len(rows))])

    @classmethod
    def of_triples(cls, triples: list[pyoxigraph.Triple]) -> Result:
        """Make a result of triples that are all there."""
        return cls("triples", events=[("piece", triples), ("total", len(triples))])

    def terms(self) -> Iterator[tuple[Term | None, ...]]:
        """Read rows or triples, each as a tuple of RDF terms."""
        for what, told in self._events:
            if what == "total":
                self.total = told
                return
            self.given += len(told)
            yield from told

    def values(self) -> Iterator[tuple[Value, ...]]:
        """Read rows, each as a tuple of Python values."""
        return (tuple(map(term_value, row)) for row in self.terms())

    def triples(self) -> Iterator[pyoxigraph.Triple]:
        """Read triples."""
        from pyoxigraph import Triple

        for one in self.terms():
            yield one if isinstance(one, Triple) else Triple(*one)  # type: ignore[arg-type]

    def whole(self) -> Rows | bool | Triples:
        """Read all that comes: rows, a truth value, or triples.

        Raises:
            QueryError: if the engine fails on the way, or a limit is passed.
        """
        if self.kind == "boolean":
            return self.value
        if self.kind == "rows":
            terms = list(self.terms())
            return Rows.from_terms(self.columns, terms, self.total)
        found = Triples(self.triples())
        if self.total is not None and self.total > len(found):
            raise QueryError(
                f"the query gives {self.total:,} triples, more than max_rows={len(found):,}"
            )
        return found
