"""Requests per second of `bonekg serve` and of rdflib-endpoint over the same graph.

`BONEKG_TOOLS=DIR PYTHONPATH=src:tests python benchmarks/serve.py [SECONDS]`, where `.ci/tools DIR`
has installed rdflib-endpoint. Each query of the catalogue, with its example, is asked by one client
of each server in turn; the trivial one also by four at a time. Ours is measured twice: `kept`, as
it is started, where a reply is made once and kept; and `anew`, with nothing kept, where a worker
makes each. A query that rdflib does not answer in time is counted with that time, which is in its
favour.
"""

from __future__ import annotations

import math
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple
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


class Compared(NamedTuple):
    """How much faster ours is: requests per second, and 99th percentiles, each kept and anew."""

    rate_kept: float
    rate_anew: float
    p99_kept: float
    p99_anew: float


def _compared(
    name: str, sparql: str, ports: tuple[int, int, int], seconds: float, clients: int = 1
) -> Compared:
    """Measure the three servers: ours that keeps, ours that does not, theirs."""
    times = [
        measure(port, path, sparql, seconds, clients)
        for port, path in zip(ports, ("/sparql", "/sparql", "/"), strict=True)
    ]
    rates, worst = [_rate(each, clients) for each in times], [_p99(each) for each in times]
    made = Compared(
        rates[0] / rates[2], rates[1] / rates[2], worst[2] / worst[0], worst[2] / worst[1]
    )
    print(
        f"{name:32}{rates[0]:10.1f}{rates[1]:10.1f}{rates[2]:10.2f}"
        f"{made.rate_kept:10.1f} x{made.rate_anew:8.1f} x"
        + "".join(f"{1000 * each:10.2f}" for each in worst)
    )
    return made


def main() -> None:
    """Measure and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    with (
        tempfile.TemporaryDirectory() as work,
        serving() as ours,
        serving(kept=0) as anew,
        started("rdflib-endpoint", release_path(), Path(work)) as theirs,
    ):
        ports = ours.port, anew.port, int(theirs.url.rstrip("/").rpartition(":")[2])
        print(f"{'requests per second':32}{'kept':>10}{'anew':>10}{'rdflib':>10}{'kept':>12}"
              f"{'anew':>10}{'p99 in ms: kept':>20}{'anew':>10}{'rdflib':>10}")  # fmt: skip
        for clients in (1, 4):
            _compared(f"{_TRIVIAL}, {clients} clients", _TRIVIAL, ports, 4 * seconds, clients)
        catalogue = load_catalogue().values()
        found = [_compared(query.name, query.text, ports, seconds) for query in catalogue]
    for place, name in enumerate(Compared._fields):
        ratios = [one[place] for one in found]
        mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
        print(f"{name}: geometric mean over {len(ratios)} queries {mean:.1f} x, "
              f"least {min(ratios):.1f} x")  # fmt: skip


if __name__ == "__main__":
    main()
