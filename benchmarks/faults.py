"""What other clients feel while one does harm: `python benchmarks/faults.py [SECONDS]`.

`PYTHONPATH=src:tests`, on a machine that does nothing else. A client in a process of its own asks a
query of the catalogue all the time, while another sends what a server should withstand, kind after
kind: malformed requests, bodies of 100 MB, clients that never finish, queries that explode, 2,000
connections, workers that are killed. Printed are, by kind, how many answers the first client got,
the 99th percentile and the longest of their times, and how many had another status than 200; a
killed worker may take the answer with it that it was making. No reply is kept: each is made anew.
Last is how soon a query of a client that has gone is stopped.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from serve import Client

from bonekg.catalogue.queries import load_catalogue
from serving import Served, serving

BARS = {"p99": 0.1, "stopped": 0.2}
_ASKED = "claims-about"
_BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_TARGET = f"GET /sparql?query={quote(_BOMB, safe='')} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
_RUBBISH = (
    b"\x00\x01\x02\x03\r\n\r\n",
    b"GET /sparql?query=%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n",
    b"NONSENSE / HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /sparql?query=ASK+" + b"%7B" * 3000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /sparql?query=" + b"x" * 300_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
)
_BODY = (
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: %d\r\n\r\n" % (100 << 20)
)


def probe(port: int, seconds: float) -> dict[str, float]:
    """Ask all the time; give how many answers there were, their times, and the wrong ones."""
    client = Client(port, "/sparql", load_catalogue()[_ASKED].text)
    times, statuses, until = [], [], time.perf_counter() + seconds
    while time.perf_counter() < until:
        try:
            status, taken = client.ask()
        except (ConnectionError, OSError, IndexError):
            status, taken = -1, 0.0
            client = Client(port, "/sparql", load_catalogue()[_ASKED].text)
        times.append(taken)
        statuses.append(status)
        time.sleep(0.005)
    times.sort()
    return {
        "answers": len(times),
        "p99": times[int(0.99 * (len(times) - 1))],
        "longest": times[-1],
        "wrong": sum(status != 200 for status in statuses),
    }


def _send(port: int, data: bytes, more: int = 0) -> None:
    """Send a request and, behind it, so many bytes; read what comes, if anything."""
    with (
        contextlib.suppress(OSError),
        socket.create_connection(("127.0.0.1", port), timeout=5) as connection,
    ):
        connection.sendall(data)
        for _ in range(more >> 16):
            connection.sendall(b"#" * (1 << 16))
        connection.recv(1 << 16)


def _malformed(served: Served) -> None:
    for data in _RUBBISH:
        _send(served.port, data)


def _bodies(served: Served) -> None:
    _send(served.port, _BODY, 100 << 20)


def _exploding(served: Served) -> None:
    _send(served.port, _TARGET)


def _killed(served: Served) -> None:
    pid = served.process.pid
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    for child in map(int, told.split()):
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    time.sleep(0.5)


@contextmanager
def _repeated(act: Callable[[Served], None], served: Served, clients: int) -> Iterator[None]:
    done = threading.Event()

    def run() -> None:
        while not done.is_set():
            act(served)

    threads = [threading.Thread(target=run, daemon=True) for _ in range(clients)]
    for thread in threads:
        thread.start()
    yield
    done.set()
    for thread in threads:
        thread.join(timeout=40)


@contextmanager
def _open(served: Served, many: int, begin: bytes) -> Iterator[None]:
    """Hold so many connections open, each with the beginning of a request."""
    held = []
    try:
        for _ in range(many):
            with contextlib.suppress(OSError):
                held.append(socket.create_connection(("127.0.0.1", served.port), timeout=5))
                held[-1].sendall(begin)
        yield
    finally:
        for connection in held:
            connection.close()


KINDS: dict[str, Callable[[Served], contextlib.AbstractContextManager[None]]] = {
    "nothing": lambda served: contextlib.nullcontext(),
    "malformed requests": lambda served: _repeated(_malformed, served, 2),
    "bodies of 100 MB": lambda served: _repeated(_bodies, served, 2),
    "heads and bodies that never end": lambda served: _open(served, 200, _BODY[:-4]),
    "exploding queries": lambda served: _repeated(_exploding, served, 6),
    "2,000 connections": lambda served: _open(served, 2000, b""),
    "killed workers": lambda served: _repeated(_killed, served, 1),
}


def _stopped(served: Served) -> float:
    """Give the seconds from the end of a client until its query runs no more."""
    with socket.create_connection(("127.0.0.1", served.port)) as connection:
        connection.sendall(_TARGET)
        while served.state()["long"] == 0:
            time.sleep(0.01)
    gone = time.perf_counter()
    while served.state()["long"]:
        pass
    return time.perf_counter() - gone


def main() -> int:
    """Print what the client felt; 1 if a bar does not hold."""
    if sys.argv[1:2] == ["--probe"]:
        print(json.dumps(probe(int(sys.argv[2]), float(sys.argv[3]))))
        return 0
    seconds = float(sys.argv[1]) if sys.argv[1:] else 5.0
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4096)), hard))
    good = True
    for kind, harm in KINDS.items():
        with serving("--kept", "0", "--timeout", "5") as served, harm(served):
            time.sleep(0.5)
            command = [sys.executable, __file__, "--probe", str(served.port), str(seconds)]
            told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        print(
            f"{kind:34}{told['answers']:6.0f} answers, p99 {1000 * told['p99']:7.1f} ms, longest "
            f"{1000 * told['longest']:7.1f} ms, {told['wrong']:.0f} not 200",
            flush=True,
        )
        good &= told["p99"] <= BARS["p99"] and (
            told["wrong"] == 0 or harm is KINDS["killed workers"]
        )
    with serving("--kept", "0", "--timeout", "600") as served:
        taken = _stopped(served)
    print(f"a query of a client that has gone is stopped after {1000 * taken:.0f} ms")
    good &= taken <= BARS["stopped"]
    print(f"bars {'hold' if good else 'DO NOT HOLD'}")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
