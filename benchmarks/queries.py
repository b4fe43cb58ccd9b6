"""How long the catalogue takes, as ratios against rdflib: `python benchmarks/queries.py`.

Both run each query with its defaults over the same graph, warm, in this process. rdflib parses what
the engine parses; the rows of both are read to the end. Each query is timed in three ways: worked
out anew, with no result kept; anew with its notes, which ask further queries when they are read;
and asked again, as a notebook or an assistant does, which gives what is kept. The graph is held in
memory, as it is after half a second of queries.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from functools import partial

import rdflib
from timing import anew, median

import bonekg
from bonekg.catalogue.queries import load_catalogue
from bonekg.store.base import EmbeddedStore
from bonekg.store.rows import Rows

BARS = {
    "anew": 60.0,
    "anew with notes": 40.0,
    "again": 60.0,
}  # times faster than rdflib, as geometric mean
SLOW = 0.005  # seconds


def read_all(peer: rdflib.Dataset, sparql: str) -> int:
    """Run a query in rdflib and read its rows to the end; give how many there are."""
    return sum(1 for _ in peer.query(sparql))


def main() -> int:
    """Print each query's times and ratio, the slowest last; 1 if a mean is below its bar."""
    graph = bonekg.load()
    assert isinstance(graph.store, EmbeddedStore)
    graph.store.into_memory()
    peer = graph.to_rdflib()
    found: list[tuple[dict[str, float], float, str]] = []
    for name, query in load_catalogue().items():
        ask = partial(graph.run, name, **query.examples)

        def with_notes(ask: Callable[[], Rows] = ask) -> object:
            return ask().notes

        with_notes()
        ours = {
            "anew": median(anew(graph, ask), 7),
            "anew with notes": median(anew(graph, with_notes), 7),
            "again": median(ask, 7),
        }
        found.append((ours, median(partial(read_all, peer, query.text), 1), name))
    for ours, theirs, name in sorted(found, key=lambda row: row[0]["anew"]):
        ratio = f"{theirs / ours['anew']:.0f} times faster than rdflib"
        print(f"{name}: {ratio};", ", ".join(f"{1000 * t:.1f} ms {way}" for way, t in ours.items()))
    missed = 0
    for way, bar in BARS.items():
        times = [row[0][way] for row in found]
        ratios = [row[1] / row[0][way] for row in found]
        mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
        slow, longest = sum(seconds > SLOW for seconds in times), 1000 * max(times)
        print(
            f"{len(times)} queries {way}: geometric mean {mean:.0f} times faster (bar {bar:.0f}),"
        )
        print(f"  {slow} over {1000 * SLOW:.0f} ms, the slowest {longest:.1f} ms")
        missed += mean < bar
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
