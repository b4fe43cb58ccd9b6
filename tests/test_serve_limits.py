"""What a server withstands: limits, faults, clients that vanish, workers that are killed."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

import bonekg
from bonekg.cli import main
from bonekg.serve.settings import Settings
from serving import Served, serving

pytestmark = [pytest.mark.loopback, pytest.mark.slow]

BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
BOMBS = [
    BOMB,
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?f",
    "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
    "SELECT (COUNT(*) AS ?n) { ?a (!bkg:x)* ?b . ?b (!bkg:x)* ?c }",
    "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), CONCAT('(', STR(?f), ')+'))) }",
]


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving("--timeout", "2", "--workers", "2") as started:
        yield started


def children(served: Served) -> list[int]:
    pid = served.process.pid
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [child for child in map(int, told.split()) if _runs(child)]


def wait_for(true: Callable[[], bool], seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


def quiet(served: Served) -> None:
    """Wait until nothing of an earlier test runs on."""
    wait_for(lambda: served.state()["long"] == 0)


def _runs(pid: int) -> bool:
    """Whether a process runs; one that has ended may still wait for its parent to ask."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return told.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("sparql", BOMBS)
def test_a_query_that_takes_too_long_is_an_error_that_names_the_limit(
    served: Served, sparql: str
) -> None:
    response = served.ask(sparql)
    told = response.json()
    assert (response.status_code, told["limit"]) in ((504, "seconds"), (503, "memory"),
                                                      (503, "result"))  # fmt: skip
    assert "2 s" in told["detail"] or "MB" in told["detail"] or "bytes" in told["detail"]


def test_a_client_may_have_less_time(served: Served) -> None:
    response = served.get("/sparql", query=BOMB, timeout="0.3")
    assert (response.status_code, response.json()["seconds"]) == (504, 0.3)
    assert served.get("/sparql", query="ASK {}", timeout="soon").status_code == 400


def test_a_result_that_is_too_large_is_an_error(served: Served) -> None:
    response = served.ask("SELECT * { ?a ?b ?c . ?d a bkg:Claim } LIMIT 2000000")
    assert response.status_code in (503, 504)
    assert response.json()["limit"] in ("result", "seconds")


def test_many_long_queries_leave_room_for_short_ones(served: Served) -> None:
    quiet(served)
    done = threading.Event()

    def bomb() -> None:
        while not done.is_set():
            with contextlib.suppress(httpx.HTTPError):
                served.ask(BOMB)

    threads = [threading.Thread(target=bomb) for _ in range(6)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    statuses = asked_often(served)
    done.set()
    for thread in threads:
        thread.join()
    assert set(statuses) == {200}


def asked_often(served: Served) -> list[int]:
    """Ask the trivial query often; give the statuses. `benchmarks/serve.py` measures the times."""
    with httpx.Client(timeout=30) as client:
        url, asked = f"{served.url}/sparql", {"query": "ASK {}"}
        return [client.get(url, params=asked).status_code for _ in range(300)]


def test_a_vanished_client_s_query_is_stopped() -> None:
    # By its own limit the query would run for ten minutes.
    with serving("--timeout", "600", "--workers", "2") as served:
        with socket.create_connection(("127.0.0.1", served.port)) as connection:
            text = BOMB
            for sign, code in ((" ", "%20"), ("?", "%3F"), ("{", "%7B"), ("}", "%7D")):
                text = text.replace(sign, code)
            request = f"GET /sparql?query={text} HTTP/1.1\r\nHost: x\r\n\r\n"
            connection.sendall(request.encode())
            wait_for(lambda: served.state()["long"] == 1, 60)
        wait_for(lambda: not served.state()["long"], 60)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it ends at its limit")
def test_busy_workers_end_with_a_killed_server(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bonekg", "serve", "--port", "0", "--timeout", "600"]
    with (tmp_path / "said").open("w") as said:
        process = subprocess.Popen(command, stdout=said)
    wait_for(lambda: "http" in (tmp_path / "said").read_text(), 60)
    url = (tmp_path / "said").read_text().removeprefix("bonekg: ").rstrip("/\n")
    served = Served(url, process)  # type: ignore[arg-type]  # nobody reads what it says
    asking = threading.Thread(target=_asked_in_vain, args=[served])
    asking.start()
    wait_for(lambda: served.state()["long"] == 1, 60)
    workers = children(served)
    process.kill()
    process.wait()
    wait_for(lambda: not any(map(_runs, workers)))
    asking.join()


def _asked_in_vain(served: Served) -> None:
    with contextlib.suppress(httpx.HTTPError):
        served.ask(BOMB)


def test_a_killed_worker_is_replaced(served: Served) -> None:
    quiet(served)
    old = children(served)
    for child in old:
        os.kill(child, signal.SIGKILL)
    wait_for(lambda: not any(map(_runs, old)))
    for _ in range(5):
        assert served.ask("ASK {}").status_code in (200, 500)
    assert served.ask("ASK {}").json()["boolean"] is True
    assert served.state()["status"] == "ok"
    assert not set(children(served)) & set(old)


def test_a_worker_that_dies_at_a_query_is_an_error_of_the_server(served: Served) -> None:
    def kill_soon() -> None:
        time.sleep(0.5)
        for child in children(served):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)

    quiet(served)
    thread = threading.Thread(target=kill_soon)
    thread.start()
    assert served.ask(BOMB).status_code == 500
    thread.join()
    assert served.ask("ASK {}").status_code == 200


def test_a_large_body_is_refused_before_it_is_read(served: Served) -> None:
    for chunked in (False, True):
        with socket.create_connection(("127.0.0.1", served.port)) as connection:
            size = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {100 << 20}"
            head = f"POST /sparql HTTP/1.1\r\nHost: x\r\n{size}\r\n"
            connection.sendall(f"{head}Content-Type: application/sparql-query\r\n\r\n".encode())
            sent, piece = 0, b"#" * (1 << 16)
            told = b"10000\r\n" + piece + b"\r\n" if chunked else piece
            connection.settimeout(5)
            with contextlib.suppress(OSError):
                while sent < 100 << 20:
                    connection.sendall(told)
                    sent += len(piece)
            assert sent < 50 << 20
            with contextlib.suppress(ConnectionResetError):
                answer = connection.recv(1 << 16)
                assert b" 413 " in answer.split(b"\r\n")[0]
    assert served.ask("ASK {}").status_code == 200


RUBBISH = [
    b"\x00\x01\x02\x03\r\n\r\n",
    b"GET /sparql?query=%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /sparql?" + b"a=b&" * 5000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 2\r\n\r\n\xff\xfe",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nab",
    b"NONSENSE / HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /sparql?query=ASK+" + b"%7B" * 3000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /sparql?query=" + b"x" * 300_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
]


@pytest.mark.parametrize("data", RUBBISH, ids=range(len(RUBBISH)))
def test_malformed_requests(served: Served, data: bytes) -> None:
    connection = socket.create_connection(("127.0.0.1", served.port), timeout=5)
    with connection, contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(data)
        line = connection.recv(1 << 16).split(b"\r\n")[0]
        assert not line or line.split()[1].startswith(b"4"), line
    assert served.ask("ASK {}").status_code == 200


def test_malformed_requests_do_not_fill_an_output_that_nobody_reads(served: Served) -> None:
    for _ in range(3000):
        with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
            connection.sendall(b"NONSENSE / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert b" 400 " in connection.recv(1 << 12)
    assert served.ask("ASK {}").status_code == 200


def test_a_head_and_a_body_that_never_end(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port)) as head:
        head.sendall(b"GET /sparql")
        with socket.create_connection(("127.0.0.1", served.port)) as body:
            body.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
                b"Content-Length: 10\r\n\r\nASK"
            )
            head.settimeout(Settings().slow + 5)
            body.settimeout(Settings().slow + 5)
            assert head.recv(10) == b""
            assert b" 408 " in body.recv(100)


def test_two_thousand_connections(served: Served) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 2600:
        pytest.skip("this process may not open 2,000 connections")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2600), hard))
    request = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    connections = []
    try:
        for _ in range(2000):
            connections.append(socket.create_connection(("127.0.0.1", served.port), timeout=30))
        for connection in connections:
            connection.sendall(request)
        statuses = [connection.recv(1 << 12).split()[1] for connection in connections]
    finally:
        for connection in connections:
            connection.close()
    assert set(statuses) <= {b"200", b"503"}
    assert statuses.count(b"200") >= Settings().per_client
    assert served.state()["status"] == "ok"


def test_metrics(served: Served) -> None:
    served.ask("ASK {}")
    text = served.get("/metrics").text
    assert 'bonekg_requests_total{of="sparql",status="200"}' in text
    assert "bonekg_workers" in text


def test_an_address_for_others_needs_to_be_meant(capsys: pytest.CaptureFixture[str]) -> None:
    for options in (["--host", "0.0.0.0"], ["--port", "99999"], ["--workers", "-1"]):
        assert main(["serve", *options]) == 2
    told = capsys.readouterr().err.splitlines()
    assert "say --anyone" in told[0]
    assert len(told) == 3


def test_a_taken_port_is_an_error(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", str(served.port)]) == 2
    assert "--port names another" in capsys.readouterr().err


def test_it_ends_when_it_is_told_to() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        with serving() as started:
            workers = children(started)
            assert workers
            started.process.send_signal(number)
            assert started.process.wait(10) == 0
            for _ in range(50):
                left = [pid for pid in workers if _runs(pid)]
                if not left:
                    break
                time.sleep(0.05)
            assert left == []


def test_nothing_of_it_is_loaded_before_it_is_asked_for() -> None:
    import subprocess
    import sys

    script = (
        "import sys, bonekg, bonekg.cli\nfrom bonekg.cli import main\nmain(['run', 'ancestors', "
        "'--entity', 'calcitriol'])\nprint({'starlette', 'uvicorn', 'asyncio'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "set()", done.stderr
    assert bonekg.__version__
