"""How long answers take, in readings of all claims: `python benchmarks/answers.py`.

Reading the claims is what every answer needs at least once; the bars are for a loaded graph.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from timing import anew, median

import bonekg
from bonekg.store.reader import Reader

PAIRS = [("melatonin", "bone resorption"), ("vitamin D", "fracture"), ("magnesium", "osteoblast")]
BARS = {"find": 0.2, "why": 1.0, "paths": 1.0}


def main() -> int:
    """Print each ratio; 1 if one is above its bar."""
    graph = bonekg.load()
    graph.why(*PAIRS[0])
    graph.paths(*PAIRS[0])
    base = median(anew(graph, lambda: Reader(graph.store).claims()))
    calls: dict[str, Callable[[], object]] = {
        "find": lambda: graph.find("osteoperosis"),
        "why": lambda: [graph.why(*pair) for pair in PAIRS],
        "paths": lambda: [graph.paths(*pair) for pair in PAIRS],
    }
    ratios = {name: median(anew(graph, call)) / base for name, call in calls.items()}
    for name, ratio in ratios.items():
        print(f"{name}: {ratio:.2f} of a reading of all claims (bar {BARS[name]})")
    return int(any(ratio > BARS[name] for name, ratio in ratios.items()))


if __name__ == "__main__":
    sys.exit(main())
