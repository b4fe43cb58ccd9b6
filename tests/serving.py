"""A server of ours that tests start as users do: a process of its own, on a port of its own."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import httpx

__all__ = ["Served", "serving"]


class Served(NamedTuple):
    """A server that runs.

    Attributes:
        url: its address, without a slash at the end.
        process: the process.
    """

    url: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def get(self, path: str, accept: str | None = None, **values: Any) -> httpx.Response:
        headers = {"Accept": accept} if accept else {}
        query = f"?{urlencode(values, doseq=True)}" if values else ""
        return httpx.get(f"{self.url}{path}{query}", headers=headers, timeout=60)

    def ask(self, sparql: str, accept: str | None = None) -> httpx.Response:
        return self.get("/sparql", accept, query=sparql)

    def json(self, path: str, **values: Any) -> Any:
        response = self.get(path, **values)
        assert response.status_code == 200, response.text
        return response.json()

    def state(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.get("/health").text)
        return told


_WITH_SETTINGS = """
import sys
from bonekg.graph import load
from bonekg.serve.settings import Settings
from bonekg.serve.starting import serve
given = dict(word.split("=") for word in sys.argv[1:])
settings = Settings(port=0, **{name: int(value) for name, value in given.items()})
serve(load(), settings, lambda address: print(f"bonekg: {address}", flush=True))
"""


@contextmanager
def serving(*options: str, file: Path | None = None, **settings: int) -> Iterator[Served]:
    """Start `bonekg serve` and wait until it says where it listens.

    Args:
        options: of the command.
        file: another graph than the release.
        settings: those that the command has no option for, over the release and without options.
    """
    command = [sys.executable, "-m", "bonekg", "serve", "--port", "0", *options]
    command += ["--file", str(file)] if file else []
    if settings:
        given = [f"{name}={value}" for name, value in settings.items()]
        command = [sys.executable, "-c", _WITH_SETTINGS, *given]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    try:
        first = process.stdout.readline()
        found = re.fullmatch(r"bonekg: (http://127\.0\.0\.1:\d+)/\n", first)
        assert found, first + process.stdout.read()
        yield Served(found[1], process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            rest, _ = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            rest, _ = process.communicate()
            raise AssertionError(f"the server does not end: {rest}") from None
    assert process.returncode == 0, rest
    assert "Traceback" not in rest, rest
