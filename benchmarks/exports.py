"""How long all exports of the full graph take together; the bar is 60 seconds.

python benchmarks/exports.py         prints a table
python benchmarks/exports.py --json  prints seconds, and the SHA-256 of each file, as JSON
"""

from __future__ import annotations

import hashlib
import json
import sys
import time

import bonekg
from bonekg.exports.registry import formats

BAR = 60.0


def measure() -> tuple[dict[str, float], dict[str, dict[str, tuple[int, str]]]]:
    """Write every format into memory.

    Returns:
        Seconds of each step, loading the graph first; size and SHA-256 of each file by format.
    """
    start = time.perf_counter()
    graph = bonekg.load()
    _ = graph.reader.claims()
    seconds = {"load": time.perf_counter() - start}
    files: dict[str, dict[str, tuple[int, str]]] = {}
    for name, entry in formats().items():
        start = time.perf_counter()
        written = entry.write(graph)
        seconds[name] = time.perf_counter() - start
        files[name] = {
            file: (len(content), hashlib.sha256(content).hexdigest())
            for file, content in written.items()
        }
    return seconds, files


def main() -> int:
    """Measure and print; 0 if the bar holds or was not asked for, 1 if not."""
    seconds, files = measure()
    total = sum(seconds.values())
    if "--json" in sys.argv[1:]:
        print(json.dumps({"seconds": seconds, "files": files}))
        return 0
    for name, took in seconds.items():
        size = sum(length for length, _ in files.get(name, {}).values())
        print(f"{name:16} {took:6.2f} s {size / 1e6:8.2f} MB")
    print(f"{len(files)} exports in {total:.1f} s; the bar is {BAR:.0f} s")
    return 0 if total <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
