"""Graphs 10, 100 and 1,000 times as large on a server: `python benchmarks/scale_server.py`.

`PYTHONPATH=src:tests:benchmarks`, with Virtuoso installed. The graphs are those of `scale.py`. Each
is put into a Virtuoso of its own, by `bonekg publish`, or with `--load` by Virtuoso's own reader of
files, and asked by `bonekg.connect`: the catalogue's queries that must be given a term. Every one
must give the rows that a saved store of the same graph gives. Printed is, by size: the time of
loading, the memory of `bonekg publish`, the time to connect and to give a first answer, and the
queries' times against those on the server with the release.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from scale import write
from timing import fastest

import bonekg
from bonekg.catalogue.queries import load_catalogue
from bonekg.errors import EndpointTimeoutError
from bonekg.store.base import save_file
from bonekg.store.rows import Rows
from servers import Running, started

# What Virtuoso cannot do of ours, see docs/remote.md.
BEYOND = ("for-and-against",)
_PATIENCE = 60  # seconds for an answer
_PAGE = 8704  # bytes of memory that Virtuoso takes for a page


def publish(file: Path, running: Running) -> tuple[float, float]:
    """Send a file; give the seconds, and the megabytes that the process held at most."""
    command = [sys.executable, "-m", "bonekg", "publish", str(running.store), "--file", str(file)]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--user", str(running.user), "--timeout", "36000"],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "BONEKG_PASSWORD": running.password or ""},
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"bonekg publish failed with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def load(file: Path, running: Running, folder: Path) -> tuple[float, float]:
    """Have Virtuoso read a file; give the seconds, and 0 for the memory that we take."""
    settings = (folder / "virtuoso.ini").read_text(encoding="utf-8")
    port = settings.partition("ServerPort = 127.0.0.1:")[2].partition("\n")[0]
    told = f"ld_dir('{file.parent}', '{file.name}', ''); rdf_loader_run(); checkpoint;"
    start = time.perf_counter()
    subprocess.run(["isql-vt", port, "dba", "dba", f"exec={told}"], check=True, cwd=folder)
    return time.perf_counter() - start, 0.0


def asked(graph: bonekg.KnowledgeGraph) -> Iterator[tuple[str, Callable[[], Rows]]]:
    """Give the catalogue's queries that must be given a term, ready to run on a graph."""
    for name, query in load_catalogue().items():
        needs = any(p.type == "entity" and p.required for p in query.parameters)
        if needs and name not in BEYOND:
            yield name, partial(graph.run, name, **query.examples)


def ask(running: Running) -> dict[str, tuple[float, Rows | None]]:
    """Time each query, warm, and give its rows; neither for one that takes more than a minute."""
    start = time.perf_counter()
    graph = bonekg.connect(running.url, timeout=_PATIENCE)
    connected = time.perf_counter() - start
    rows = graph.run("claims-about", entity="melatonin")
    first = time.perf_counter() - start
    print(f"  connect {connected:.2f} s, first answer {first:.2f} s, {len(rows)} rows", flush=True)
    found: dict[str, tuple[float, Rows | None]] = {}
    for name, once in asked(graph):
        try:
            found[name] = (fastest(once, 3), once())
        except EndpointTimeoutError:
            print(f"  {name}: not in {_PATIENCE} s", flush=True)
            found[name] = (math.inf, None)
    return found


def measure(folder: Path, times: int, loads: bool, megabytes: int) -> dict[str, float]:
    """Put one graph on a server and ask it; give the times of queries, all with the right rows."""
    file = folder / "larger.nq"
    count = write(file, times)
    work = Path(tempfile.mkdtemp(dir=folder))
    save_file(file, work / "store")
    here = dict(asked(bonekg.open(work / "store")))
    os.environ["VIRTUOSO_PAGES"] = str(megabytes * (1 << 20) // _PAGE)
    with started("virtuoso", file, work) as running:
        taken, held = load(file, running, work) if loads else publish(file, running)
        print(f"{times} times: {count:,} statements, {taken:.0f} s to load", end="")
        print(f", at most {held:.0f} MB" if held else "", flush=True)
        answers = ask(running)
    wrong = [
        name for name, (_, rows) in answers.items() if rows is not None and rows != here[name]()
    ]
    print(f"  rows other than those of a store: {', '.join(wrong) or 'none'}", flush=True)
    if wrong:
        raise SystemExit(1)
    return {name: taken for name, (taken, _) in answers.items()}


def main() -> None:
    """Measure all sizes."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--times", type=int, nargs="*", default=[10, 100, 1000])
    parser.add_argument("--folder", type=Path, help="for the graphs; a temporary one by default")
    parser.add_argument("--load", action="store_true", help="have Virtuoso read the file itself")
    parser.add_argument("--megabytes", type=int, default=8000, help="of pages that it holds")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        first = measure(Path(folder), 1, given.load, given.megabytes)
        for times in given.times:
            later = measure(Path(folder), times, given.load, given.megabytes)
            ratios = {name: taken / first[name] for name, taken in later.items()}
            most = max(
                filter(lambda name: math.isfinite(ratios[name]), ratios), key=ratios.__getitem__
            )
            mean = statistics.geometric_mean(filter(math.isfinite, ratios.values()))
            print(f"  {len(first)} queries: {mean:.2f} times (mean), {most} {ratios[most]:.2f}")


if __name__ == "__main__":
    main()
