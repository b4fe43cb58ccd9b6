"""How long the catalogue takes, as ratios against rdflib: `python benchmarks/queries.py`.

Both run each query with its defaults over the same graph, warm, in this process. rdflib parses what
the engine parses; the rows of both are read to the end. Each query is timed twice: worked out anew,
with no result kept, and asked again, as a notebook or an assistant does, which gives what is kept.
"""

from __future__ import annotations

import math
import sys
from functools import partial

import rdflib
from timing import anew, median

import bonekg
from bonekg.catalogue.queries import load_catalogue

BARS = {"anew": 15.0, "again": 60.0}  # times faster than rdflib, as geometric mean
SLOW = 0.005  # seconds


def read_all(peer: rdflib.Dataset, sparql: str) -> int:
    """Run a query in rdflib and read its rows to the end; give how many there are."""
    return sum(1 for _ in peer.query(sparql))


def main() -> int:
    """Print each query's times and ratio, the slowest last; 1 if a mean is below its bar."""
    graph = bonekg.load()
    peer = graph.to_rdflib()
    rows: list[tuple[float, float, float, str]] = []
    for name, query in load_catalogue().items():
        values = query.examples
        graph.run(name, **values)
        first = median(anew(graph, partial(graph.run, name, **values)), 7)
        again = median(partial(graph.run, name, **values), 7)
        rows.append((first, again, median(partial(read_all, peer, query.text), 1), name))
    for first, again, theirs, name in sorted(rows):
        ratio = f"{theirs / first:.0f} times faster than rdflib"
        print(f"{name}: {ratio}, {1000 * first:.1f} ms anew, {1000 * again:.1f} ms again")
    missed = 0
    ours = {"anew": [row[0] for row in rows], "again": [row[1] for row in rows]}
    for way, bar in BARS.items():
        ratios = [row[2] / seconds for row, seconds in zip(rows, ours[way], strict=True)]
        mean = math.exp(sum(map(math.log, ratios)) / len(rows))
        slow = sum(seconds > SLOW for seconds in ours[way])
        longest = 1000 * max(ours[way])
        print(f"{len(rows)} queries {way}: geometric mean {mean:.0f} times faster (bar {bar:.0f}),")
        print(f"  {slow} over {1000 * SLOW:.0f} ms, the slowest {longest:.1f} ms")
        missed += mean < bar
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
