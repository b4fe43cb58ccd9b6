"""No answer reads all claims: `python benchmarks/scale_answers.py [--times 100]`.

The same questions are put to the project's graph and to one that holds, beside it, so many times as
many claims about other things: copies of the tests' invented world, each under names of its own.
Each graph is read into memory in a process of its own, without the cache, which keeps results of
slow queries for a small graph only: what is compared is the work of an answer. Printed are, per
answer, the ratio of the times of a warm call, and the ratio of the memory that the answers take
beyond the graph's own. The bar is 2.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from timing import anew, fastest

import bonekg
from bonekg.build.graphs import build
from bonekg.build.release import write_release
from bonekg.store.base import release_path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from harbour_world import CLAIMS, harbour

BAR = 2.0
ASKED: dict[str, Callable[[bonekg.KnowledgeGraph], object]] = {
    "why": lambda graph: graph.why("melatonin", "bone mineral density"),
    "paths": lambda graph: graph.paths("melatonin", "bone resorption"),
    "compare": lambda graph: graph.compare("magnesium citrate", "magnesium oxide"),
    "claims": lambda graph: graph.claims(about="vitamin K"),
    "find": lambda graph: graph.find("melatonine"),
}
_NODE = re.compile(r"<https://w3id\.org/bonekg/([a-z]+/)([^>]+)>")


def copies(folder: Path, many: int) -> Iterator[str]:
    """Give the N-Quads of so many copies of the invented world, and of its vocabulary once."""
    made = write_release(build(harbour(folder).sources), folder / "release")
    lines = (made / "bonekg.nq").read_text(encoding="utf-8").splitlines()
    ours = set(release_path().read_text(encoding="utf-8").splitlines())
    own = [line for line in lines if line not in ours]
    graph = bonekg.load(made / "bonekg.nq")
    terms = "SELECT ?x { ?x bkg:kindOf bkg:Entity ; bkg:checkedIn ?file }"
    names = {str(iri).rpartition("/")[2] for (iri,) in graph.store.select(terms)}
    term = re.compile(rf"<https://w3id\.org/bonekg/({'|'.join(sorted(names))})>")
    again = [line for line in own if term.search(line) or _NODE.search(line.rpartition(" <")[0])]
    yield from sorted(set(own) - set(again))
    for number in range(many):
        for line in again:
            statement, _, named = line.rpartition(" <")
            statement = term.sub(rf"<https://w3id.org/bonekg/\g<1>{number}>", statement)
            statement = _NODE.sub(rf"<https://w3id.org/bonekg/\g<1>c{number}-\g<2>>", statement)
            if "prefLabel" in statement or "#label" in statement or "Synonym" in statement:
                statement = re.sub(r'"(.+)"$', rf'"\g<1> {number}"', statement)
            yield f"{statement} <{named}"


def larger(folder: Path, times: int) -> Path:
    """Write the project's graph with so many times its claims about other things."""
    claims = len(bonekg.load().reader.claims())
    file = folder / "larger.nq"
    with file.open("w", encoding="utf-8") as out:
        out.write(release_path().read_text(encoding="utf-8"))
        for line in copies(folder, times * claims // len(CLAIMS)):
            out.write(f"{line}\n")
    return file


def _resident() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0])


def measure(file: str) -> dict[str, float]:
    """Give the seconds of a warm call of each answer, and the kilobytes that all of them take."""
    graph = bonekg.load(file)
    graph.lexicon.names  # noqa: B018  # the names are the graph's own: every answer needs them
    graph.find("melatonine")
    before = _resident()
    for ask in ASKED.values():
        ask(graph)
    found = {"memory": float(max(1, _resident() - before))}
    return found | {name: fastest(anew(graph, partial(ask, graph))) for name, ask in ASKED.items()}


def _measured(file: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--measure", str(file)]
    without = os.environ | {"BONEKG_CACHE": "off"}
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=without).stdout
    return {name: float(value) for name, value in json.loads(told).items()}


def main(arguments: Iterable[str] | None = None) -> int:
    """Print each ratio; 1 if one is above the bar."""
    given = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    given.add_argument("--times", type=int, default=100, help="how many times as many claims")
    given.add_argument("--measure", help=argparse.SUPPRESS)
    asked = given.parse_args(None if arguments is None else list(arguments))
    if asked.measure:
        print(json.dumps(measure(asked.measure)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        grown = larger(Path(folder), asked.times)
        one, other = _measured(release_path()), _measured(grown)
    for name in other:
        print(f"{name}: {other[name] / one[name]:.2f} times as much (bar {BAR})")
    return int(any(other[name] > BAR * one[name] for name in other))


if __name__ == "__main__":
    sys.exit(main())
