"""How long the catalogue takes, as ratios against rdflib: `python benchmarks/queries.py`.

Both run each query with its defaults over the same graph, warm, in this process. rdflib parses what
the engine parses; the rows of both are read to the end.
"""

from __future__ import annotations

import math
import sys
from functools import partial

import rdflib
from timing import median

import bonekg
from bonekg.catalogue.queries import load_catalogue

BAR = 15.0  # times faster than rdflib, as geometric mean


def read_all(peer: rdflib.Dataset, sparql: str) -> int:
    """Run a query in rdflib and read its rows to the end; give how many there are."""
    return sum(1 for _ in peer.query(sparql))


def main() -> int:
    """Print each query's ratio, the slowest engine runs last; 1 if the mean is below the bar."""
    graph = bonekg.load()
    peer = graph.to_rdflib()
    rows = []
    for name, query in load_catalogue().items():
        graph.run(name, **query.examples)
        ours = median(partial(graph.run, name, **query.examples), 7)
        theirs = median(partial(read_all, peer, query.text), 1)
        rows.append((ours, theirs, name))
    for ours, theirs, name in sorted(rows):
        print(f"{name}: {theirs / ours:.0f} times faster than rdflib, {1000 * ours:.1f} ms")
    mean = math.exp(sum(math.log(theirs / ours) for ours, theirs, _ in rows) / len(rows))
    print(f"{len(rows)} queries, geometric mean {mean:.0f} times faster (bar {BAR:.0f})")
    return int(mean < BAR)


if __name__ == "__main__":
    sys.exit(main())
