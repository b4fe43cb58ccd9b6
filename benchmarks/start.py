"""What `bonekg run` costs as a whole process, against a bare interpreter that loads the same file.

    python benchmarks/start.py

Prints medians and their ratio; the bar is 1.0: a graph that is saved in the cache opens faster
than the file loads. The peer loads `data/release/bonekg.nq` into the
same engine; each runs in a process of its own, turn by turn. Both find their modules compiled, as
they are where a package is installed: the environment may forbid that for a checkout. Then it
prints what `bonekg.load()` takes in a process that has imported the package; the bar is 20 ms.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

from bonekg.store.base import release_path

BAR = 1.0
LOAD_BAR = 20.0  # milliseconds
ROUNDS = 25
_LOAD = """
import time, bonekg
start = time.perf_counter()
bonekg.load()
print((time.perf_counter() - start) * 1000)
"""


def _timed(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def _loaded(environment: dict[str, str]) -> float:
    command = [sys.executable, "-c", _LOAD]
    return float(subprocess.run(command, check=True, capture_output=True, env=environment).stdout)


def _compiled(folder: str) -> dict[str, str]:
    """Give an environment in which modules are compiled once, in a folder."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": folder}


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
    with tempfile.TemporaryDirectory() as folder:
        environment = _compiled(folder)
        _timed(bare, environment), _timed(ours, environment)  # warm the disk, and fill the cache
        _loaded(environment)
        pairs = [(_timed(bare, environment), _timed(ours, environment)) for _ in range(ROUNDS)]
        loaded = statistics.median(_loaded(environment) for _ in range(ROUNDS))
    peer, run = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = run / peer
    print(f"bare engine {peer * 1000:.0f} ms, bonekg run {run * 1000:.0f} ms, ratio {ratio:.2f}")
    print(f"load() from the cache {loaded:.1f} ms")
    return 0 if ratio <= BAR and loaded < LOAD_BAR else 1


if __name__ == "__main__":
    sys.exit(main())
