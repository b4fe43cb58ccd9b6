"""Servers that tests start on this machine: a small one of our own, and real ones of others.

The small one answers what a test tells it to, or is a SPARQL endpoint over a graph with the habits
that real servers have. The real ones are installed by `.ci/tools`; where one is missing, the test
is skipped with the reason, or fails if nothing may be missing.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, unquote

import pyoxigraph as ox
import pytest

from rdflib_peer import bound_memory
from real_tools import SCRIPTS, absent, folder, jena, program

__all__ = ["ENGINES", "Asked", "Reply", "Running", "endpoint", "listening", "started"]

JSON = "application/sparql-results+json"


class Asked(NamedTuple):
    """A request: method, path with its query, headers, body, and the fields of a form."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    def all(self, field: str) -> list[str]:
        if self.headers.get("content-type") == "application/sparql-query":
            return [self.body.decode()] if field == "query" else []
        return parse_qs(self.body.decode()).get(field, [])


class Reply(NamedTuple):
    """What is answered."""

    body: bytes = b""
    kind: str = JSON
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@contextmanager
def listening(answer: Callable[[Asked], Reply], certificate: Path | None = None) -> Iterator[str]:
    """Start a server in this process that answers with a function; give its address."""

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(length)
            reply = answer(Asked(self.command, self.path, headers, body))
            try:
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.kind)
                for name, value in reply.headers:
                    self.send_header(name, value)
                if not any(name == "Content-Length" for name, _ in reply.headers):
                    self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)
            except OSError:  # the client has had enough, which is what some tests are about
                return

        do_GET = do_POST = do_PUT = handle_any

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # quiet
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def endpoint(
    store: ox.Store,
    *,
    honours: str = "request",
    union: bool = False,
    most: int | None = None,
    told: bool = False,
    twice: bool = False,
) -> Callable[[Asked], Reply]:
    """Make an endpoint over a store.

    Args:
        store: what it holds.
        honours: `request` if it goes by the graphs that a request names, `query` if by those in
            the text only, `none` if by neither.
        union: whether its default graph is all that it holds.
        most: the most rows that it gives.
        told: whether it says so in a header when it gives no more, as Virtuoso does.
        twice: whether it decodes a form twice, as rdflib-endpoint does.
    """

    def answer(asked: Asked) -> Reply:
        text = asked.all("query")[0]
        text = unquote(text) if twice else text
        if honours == "ignored":
            text = re.sub(r"FROM (NAMED )?<[^>]*>", "", text)
        named = asked.all("default-graph-uri") if honours == "request" else []
        try:
            if named:
                graphs = [ox.NamedNode(iri) for iri in named]
                found = store.query(text, default_graph=list(graphs), named_graphs=list(graphs))
            else:
                if honours == "none" and "FROM" in text:
                    return Reply(b"no FROM here", "text/plain", 400)
                by_text = "FROM" in text
                found = store.query(text, use_default_graph_as_union=union and not by_text)
        except SyntaxError as error:
            return Reply(str(error).encode(), "text/plain", 400)
        if isinstance(found, ox.QueryTriples):
            data = found.serialize(format=ox.RdfFormat.N_TRIPLES)
            return Reply(data or b"", "application/n-triples")
        data = found.serialize(format=ox.QueryResultsFormat.JSON) or b""
        headers: tuple[tuple[str, str], ...] = ()
        if most is not None and isinstance(found, ox.QuerySolutions):
            import json

            table = json.loads(data)
            rows = table["results"]["bindings"]
            if len(rows) > most and told:
                headers = (("X-SPARQL-MaxRows", str(most)),)
            table["results"]["bindings"] = rows[:most]
            data = json.dumps(table).encode()
        return Reply(data, JSON, headers=headers)

    return answer


class Running(NamedTuple):
    """A real server that runs.

    Attributes:
        url: its endpoint.
        store: its graph store, or None where it has none.
        user: who may write, or None where anyone may.
        password: that one's password.
    """

    url: str
    store: str | None = None
    user: str | None = None
    password: str | None = None


_Start = Callable[[Path, Path, int], tuple[list[str], Running]]


def _jena(file: Path, work: Path, port: int) -> tuple[list[str], Running]:
    if shutil.which("javac") is None:
        absent("javac is not installed; Jena's engine is served by a program in Java")
    command = [program("java"), "-cp", jena(), str(SCRIPTS / "ArqServer.java"), str(port)]
    return [*command, str(file)], Running(f"http://127.0.0.1:{port}/sparql")


def _virtuoso(file: Path, work: Path, port: int) -> tuple[list[str], Running]:
    command = program("virtuoso-t")
    settings = (SCRIPTS / "virtuoso.ini").read_text(encoding="utf-8")
    settings = settings.replace("{http}", str(port)).replace("{sql}", str(_free_port()))
    pages = int(os.environ.get("VIRTUOSO_PAGES", "20000"))  # benchmarks want more
    settings = settings.replace("{buffers}", str(pages)).replace("{dirty}", str(pages * 3 // 4))
    (work / "virtuoso.ini").write_text(settings, encoding="utf-8")
    here = f"http://127.0.0.1:{port}"
    running = Running(f"{here}/sparql", f"{here}/sparql-graph-crud-auth", "dba", "dba")
    return [command, "+configfile", "virtuoso.ini", "+foreground"], running


def _server_program(name: str) -> str:
    found = folder() / "servers" / "bin" / name
    if not found.is_file():
        absent(f"{found} does not exist; `.ci/tools` makes it from tests/tools/servers.txt")
    return str(found)


def _rdflib(file: Path, work: Path, port: int) -> tuple[list[str], Running]:
    command = [_server_program("rdflib-endpoint"), "serve", "--host", "127.0.0.1"]
    return [*command, "--port", str(port), str(file)], Running(f"http://127.0.0.1:{port}/")


def _oxigraph(file: Path, work: Path, port: int) -> tuple[list[str], Running]:
    here = f"127.0.0.1:{port}"
    command = [_server_program("oxigraph"), "serve", "--bind", here]
    return command, Running(f"http://{here}/query", f"http://{here}/store")


ENGINES: dict[str, _Start] = {
    "jena": _jena,
    "oxigraph": _oxigraph,
    "rdflib-endpoint": _rdflib,
    "virtuoso": _virtuoso,
}

# A query that runs badly in it fills all memory, upon which the system ends the tests, too.
_GREEDY = ("rdflib-endpoint",)
_MEGABYTES = 8000  # of address space, of which its threads reserve a good part


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(name: str, file: Path, work: Path) -> Iterator[Running]:
    """Start a real server and wait until it listens.

    Args:
        name: one of `ENGINES`.
        file: an N-Quads file, which servers without a graph store load when they start.
        work: a folder for its files.
    """
    port = _free_port()
    command, running = ENGINES[name](file, work, port)
    log = work / "log.txt"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=work, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            if name in _GREEDY:
                bound_memory(process.pid, _MEGABYTES)
            _wait(name, process, port, log)
            yield running
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(name: str, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{name} does not start: {log.read_text(errors='replace')[-2000:]}")
