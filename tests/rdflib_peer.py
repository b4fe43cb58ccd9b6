"""rdflib as a second engine, in a process of its own that may use so much memory and time.

rdflib joins patterns nearly as they are written. A query that it runs badly fills all memory of the
machine, upon which the system ends the process that runs the tests; here it is one failed test.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context
from typing import Any

import pytest

import bonekg
from bonekg.store.base import python_value

__all__ = ["Asked", "Peer", "asking", "bound_memory"]

Asked = tuple[tuple[str, ...], list[tuple[object, ...]]]  # columns and rows


class Peer:
    """rdflib with the release in it.

    Args:
        pool: the process that holds it.
        seconds: of the processor's time that a query may take.
    """

    def __init__(self, pool: ProcessPoolExecutor, seconds: float) -> None:
        self._pool, self._seconds = pool, seconds

    def ask(self, sparql: str) -> Asked:
        """Run a query; `MemoryError` or `TimeoutError` if it takes more than it may."""
        return self._pool.submit(_ask, sparql, self._seconds).result()


@contextmanager
def asking(seconds: float = 120, megabytes: int = 4000) -> Iterator[Peer]:
    """Start the process and end it after use.

    Args:
        seconds: of the processor's time that a query may take.
        megabytes: of address space that the process may take, the graph included.
    """
    with ProcessPoolExecutor(1, get_context("spawn"), bound_memory, (0, megabytes)) as pool:
        # Each thread would reserve addresses that it does not use, more or fewer from run to run.
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("MALLOC_ARENA_MAX", "1")
            pool.submit(int).result()  # starts the process
        yield Peer(pool, seconds)


def bound_memory(pid: int, megabytes: int) -> None:
    """Bound the address space of a process, 0 for this one, where the system can do so."""
    import resource

    if hasattr(resource, "prlimit"):
        most = megabytes << 20
        resource.prlimit(pid, resource.RLIMIT_AS, (most, most))


@cache
def _graph() -> Any:
    return bonekg.load().to_rdflib()


def _ask(sparql: str, seconds: float) -> Asked:
    graph = _graph()
    signal.signal(signal.SIGVTALRM, _too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        result = graph.query(sparql)
        rows = [tuple(_plain(row.get(v)) for v in result.vars) for row in result.bindings]
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return tuple(map(str, result.vars)), rows


def _too_long(*_: object) -> None:
    raise TimeoutError("rdflib takes too long for this query")


def _plain(term: Any) -> object:
    datatype = getattr(term, "datatype", None)
    return None if term is None else python_value(str(term), str(datatype or ""))
