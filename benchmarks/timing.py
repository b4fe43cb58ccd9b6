"""What benchmarks measure with."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import bonekg
from bonekg.store.base import EmbeddedStore


def anew(graph: bonekg.KnowledgeGraph, call: Callable[[], object]) -> Callable[[], object]:
    """Give a call that works its results out: those that its graph keeps are forgotten before."""
    store = graph.store
    assert isinstance(store, EmbeddedStore)

    def forgetting() -> object:
        store.recent.clear()
        return call()

    return forgetting


def median(call: Callable[[], object], times: int = 9) -> float:
    """Give the median of some runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.thread_time()
        call()
        found.append(time.thread_time() - start)
    return statistics.median(found)


def fastest(
    call: Callable[[], object], times: int = 15, clock: Callable[[], float] = time.thread_time
) -> float:
    """Give the fastest of some runs, in seconds: what else the machine does only adds to it.

    Args:
        call: what is measured.
        times: how many runs.
        clock: `time.perf_counter` where another process does the work, as a server does.
    """
    found = []
    for _ in range(times):
        start = clock()
        call()
        found.append(clock() - start)
    return min(found)
