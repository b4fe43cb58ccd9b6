"""Graphs 10, 100 and 1,000 times as large on a server: `python benchmarks/scale_server.py`.

`PYTHONPATH=src:tests:benchmarks`, with Virtuoso installed. The graphs are those of `scale.py`. Each
is put into a Virtuoso of its own, by `bonekg publish`, or with `--load` by Virtuoso's own reader of
files, and asked by `bonekg.connect`: the catalogue's queries that must be given a term. Every one
must give the rows that a saved store of the release gives, but for those whose rows grow with the
graph, since they ask for all of a category. Printed is, by size: the time of loading, the memory of
`bonekg publish`, the time to connect and to give a first answer, and the queries' times against
those on the server with the release.
"""

from __future__ import annotations

import argparse
import gzip
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from scale import texts, write
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
_COPIES = 10  # in a file that Virtuoso reads
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


def write_parts(folder: Path, times: int) -> int:
    """Write a graph as files of ten copies each, packed; give how many statements it has."""
    count = 0
    pieces = texts(times)
    for number in range(-(-(times + 1) // _COPIES)):
        with gzip.open(
            folder / f"{number:05}.nq.gz", "wt", compresslevel=1, encoding="utf-8"
        ) as out:
            for text in islice(pieces, _COPIES):
                out.write(text)
                count += text.count("\n")
    return count


def load(parts: Path, running: Running, folder: Path) -> float:
    """Have Virtuoso read files, two at a time; give the seconds."""
    settings = (folder / "virtuoso.ini").read_text(encoding="utf-8")
    port = settings.partition("ServerPort = 127.0.0.1:")[2].partition("\n")[0]

    def told(statements: str) -> subprocess.Popen[bytes]:
        command = ["isql-vt", port, "dba", "dba", f"exec={statements}"]
        return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)

    start = time.perf_counter()
    steps = (
        [f"ld_dir('{parts.name}', '*.nq.gz', '');"],
        2 * ["rdf_loader_run();"],
        ["checkpoint;"],
    )
    for statements in steps:
        processes = [told(one) for one in statements]
        if any([process.wait() for process in processes]):  # noqa: C419  # wait for all
            raise SystemExit(f"isql-vt failed: {statements[0]}")
    return time.perf_counter() - start


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
            found[name] = (fastest(once, 3, time.perf_counter), once())
        except EndpointTimeoutError:
            print(f"  {name}: not in {_PATIENCE} s", flush=True)
            found[name] = (math.inf, None)
    return found


def expected(folder: Path) -> tuple[dict[str, Rows], set[str]]:
    """Give each query's rows in the release, and the queries whose rows grow with the graph."""
    rows = []
    for times in (1, 2):
        file, store = folder / f"{times}.nq", folder / f"store-{times}"
        write(file, times)
        save_file(file, store)
        rows.append({name: once() for name, once in asked(bonekg.open(store))})
    return rows[0], {name for name in rows[0] if rows[0][name] != rows[1][name]}


def measure(folder: Path, times: int, loads: bool, megabytes: int) -> dict[str, float]:
    """Put one graph on a server and ask it; give the times of queries, all with the right rows."""
    release, growing = expected(Path(tempfile.mkdtemp(dir=folder)))
    work = Path(tempfile.mkdtemp(dir=folder))
    parts, file = work / "parts", work / "larger.nq"
    parts.mkdir()
    count = write_parts(parts, times) if loads else write(file, times)
    os.environ["VIRTUOSO_PAGES"] = str(megabytes * (1 << 20) // _PAGE)
    with started("virtuoso", file, work) as running:
        taken, held = (load(parts, running, work), 0.0) if loads else publish(file, running)
        print(f"{times} times: {count:,} statements, {taken:.0f} s to load", end="")
        print(f", at most {held:.0f} MB" if held else "", flush=True)
        answers = ask(running)
    shutil.rmtree(work)
    left_out = growing if times > 1 else set[str]()
    compared = {
        n: rows for n, (_, rows) in answers.items() if rows is not None and n not in left_out
    }
    wrong = [name for name, rows in compared.items() if rows != release[name]]
    print(f"  rows grow with the graph: {', '.join(sorted(left_out)) or 'none'}")
    print(
        f"  other rows than the release's, of {len(compared)}: {', '.join(wrong) or 'none'}",
        flush=True,
    )
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
