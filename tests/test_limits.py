"""Queries that are stopped: their time, memory, rows; and what a worker may not do."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

import bonekg
from bonekg import errors
from bonekg.cli import main
from bonekg.store import worker
from bonekg.store.base import EmbeddedStore
from bonekg.store.engine import Engine
from bonekg.store.worker import Clock, Limits

_CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
_WITHOUT_END = {
    "a count": f"SELECT (COUNT(*) AS ?n) {{ {_CROSS} }}",
    "all different": f"SELECT (COUNT(DISTINCT ?c) AS ?n) {{ {_CROSS} }}",
    "rows": f"SELECT * {{ {_CROSS} }}",
    "triples": f"CONSTRUCT {{ ?a ?e ?i }} WHERE {{ {_CROSS} }}",
    "a path": "SELECT (COUNT(*) AS ?n) { ?a (!<u:x>)* ?b . ?b (!<u:y>|^!<u:y>)* ?c . ?d ?e ?f }",
    "an expression": f"ASK {{ {_CROSS} FILTER(STRLEN(CONCAT(STR(?c), STR(?i))) > 1000000) }}",
}
_SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c"


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.mark.parametrize("kind", _WITHOUT_END)
def test_time(kind: str, kg: bonekg.KnowledgeGraph) -> None:
    with pytest.raises(errors.QueryTimeoutError, match=r"stopped after 0\.3 s.*--timeout") as late:
        kg.query(_WITHOUT_END[kind], timeout=0.3)
    assert late.value.seconds == 0.3
    assert kg.query("ASK { ?claim a bkg:Claim }", timeout=60) is True


def test_memory(kg: bonekg.KnowledgeGraph) -> None:
    with pytest.raises(errors.QueryMemoryError, match="more than 640 MB") as much:
        kg.query(_SORTED, timeout=600)
    assert much.value.megabytes == worker.MEGABYTES
    assert kg.query("ASK { ?claim a bkg:Claim }", timeout=60) is True


def test_rows_are_cut_with_the_total(kg: bonekg.KnowledgeGraph) -> None:
    query = "SELECT ?claim { ?claim a bkg:Claim } ORDER BY ?claim"
    whole = kg.query(query)
    assert isinstance(whole, bonekg.Rows)
    for limit in (None, 60):
        rows = kg.query(query, timeout=limit, max_rows=7)
        assert isinstance(rows, bonekg.Rows)
        assert list(rows) == list(whole)[:7]
        assert (len(rows), rows.total) == (7, len(whole))
        assert str(rows).endswith(f"\n7 of {len(whole)} rows")
        made = "CONSTRUCT { ?c a bkg:Claim } { ?c a bkg:Claim }"
        with pytest.raises(errors.QueryError, match="more than max_rows=7"):
            kg.query(made, timeout=limit, max_rows=7)
    wrongs: list[dict[str, Any]] = [{"timeout": 0}, {"timeout": float("inf")}, {"max_rows": -1}]
    for wrong in wrongs:
        with pytest.raises(errors.QueryError, match="takes a number"):
            kg.query(query, **wrong)


def test_a_result_that_is_too_large(kg: bonekg.KnowledgeGraph) -> None:
    assert isinstance(kg.store, EmbeddedStore)
    with pytest.raises(errors.ResultTooLargeError, match="more than 5,000 bytes"):
        kg.store.stream("SELECT * { ?s ?p ?o }", timeout=60, max_bytes=5000).whole()


def test_the_same_with_a_limit_and_without(kg: bonekg.KnowledgeGraph) -> None:
    queries = [
        "SELECT * { ?claim bkg:dose ?dose ; bkg:effect/bkg:value ?n } ORDER BY ?claim ?n",
        'SELECT (true AS ?a) (2.5 AS ?b) ("x"@en AS ?c) ("1e3"^^xsd:double AS ?d) ?e '
        "(BNODE() AS ?f) {}",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        "ASK { ?s a bkg:Nothing }",
        "ASK { GRAPH <.well-known/sparql-examples> { ?s ?p ?o } }",
    ]
    for query in queries:
        here, there = kg.query(query), kg.query(query, timeout=60)
        if isinstance(here, bonekg.Rows) and isinstance(there, bonekg.Rows):
            assert [row[:5] for row in here] == [row[:5] for row in there]
        else:
            assert here is there
    made = "CONSTRUCT { ?s rdfs:label ?l } { ?s rdfs:label ?l ; a bkg:Predicate }"
    one, other = kg.query(made), kg.query(made, timeout=60)
    assert isinstance(one, list)
    assert isinstance(other, list)
    assert set(map(str, one)) == set(map(str, other)) != set()


def test_workers_of_a_graph_in_memory_and_without_fork(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = b"<u:s> <u:p> <u:o> <u:g> .\n"
    query = "SELECT ?o { <u:s> <u:p> ?o }"
    assert EmbeddedStore(data=data).select(query, timeout=60) == bonekg.Rows(
        ["o"], [(bonekg.IRI("u:o"),)]
    )
    monkeypatch.setattr(worker, "_MAY_FORK", False)
    for store in (EmbeddedStore(data=data), EmbeddedStore()):
        assert len(store.select("SELECT * { ?s ?p ?o } LIMIT 1", timeout=60)) == 1
        with pytest.raises(errors.QuerySyntaxError):
            store.query("SELECT", timeout=60)
    with pytest.raises(errors.QueryTimeoutError):
        EmbeddedStore().query(_WITHOUT_END["a count"], timeout=0.5)


def test_threads_and_forks_have_workers_of_their_own(kg: bonekg.KnowledgeGraph) -> None:
    query = "SELECT ?claim { ?claim a bkg:Claim } ORDER BY ?claim"
    whole = kg.query(query)
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda: found.append(kg.query(query, timeout=60))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [whole] * 4
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(0 if kg.query(query, timeout=60) == whole else 1)
        finally:
            os._exit(2)
    assert os.waitpid(pid, 0)[1] == 0
    assert kg.query(query, timeout=60) == whole


_OUTWARD = """
import bonekg
from bonekg.store.base import EmbeddedStore
from bonekg.store.worker import Clock, Limits
import time
engine = EmbeddedStore()._engine
list(engine.result_within("ASK {}", Limits(Clock(60))).terms())
print("BEGIN", flush=True)
time.clock_gettime(time.CLOCK_REALTIME)
for query in (
    "SELECT * { SERVICE <http://127.0.0.1:9999/sparql> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:9999/sparql> { ?s ?p ?o } }",
    "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
):
    try:
        print(len(engine.result_within(query, Limits(Clock(60))).whole()))
    except Exception as error:
        print(type(error).__name__)
"""


def test_no_query_opens_a_socket_or_a_file(tmp_path: Path) -> None:
    """Past the guard, straight at the worker, watched by the system."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed; it watches what the worker asks of the system")
    log = tmp_path / "calls"
    watched = "trace=socket,connect,open,openat,creat,socketpair,write"
    command = ["strace", "-f", "-e", watched, "-o", str(log), sys.executable, "-c", _OUTWARD]
    done = subprocess.run(command, capture_output=True, text=True)
    if "ptrace" in done.stderr:
        pytest.skip("this system does not let a process be watched")
    assert done.returncode == 0, done.stderr
    after = log.read_text().partition('write(1, "BEGIN')[2].splitlines()[1:]
    calls = [line for line in after if "write(" not in line and "+++" not in line]
    opened = [
        line for line in calls if "(" in line and " = -1 " not in line and "resumed" not in line
    ]
    assert opened == []


def _ends(pid: int) -> None:
    """Wait until a process has ended; it may still wait for somebody to ask for its end."""
    for _ in range(600):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return
        if state == "Z":
            return
        threading.Event().wait(0.1)
    pytest.fail("the worker runs on")


def test_a_worker_ends_with_its_parent() -> None:
    code = (
        "import os, signal, bonekg; kg = bonekg.load(); kg.query('ASK {}', timeout=60);"
        "engine = kg.store._engine; print(engine._workers._idle[0]._process._pid, flush=True);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    _ends(int(done.stdout))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it ends at its limit")
def test_a_busy_worker_ends_with_its_parent() -> None:
    command = [sys.executable, "-m", "bonekg", "query", _WITHOUT_END["a count"], "--timeout", "600"]
    process = subprocess.Popen(command)
    place = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not (workers := [int(pid) for pid in place.read_text(encoding="ascii").split()]):
        threading.Event().wait(0.1)
    threading.Event().wait(2)
    process.kill()
    process.wait()
    for pid in workers:
        _ends(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it ends at its limit")
def test_a_worker_outlives_the_thread_that_started_it(kg: bonekg.KnowledgeGraph) -> None:
    assert isinstance(kg.store, EmbeddedStore)
    kg.store._engine._workers._idle.clear()
    for _ in range(2):
        thread = threading.Thread(target=kg.query, args=["ASK {}"], kwargs={"timeout": 60})
        thread.start()
        thread.join()
    (worker_,) = kg.store._engine._workers._idle
    assert worker_._process.poll() is None
    assert kg.query("ASK {}", timeout=60) is True


def test_a_broken_worker_is_an_error(kg: bonekg.KnowledgeGraph) -> None:
    def crash() -> object:
        def run(sparql: str) -> tuple[str, object]:
            os.kill(os.getpid(), signal.SIGSEGV)
            return "boolean", True

        return run

    workers = worker.Workers(crash, Path)  # type: ignore[arg-type]  # a crash is no answer
    with pytest.raises(errors.QueryError, match="came to grief"):
        list(workers.run("ASK {}", Limits(Clock(60))))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_interrupts_stop_at_once(number: signal.Signals) -> None:
    command = [sys.executable, "-m", "bonekg", "query", _WITHOUT_END["a count"], "--timeout", "600"]
    kept = signal.signal(number, signal.SIG_DFL)  # tests run by nohup have it ignored
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    signal.signal(number, kept)
    place = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + 60
    while not (workers := [int(pid) for pid in place.read_text(encoding="ascii").split()]):
        assert time.monotonic() < until
        threading.Event().wait(0.1)
    threading.Event().wait(1)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (128 + number, "bonekg: stopped\n")
    for pid in workers:
        _ends(pid)


@pytest.mark.slow
def test_a_command_that_is_stopped_while_it_starts_says_nothing() -> None:
    """From the package's first module on; before that, Python itself says what it was at."""
    watched = (
        "import sys, runpy, os, signal, threading\n"
        "class Stop:\n"
        "    seen = 0\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name.startswith('bonekg.') and name != 'bonekg._starting':\n"
        "            Stop.seen += 1\n"
        "            if Stop.seen == int(os.environ['AT']):\n"
        "                os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Stop())\n"
        "sys.argv = ['bonekg', 'query', 'ASK {}']\n"
        "runpy.run_module('bonekg', run_name='__main__')\n"
    )
    for at in (1, 2, 5, 10, 20, 30):
        done = subprocess.run(
            [sys.executable, "-c", watched],
            env={**os.environ, "AT": str(at)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (-signal.SIGINT, 130), at
        assert done.stderr in ("", "bonekg: stopped\n"), at


def test_the_command_line_has_a_limit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", _WITHOUT_END["a count"], "--timeout", "0.3"]) == 2
    assert "--timeout" in capsys.readouterr().err
    assert main(["query", _WITHOUT_END["rows"], "--timeout", "2", "--format", "csv"]) == 2
    assert "what was printed is not all of the rows" in capsys.readouterr().err
    assert main(["query", "SELECT ?c { ?c a bkg:Claim }", "--max-rows", "2"]) == 0
    out, err = capsys.readouterr()
    assert " of " in out.splitlines()[-1]
    assert "--max-rows gives more" in err


def test_engine_is_not_left_with_a_busy_worker(kg: bonekg.KnowledgeGraph) -> None:
    assert isinstance(kg.store, EmbeddedStore)
    engine: Engine = kg.store._engine
    result = engine.result_within("SELECT * { ?s ?p ?o }", Limits(Clock(60)))
    next(iter(result.terms()))
    del result
    assert kg.query("ASK {}", timeout=60) is True
