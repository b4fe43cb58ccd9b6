"""What `bonekg run` costs as a whole process, against a bare interpreter that loads the same file.

    python benchmarks/start.py

Prints medians and their ratio; the bar is 1.0: a graph that is saved in the cache opens faster
than the file loads. The peer loads `data/release/bonekg.nq` into the
same engine; each runs in a process of its own, turn by turn.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from bonekg.store.base import release_path

BAR = 1.0
ROUNDS = 25


def _timed(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    """Measure and print; 0 if the bar holds, 1 if not."""
    bare = [
        sys.executable,
        "-c",
        "import sys, pyoxigraph as o; o.Store().bulk_load(path=sys.argv[1],"
        " format=o.RdfFormat.N_QUADS)",
        str(release_path()),
    ]
    ours = [sys.executable, "-m", "bonekg", "run", "claims-about", "--entity", "melatonin"]
    _timed(bare), _timed(ours)  # warm the disk, and fill the cache
    pairs = [(_timed(bare), _timed(ours)) for _ in range(ROUNDS)]
    peer, run = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = run / peer
    print(f"bare engine {peer * 1000:.0f} ms, bonekg run {run * 1000:.0f} ms, ratio {ratio:.2f}")
    return 0 if ratio <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
