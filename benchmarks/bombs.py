"""Queries that would never end: `python benchmarks/bombs.py [--limit 1] [--only KIND]`.

Twelve of each kind are put to the project's graph, each with a limit of time. Every one must be
refused, end, or be stopped within its limit and 100 ms (or 5 % of it, if that is more), this
process must live, and together with its workers hold less than 1 GB. Printed is, per kind, how
they ended, the longest time and the most memory; then the same for the other ways in. Last,
`strace` watches a process that puts one of each kind to every way in: none opens a socket.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import bonekg
from bonekg.store.guard import MAX_CHARACTERS, MAX_DEPTH, MAX_OPERATORS, MAX_STEPS

MOST_MEGABYTES = 1024
HUNDRED = 100_000_000
_DEEP = MAX_DEPTH - 4
_ALL = "?a ?b ?c"
_CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
_TEXT = "?t oa:exact ?x"


def _nest(before: str, inner: str, after: str, count: int = _DEEP) -> str:
    return before * count + inner + after * count


def _doubled(times: int, start: str) -> str:
    """Bind a text that doubles so many times."""
    steps = [f"BIND({start} AS ?x0)"]
    steps += [f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(times)]
    return " ".join(steps)


def nesting() -> Iterator[str]:
    """Brackets in brackets: a little below the guard's limit, and far above it."""
    for depth in (_DEEP, 100_000):
        yield f"ASK {{ {_CROSS} {_nest('{ ?s ?p ?o ', '', '}', depth)} }}"
        yield f"ASK {{ {_CROSS} FILTER({_nest('!(', '?a = ?i', ')', depth)}) }}"
        yield f"ASK {{ {_CROSS} {_nest('FILTER NOT EXISTS { ?s ?p ?a ', '', '}', depth // 2)} }}"
        yield f"SELECT * {{ {_nest('{ SELECT * { ?a ?b ?c . ', _CROSS, '} }', depth // 2)} }}"
        yield f"ASK {{ {_nest('{ ?s ?p ?o OPTIONAL ', '{ ?x ?y ?z }', '}', depth // 2)} }}"
    tail = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(MAX_STEPS - 10))
    yield f"ASK {{ FILTER({'!' * (MAX_OPERATORS - 10)}EXISTS {{ {tail} }}) }}"
    yield f"ASK {{ FILTER({_nest('STR(', '1' + '+1' * (MAX_OPERATORS - 80), ')', _DEEP - 2)}='') }}"


def operators() -> Iterator[str]:
    """As many operators as the guard allows, asked of every statement; and more."""
    many = MAX_OPERATORS - 60
    for sign in ("+", "-", "*", "/", " || ?b = ", " && ?b != "):
        wide = many // max(sign.count("|") + sign.count("&") + sign.count("=") + 1, 1)
        yield f"SELECT (COUNT(*) AS ?n) {{ {_CROSS} FILTER(?a = 1{(sign + '1') * (wide // 2)}) }}"
    yield f"SELECT (COUNT(*) AS ?n) {{ {_CROSS} FILTER({'!' * many}(?a = ?i)) }}"
    yield f"ASK {{ {_CROSS} FILTER(?i IN ({', '.join(map(str, range(40_000)))})) }}"
    yield f"SELECT ({'-' * many}1 AS ?x) {{ {_CROSS} }}"
    yield f"SELECT (1{'+1' * 100_000} AS ?x) {{}}"
    yield f"ASK {{ FILTER({'!' * 200_000}true) }}"
    yield f"SELECT ({'COALESCE(?a, ' * _DEEP}STRLEN(?c){')' * _DEEP} AS ?x) {{ {_CROSS} }}"


def unions() -> Iterator[str]:
    """Alternatives of all statements, alone and multiplied by each other."""
    part = "{ ?a ?b ?c . ?c ?d ?e }"
    for many in (20, 100, MAX_STEPS // 8):
        alternatives = " UNION ".join([part] * many)
        yield f"SELECT (COUNT(*) AS ?n) {{ {alternatives} . ?g ?h ?i }}"
        yield f"SELECT DISTINCT * {{ {alternatives} . ?g ?h ?i }}"
        yield f"SELECT * {{ {alternatives} . ?g ?h ?i }} ORDER BY ?i ?a"
    for many in (4, 16):
        yield f"ASK {{ {' '.join(['{ {?a ?b ?c} UNION {?c ?b ?a} }'] * many)} FILTER(?a = 1) }}"
    yield f"ASK {{ {' UNION '.join(['{ ?s ?p ?o }'] * 30_000)} }}"


def cross_products() -> Iterator[str]:
    """Every statement with every other, counted."""
    for what in ("*", "DISTINCT *", "DISTINCT ?a", "DISTINCT ?i"):
        yield f"SELECT (COUNT({what}) AS ?n) {{ {_CROSS} }}"
    for how in ("SUM(STRLEN(STR(?c)))", "MAX(?c)", "MIN(?i)", "AVG(STRLEN(?f))", "SAMPLE(?i)"):
        yield f"SELECT ({how} AS ?n) {{ {_CROSS} }}"
    yield f"SELECT ?a ?d (COUNT(*) AS ?n) {{ {_CROSS} }} GROUP BY ?a ?d"
    yield f"SELECT ?b (COUNT(*) AS ?n) {{ {_CROSS} }} GROUP BY ?b HAVING(COUNT(*) > 1)"
    yield f"SELECT (COUNT(*) AS ?n) {{ {_CROSS} MINUS {{ ?a ?h ?c }} }}"


def sorting() -> Iterator[str]:
    """More rows than memory holds, in order."""
    for key in ("?a", "DESC(?f)", "?c ?f ?a", "CONCAT(STR(?c), STR(?f))", "RAND()", "STRLEN(?c)"):
        yield f"SELECT * {{ ?a ?b ?c . ?d ?e ?f }} ORDER BY {key}"
        yield f"SELECT DISTINCT ?a ?f {{ ?a ?b ?c . ?d ?e ?f }} ORDER BY {key} LIMIT 1"


def joining() -> Iterator[str]:
    """Texts joined to one text."""
    for text in ("?c", "STR(?a)", "CONCAT(STR(?a), STR(?f))", "REPLACE(STR(?c), '.', 'xxxxxxxx')"):
        for rest in ("?d ?e ?f", "?d ?e ?f . ?g ?h ?i"):
            yield f"SELECT (GROUP_CONCAT({text}) AS ?x) {{ ?a ?b ?c . {rest} }}"
    yield "SELECT ?b (GROUP_CONCAT(?f) AS ?x) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?b"
    yield "SELECT (GROUP_CONCAT(DISTINCT CONCAT(?c,?f)) AS ?x) { ?a ?b ?c . ?d ?e ?f }"
    separator = "s" * 200_000
    yield f"SELECT (GROUP_CONCAT(?c; SEPARATOR='{separator}') AS ?x) {{ ?a ?b ?c }}"
    yield f"SELECT ?a (GROUP_CONCAT(?c; SEPARATOR='{separator}') AS ?x) {{ ?a ?b ?c }} GROUP BY ?a"


def paths() -> Iterator[str]:
    """Ways over any number of statements, from everywhere to everywhere."""
    any_way = "(!<u:x>|!^<u:x>)"
    for way in (f"{any_way}*", f"{any_way}+", f"({any_way}/{any_way})*", f"({any_way}*)*"):
        yield f"SELECT (COUNT(*) AS ?n) {{ ?a {way} ?b }}"
        yield f"SELECT (COUNT(*) AS ?n) {{ ?a {way} ?b . ?b {way} ?c . ?d ?e ?f }}"
    yield f"ASK {{ ?a {_nest('(', any_way, ')*', 20)} <u:nowhere> . ?c {any_way}+ ?d }}"
    yield f"SELECT DISTINCT ?b {{ ?a {'/'.join([any_way] * 40)} ?b }}"
    yield f"SELECT (COUNT(*) AS ?n) {{ ?a {'|'.join([any_way] * 200)} ?b . ?b {any_way}* ?c }}"
    yield f"ASK {{ ?a {'/'.join([f'{any_way}?'] * 100)} <u:nowhere> . ?a {any_way}* <u:x> }}"


def regular_expressions() -> Iterator[str]:
    """Patterns that are slow to build, or slow on long texts."""
    word = "(a|b|c|ab|bc)"
    for pattern in (
        "(a+)+$",
        "(.*)*(.*)*(.*)*x",
        f"{word}{{1,900}}{word}{{1,900}}$",
        _nest("(", "a", "){1,50}", 6),
        "\\\\w{1,1000}\\\\s{1,1000}",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
        ".{0,1000}" * 20,
    ):
        yield f'SELECT (COUNT(*) AS ?n) {{ {_CROSS} FILTER(REGEX(STR(?c), "{pattern}", "is")) }}'
    yield f"ASK {{ {_CROSS} FILTER(REGEX(STR(?c), CONCAT(STR(?f), '.*', STR(?i), 'x'))) }}"
    yield f"SELECT (REPLACE(?x20, 'a?', '{'a' * 20}') AS ?y) {{ {_doubled(20, repr('a'))} }}"
    yield f"SELECT (REPLACE(?x26, '(.)', '$1$1$1$1$1$1') AS ?y) {{ {_doubled(26, repr('ab'))} }}"
    yield f"ASK {{ {_doubled(27, repr('ab'))} FILTER(REGEX(?x27, '(a|b)*c(a|b)*c')) }}"
    yield f"ASK {{ ?s ?p ?o FILTER(REGEX(?o, '{'(a|b)' * 20_000}')) }}"


def huge_literals() -> Iterator[str]:
    """Texts as long as a query may be, or that grow while it runs."""
    long = "y" * (MAX_CHARACTERS - 2_000)
    yield f"SELECT * {{ ?a ?b ?c . ?d ?e ?f BIND('{long}' AS ?x) }}"
    yield f"SELECT (CONCAT(?c, '{long}') AS ?x) {{ ?a ?b ?c . ?d ?e ?f }}"
    yield f"CONSTRUCT {{ ?a ?b '{long}' , ?c }} {{ ?a ?b ?c . ?d ?e ?f }}"
    yield f"SELECT (STRUUID() AS ?u) ('{long}' AS ?x) {{ ?a ?b ?c . ?d ?e ?f }} ORDER BY ?u"
    for times in (12, 22, 25, 28, 36):
        yield f"SELECT ?x{times} {{ {_doubled(times, repr('abcdefgh'))} }}"
    yield f"SELECT ?c ?x20 {{ {_doubled(20, repr('abcdefgh'))} ?a ?b ?c }}"
    yield f"SELECT (ENCODE_FOR_URI(?x24) AS ?e) {{ {_doubled(24, repr('ééééé'))} }}"
    yield f"SELECT (STRLEN(SHA512(?x26)) AS ?e) {{ {_doubled(26, repr('abcdefgh'))} ?a ?b ?c }}"


def letters_and_dots() -> Iterator[str]:
    """Texts that may be the beginning of a prefixed name at every letter."""
    for word in ("a.", "é.", "UNDEF.", "a1.", "a..", "a.b-"):
        many = (MAX_CHARACTERS - 100) // len(word)
        yield f"ASK {{ ?s ?p {word * many} }}"
        yield f"SELECT * {{ {_CROSS} VALUES ?x {{ {word * many}:y }} }}"


def hundred_megabytes() -> Iterator[str]:
    """Texts of 100 MB that may or may not be queries."""
    yield "ASK {}" + " " * HUNDRED
    yield "#" * HUNDRED
    yield f"ASK {{ ?s ?p '{'x' * HUNDRED}' }}"
    yield f"ASK {{ ?s ?p '{'é' * (HUNDRED // 2)}' }}"
    yield "{" * HUNDRED
    yield "ASK { " + "?s ?p ?o . " * (HUNDRED // 11) + "}"
    yield f"ASK {{ FILTER(1{'+1' * (HUNDRED // 2)}) }}"
    yield f"ASK {{ VALUES ?x {{ {'1 ' * (HUNDRED // 2)} }} }}"
    yield f"PREFIX x: <{'u:' * (HUNDRED // 2)}> ASK {{}}"
    yield "\ufeff" * (HUNDRED // 3)
    yield "ASK { ?s ?p '\udcff' }" + "\n" * HUNDRED
    yield "'" * HUNDRED


KINDS: dict[str, Callable[[], Iterator[str]]] = {
    made.__name__.replace("_", " "): made
    for made in (
        nesting,
        letters_and_dots,
        operators,
        unions,
        cross_products,
        sorting,
        joining,
        paths,
        regular_expressions,
        huge_literals,
        hundred_megabytes,
    )
}


class Memory:
    """The most memory that this process and its children hold together, in megabytes."""

    def __init__(self) -> None:
        self.most = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        own = os.getpid()
        while not self._stop.wait(0.02):
            held = sum(map(_own_memory, [own, *_children(own)]))
            self.most = max(self.most, held / 1024)


def _children(pid: int) -> list[int]:
    found = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in file.read_text().split()]
        except OSError:
            continue  # the thread has ended
    return found + [below for child in found for below in _children(child)]


def _own_memory(pid: int) -> int:
    """Give the kilobytes that a process holds, its part of what it shares."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0  # it has ended
    held = re.search(r"^Pss:\s+(\d+)", told, re.MULTILINE)
    return int(held[1]) if held else 0


def _put(ask: Callable[[], object], limit: float) -> tuple[str, float]:
    start = time.perf_counter()
    try:
        ask()
        how = "ended"
    except bonekg.errors.QueryTimeoutError:
        how = "stopped"
    except bonekg.errors.QueryMemoryError:
        how = "memory"
    except bonekg.errors.ResultTooLargeError:
        how = "size"
    except (bonekg.errors.QueryRefusedError, bonekg.errors.QuerySyntaxError):
        how = "refused"
    except bonekg.errors.BoneKGError as error:
        how = type(error).__name__
    return how, time.perf_counter() - start - limit


def _report(name: str, asked: Iterable[Callable[[], object]], limit: float) -> bool:
    ends: dict[str, int] = {}
    late = float("-inf")
    number = 0
    with Memory() as memory:
        for number, ask in enumerate(asked, 1):
            how, over = _put(ask, limit)
            ends[how] = ends.get(how, 0) + 1
            late = max(late, over)
            if over > _allowed(limit):
                print(f"  {name} {number}: {how}, {over * 1000:.0f} ms too late")
    told = ", ".join(f"{count} {how}" for how, count in sorted(ends.items()))
    held = memory.most < MOST_MEGABYTES
    good = late <= _allowed(limit) and held and number == 12
    sign = "" if good else "  FAILS"
    print(f"{name:22} {number:3}  {late * 1000:8.0f} ms  {memory.most:6.0f} MB  {told}{sign}")
    return good


def _allowed(limit: float) -> float:
    return max(0.1, limit * 0.05)


def in_python(kinds: list[str], limit: float) -> bool:
    """Put every bomb to `KnowledgeGraph.query`."""
    graph = bonekg.load()
    graph.query("ASK {}", timeout=60)
    print(f"{'kg.query':22} {'n':>3}  {'over limit':>11}  {'memory':>9}  how they ended")
    good = True
    for kind in kinds:
        asked = (partial(graph.query, query, timeout=limit) for query in KINDS[kind]())
        good &= _report(kind, asked, limit)
    assert graph.query("ASK { ?claim a bkg:Claim }", timeout=60) is True
    return good


def as_words(limit: float) -> bool:
    """Put long and odd texts to what takes words, not queries."""
    graph = bonekg.load()
    texts = (
        ("x", HUNDRED),
        ("magnesium ", HUNDRED // 10),
        ("does magnesium increase bone mineral density? ", 2_000_000),
        ("é", HUNDRED // 2),
        ("\n", HUNDRED),
        ("(", HUNDRED),
        ("a b ", 5_000),
        ("a ", 149),
        ("supplements of a lack of ", 11),
        ("-", 1_000_000),
        ("\u0301", 1_000_000),
        ("vitamin K ", 30),
    )
    ways: dict[str, Callable[[str], object]] = {  # the longest that passes is among the texts
        "kg.find": graph.find,
        "kg.why": lambda text: graph.why(text, "bone mineral density"),
        "kg.run": lambda text: graph.run("claims-about", entity=text, timeout=limit),
        "kg.paths": lambda text: graph.paths("melatonin", text),
    }
    good = True
    for name, way in ways.items():
        good &= _report(name, (partial(_repeated, way, *text) for text in texts), limit)
    return good


def _repeated(way: Callable[[str], object], text: str, times: int) -> object:
    return way(text * times)


def on_the_command_line(limit: float) -> bool:
    """Put one of each kind to the command `query`, as an argument or on standard input."""
    good = True
    start = _seconds("ASK {}", limit)[1]
    for kind in KINDS:
        query = next(KINDS[kind]())
        code, taken = _seconds(query, limit)
        over = taken - start - limit
        fine = code in (0, 2) and over <= _allowed(limit)
        good &= fine
        print(
            f"bonekg query {kind:20} exit {code}  {over * 1000:8.0f} ms{'' if fine else '  FAILS'}"
        )
    return good


def _seconds(query: str, limit: float) -> tuple[int, float]:
    command = [sys.executable, "-m", "bonekg", "query", "-", "--timeout", str(limit)]
    start = time.perf_counter()
    try:
        done = subprocess.run(
            command, input=query.encode("utf-8", "surrogateescape"), capture_output=True
        )
    except BrokenPipeError:
        return 2, time.perf_counter() - start
    return done.returncode, time.perf_counter() - start


_WATCHED = """
import sys, time
sys.path.insert(0, sys.argv[1])
import bombs, bonekg
from bonekg.cli import main
graph = bonekg.load()
asks = [next(made()) for name, made in bombs.KINDS.items() if name != "hundred megabytes"]
asks += ["SELECT * { SERVICE <http://127.0.0.1:9999/sparql> { ?s ?p ?o } }", "LOAD <http://x.org/>"]
asks += ["SELECT * FROM <http://127.0.0.1:9999/data> { ?s ?p ?o }"]
for query in asks:
    for ask in (
        lambda: graph.query(query, timeout=0.2),
        lambda: graph.find(query[:2000]),
        lambda: graph.run("claims-about", entity=query[:2000]),
        lambda: main(["query", query, "--timeout", "0.2"]),
        lambda: main(["run", "claims-about", "--entity", query[:2000]]),
        lambda: main(["why", query[:2000], "bone mineral density"]),
    ):
        try:
            ask()
        except bonekg.errors.BoneKGError:
            pass
engine = graph.store._engine  # past the guard, straight at the worker
from bonekg.store.worker import Clock, Limits
for query in asks:
    try:
        engine.result_within(query, Limits(Clock(0.2))).whole()
    except (bonekg.errors.BoneKGError, SyntaxError, OSError):
        pass
"""


def without_sockets() -> bool:
    """Watch a process, with its workers, that puts bombs to every way in."""
    if shutil.which("strace") is None:
        print("strace is not installed: whether sockets are opened was not watched")
        return False
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "calls"
        here = str(Path(__file__).resolve().parent)
        command = ["strace", "-ff", "-e", "trace=network", "-o", str(log)]
        command += [sys.executable, "-c", _WATCHED, here]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            print(done.stderr[-2000:])
            return False
        logs = [file.read_text() for file in Path(folder).glob("calls.*")]  # one per process
    calls = [line for told in logs for line in told.splitlines() if re.match(r"\w+\(", line)]
    opened = [line for line in calls if " = -1 " not in line]
    print(
        f"sockets opened, watched by strace in every way in: {len(opened)} "
        f"({len(calls) - len(opened)} refused by the system)"
    )
    for line in opened[:5]:
        print(f"  {line}")
    return not opened and bool(calls)  # SERVICE past the guard is tried, so something is seen


def main() -> int:
    """Measure and print; 0 if all bars hold, 1 if not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=float, default=1.0)
    parser.add_argument("--only", choices=[*KINDS, "words", "commands", "sockets"])
    given = parser.parse_args()
    kinds = [kind for kind in KINDS if given.only in (None, kind)]
    good = in_python(kinds, given.limit) if kinds else True
    if given.only in (None, "words"):
        good &= as_words(given.limit)
    if given.only in (None, "commands"):
        good &= on_the_command_line(given.limit)
    if given.only in (None, "sockets"):
        good &= without_sockets()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
