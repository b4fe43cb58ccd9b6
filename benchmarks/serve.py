"""Requests per second of `bonekg serve` and of rdflib-endpoint over the same graph.

`BONEKG_TOOLS=DIR PYTHONPATH=src:tests python benchmarks/serve.py [SECONDS]`, where `.ci/tools DIR`
has installed rdflib-endpoint. Each query of the catalogue, with its example, is asked by one client
of both servers in turn; the trivial one also by four at a time. A query that rdflib does not answer
in time is counted with that time, which is in its favour.
"""

from __future__ import annotations

import math
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from bonekg.catalogue.queries import load_catalogue
from bonekg.store.base import release_path
from servers import started
from serving import serving

_LONGEST = 20.0  # seconds that one request of a peer may take
_TRIVIAL = "ASK {}"


class Client:
    """A client that keeps its connection and reads answers by their length."""

    def __init__(self, port: int, path: str, sparql: str) -> None:
        self._port = port
        accept = "Accept: application/sparql-results+json"
        target = f"{path}?query={quote(sparql, safe='')}"
        self._request = f"GET {target} HTTP/1.1\r\nHost: localhost\r\n{accept}\r\n\r\n".encode()
        self._connect()

    def _connect(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=_LONGEST)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self) -> tuple[int, float]:
        """Ask once; give the status, 0 where the time was up, and the seconds."""
        before = time.perf_counter()
        try:
            self._socket.sendall(self._request)
            got = self._read()
        except TimeoutError:
            self._socket.close()
            self._connect()
            return 0, _LONGEST
        return int(got.split(b" ", 2)[1]), time.perf_counter() - before

    def _read(self) -> bytes:
        got = b""
        while b"\r\n\r\n" not in got:
            part = self._socket.recv(1 << 18)
            if not part:
                raise ConnectionError("the server closed the connection")
            got += part
        head, _, body = got.partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        if not length:
            while not body.endswith(b"0\r\n\r\n"):
                body += self._socket.recv(1 << 18)
            return got
        missing = int(length) - len(body)
        while missing > 0:
            missing -= len(self._socket.recv(1 << 18))
        return got


def measure(port: int, path: str, sparql: str, seconds: float, clients: int = 1) -> list[float]:
    """Give the seconds of every request that was made in so much time."""
    times: list[float] = []

    def run() -> None:
        client = Client(port, path, sparql)
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            status, taken = client.ask()
            if status not in (200, 0):
                raise RuntimeError(f"HTTP {status} for {sparql[:80]}")
            times.append(taken)

    threads = [threading.Thread(target=run) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _rate(times: list[float], clients: int = 1) -> float:
    return clients * len(times) / sum(times)


def _p99(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, math.ceil(0.99 * len(times)) - 1)]


def _compared(ours: int, theirs: int, seconds: float) -> Iterator[tuple[float, float]]:
    for query in load_catalogue().values():
        mine = measure(ours, "/sparql", query.text, seconds)
        other = measure(theirs, "/", query.text, seconds)
        fast, slow = _rate(mine), _rate(other)
        worst = _p99(mine), _p99(other)
        print(
            f"{query.name:32}{fast:10.1f}{slow:10.2f}{fast / slow:9.1f} x"
            f"{1000 * worst[0]:10.1f}{1000 * worst[1]:10.1f} ms"
        )
        yield fast / slow, worst[1] / worst[0]


def main() -> None:
    """Measure and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    with (
        tempfile.TemporaryDirectory() as work,
        serving() as ours,
        started("rdflib-endpoint", release_path(), Path(work)) as theirs,
    ):
        port = int(theirs.url.rstrip("/").rpartition(":")[2])
        print(f"{'query':32}{'ours':>10}{'rdflib':>10}{'ratio':>11}{'p99':>10}{'p99':>10}")
        for clients in (1, 4):
            mine = measure(ours.port, "/sparql", _TRIVIAL, 4 * seconds, clients)
            other = measure(port, "/", _TRIVIAL, 4 * seconds, clients)
            fast, slow = _rate(mine, clients), _rate(other, clients)
            print(
                f"{f'{_TRIVIAL}, {clients} clients':32}{fast:10.0f}{slow:10.0f}"
                f"{fast / slow:9.1f} x{1000 * _p99(mine):10.2f}{1000 * _p99(other):10.2f} ms"
            )
        ratios = list(_compared(ours.port, port, seconds))
    for name, place in (("requests per second", 0), ("p99", 1)):
        mean = math.exp(sum(math.log(ratio[place]) for ratio in ratios) / len(ratios))
        least = min(ratio[place] for ratio in ratios)
        print(
            f"{name}: geometric mean over {len(ratios)} queries {mean:.1f} x, least {least:.1f} x"
        )


if __name__ == "__main__":
    main()
