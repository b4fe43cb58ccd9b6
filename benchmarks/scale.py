"""Graphs 10, 100 and 1,000 times as large: `python benchmarks/scale.py [--times 10 100 1000]`.

A larger graph is the release with copies of all that it says: each copy has terms, claims, studies,
documents and relations of its own, with the same shape as ours; the vocabulary, which does not grow
with what is said, is there once. So a question about one thing has as many rows as before, among
so many times more. Each graph is written as N-Quads, built into a store and opened, in processes of
their own. Printed is, by size: the peak memory and time of the build, the time to open and to give
a first answer, the catalogue's queries about a term against the same in the release, `why`, the
export and the checks that read one statement at a time, and how each grows.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from timing import anew, fastest

import bonekg
from bonekg.catalogue.queries import load_catalogue
from bonekg.store.base import release_path, save_file

BARS = {"open": 0.1, "query ratio": 3.0, "build MB": 4096.0}
_ASKED = ("claims-about", "melatonin")
_ROWS = "rows of "
_NAMED = re.compile(r"prefLabel>|#label>|Synonym>|abbreviation>")
_MARK, _NUMBER = "\ue000", "\ue001"  # where the number of a copy goes: in an IRI, in a name


def _grows(graph: bonekg.KnowledgeGraph) -> set[str]:
    """Give the IRIs of all that a further document would bring: terms, claims, studies, …"""
    query = """
        SELECT DISTINCT ?x {
          { ?x bkg:kindOf bkg:Entity ; bkg:checkedIn ?read }
          UNION { ?x ?p ?o FILTER NOT EXISTS { GRAPH bkg.graph:ontology { ?x ?q ?r } } }
          FILTER(isIRI(?x))
        }"""
    return {f"<{iri}>" for (iri,) in graph.store.select(query)}


def template() -> tuple[str, str]:
    """Give the lines that are there once, and those of a copy with marks for its number."""
    grown = _grows(bonekg.load())
    once: list[str] = []
    again: list[str] = []
    for line in release_path().read_text(encoding="utf-8").splitlines(keepends=True):
        marked = re.sub(
            r"<[^>]+>", lambda m: m[0][:-1] + f"{_MARK}>" if m[0] in grown else m[0], line
        )
        marked = re.sub(r"_:\w+", lambda m: m[0] + _MARK, marked)
        if _NAMED.search(marked) and _MARK in marked.partition(" ")[0]:
            marked = re.sub(r'"((?:[^"\\]|\\.)*)"', rf'"\1{_NUMBER}"', marked, count=1)
        (again if _MARK in marked else once).append(marked)
    return "".join(once), "".join(again)


def texts(times: int) -> Iterator[str]:
    """Give the N-Quads of a graph that is so many times as large: what is there once, each copy."""
    once, again = template()
    yield once
    for number in range(times):
        own = ("", "") if number == 0 else (f"-{number}", f" {number}")
        yield again.replace(_MARK, own[0]).replace(_NUMBER, own[1])


def write(target: Path, times: int) -> int:
    """Write a graph that is so many times as large; give how many statements it has."""
    count = 0
    with target.open("w", encoding="utf-8") as out:
        for text in texts(times):
            out.write(text)
            count += text.count("\n")
    return count


def _peak() -> float:
    """Give the most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def build(file: str, place: str) -> dict[str, float]:
    """Save a file as a store."""
    start = time.perf_counter()
    save_file(Path(file), Path(place))
    size = sum(part.stat().st_size for part in Path(place).rglob("*") if part.is_file())
    taken = time.perf_counter() - start
    return {"build s": taken, "build MB": _peak(), "store MB": size / (1 << 20)}


def first(place: str) -> dict[str, float]:
    """Open a store and answer, in a process that has done nothing before."""
    start = time.perf_counter()
    graph = bonekg.open(place)
    opened = time.perf_counter() - start
    rows = graph.run(_ASKED[0], entity=_ASKED[1])
    return {"open": opened, "first answer": time.perf_counter() - start, "rows": len(rows)}


def queries(place: str) -> dict[str, float]:
    """Time each query of the catalogue that must be given a term, warm, and count its rows."""
    graph = bonekg.open(place)
    found = {}
    for name, query in load_catalogue().items():
        if any(one.type == "entity" and one.required for one in query.parameters):
            found[f"{_ROWS}{name}"] = float(len(graph.run(name, **query.examples)))
            found[name] = fastest(anew(graph, partial(graph.run, name, **query.examples)), 5)
    return found


def answers(place: str) -> dict[str, float]:
    """Time an answer, first and warm, and give the memory of the process after it."""
    graph = bonekg.open(place)
    ask = partial(graph.why, "melatonin", "bone mineral density")
    start = time.perf_counter()
    ask()
    first_time = time.perf_counter() - start
    return {"first why": first_time, "why": fastest(anew(graph, ask), 5), "why MB": _peak()}


def export(place: str) -> dict[str, float]:
    """Write the graph out."""
    graph = bonekg.open(place)
    with tempfile.TemporaryDirectory(dir=Path(place).parent) as folder:
        start = time.perf_counter()
        graph.export("nquads", Path(folder) / "out.nq")
        return {"export s": time.perf_counter() - start, "export MB": _peak()}


def validate(place: str) -> dict[str, float]:
    """Run all checks of a release on it."""
    graph = bonekg.open(place)
    start = time.perf_counter()
    graph.validate()
    return {"validate s": time.perf_counter() - start, "validate MB": _peak()}


STEPS: dict[str, Callable[..., dict[str, float]]] = {
    step.__name__: step for step in (build, first, queries, answers, export, validate)
}


def _in_a_process(step: str, *given: str, limit: float | None = None) -> dict[str, float] | None:
    command = [sys.executable, __file__, "--step", step, *given]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        print(f"  {step}: not done in {limit:.0f} s", flush=True)
        return None
    if done.returncode:
        print(f"  {step}: {done.stderr.strip()[-300:]}", flush=True)
        return None
    told: dict[str, float] = json.loads(done.stdout)
    return told


def measure(folder: Path, times: int, limit: float) -> dict[str, dict[str, float]]:
    """Make a graph and measure all steps on it."""
    file, place = folder / f"{times}.nq", folder / f"store-{times}"
    start = time.perf_counter()
    quads = write(file, times)
    print(f"{times} times: {quads:,} statements, written in {time.perf_counter() - start:.0f} s")
    found = {"size": {"statements": float(quads)}}
    made = _in_a_process("build", str(file), str(place))
    file.unlink()
    if made is None:
        return found
    found["build"] = made
    for step in ("first", "queries", "answers", "export", "validate"):
        told = _in_a_process(step, str(place), limit=limit)
        if told is not None:
            found[step] = told
            if step != "queries":
                print("  " + ", ".join(f"{k} {v:.3f}" for k, v in told.items()), flush=True)
    return found


def _ratios(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return {name: other[name] / one[name] for name in other}


def main() -> int:
    """Measure and print; 0 if all bars hold, 1 if not."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--times", type=int, nargs="*", default=[10, 100, 1000])
    parser.add_argument("--folder", type=Path, help="for the graphs; a temporary one by default")
    parser.add_argument("--limit", type=float, default=600, help="seconds that a step may take")
    parser.add_argument("--keep", action="store_true", help="keep the stores")
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        print(json.dumps(STEPS[given.step[0]](*given.step[1:])))
        return 0
    folder = given.folder or Path(tempfile.mkdtemp(prefix="bonekg-scale-"))
    folder.mkdir(parents=True, exist_ok=True)
    good = True
    try:
        base = measure(folder, 1, given.limit)
        for times in given.times:
            free = shutil.disk_usage(folder).free >> 20
            if free < times * 40:
                print(f"{times} times: needs {times * 40:,} MB of disk, {free:,} are free")
                return 1
            good &= _report(times, base, measure(folder, times, given.limit))
            if not given.keep:
                shutil.rmtree(folder / f"store-{times}")
    finally:
        if given.folder is None and not given.keep:
            shutil.rmtree(folder)
    return 0 if good else 1


def _report(
    times: int, base: dict[str, dict[str, float]], found: dict[str, dict[str, float]]
) -> bool:
    """Print what was found against the release, and growth as a power of the size."""
    good = True
    for step, told in found.items():
        if step in ("size", "queries") or step not in base:
            continue
        for name, ratio in _ratios(base[step], told).items():
            power = math.log(max(ratio, 1e-9)) / math.log(times)
            print(f"  {name:14} {told[name]:10.3f}  {ratio:8.2f} times  size^{power:.2f}")
    if "queries" in found:
        one, other = base["queries"], found["queries"]
        same = [n for n in other if f"{_ROWS}{n}" in one and other[_ROWS + n] == one[_ROWS + n]]
        ratios = {name: other[name] / one[name] for name in same}
        name, worst = max(ratios.items(), key=lambda item: item[1])
        mean = statistics.geometric_mean(ratios.values())
        heading = f"{len(ratios)} queries about a thing, with as many rows as before"
        print(f"  {heading}: {mean:.2f} times, at most {worst:.2f} ({name})")
        for name in sorted(ratios, key=ratios.__getitem__):
            if ratios[name] > BARS["query ratio"]:
                took = f"{1000 * one[name]:.1f} → {1000 * other[name]:.1f} ms"
                print(f"    {name}: {ratios[name]:.1f} times, {took}")
        good &= worst <= BARS["query ratio"]
    good &= found.get("first", {}).get("first answer", math.inf) <= BARS["open"]
    good &= found.get("build", {}).get("build MB", math.inf) <= BARS["build MB"]
    print(f"  bars {'hold' if good else 'DO NOT HOLD'}", flush=True)
    return good


if __name__ == "__main__":
    sys.exit(main())
