"""A static site as tests read it: its pages, where links lead, a host that gives its files."""

from __future__ import annotations

import posixpath
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

__all__ = ["broken_links", "hosted", "links", "pages"]

_LINK = re.compile(r'\s(?:href|src|action)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')


def pages(folder: Path) -> dict[str, str]:
    """Give all pages: file → HTML."""
    found = sorted(folder.rglob("*.html"))
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in found}


def links(page: str) -> Iterator[str]:
    """Give all that a page names: links, what it loads, where its forms lead."""
    for found in _LINK.findall(page):
        yield unescape(found)


def broken_links(folder: Path) -> list[str]:
    """Give every link that leads to no file, to no place of a page, or to the root of the host."""
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    held = pages(folder)
    places = {name: set(_ID.findall(page)) for name, page in held.items()}
    broken = []
    for name, page in held.items():
        for link in dict.fromkeys(links(page)):
            parts = urlsplit(link)
            if parts.scheme in ("http", "https"):
                continue
            path = unquote(parts.path)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            target = target if path else name
            inside = not parts.scheme and not path.startswith("/") and target in files
            anchor = unquote(parts.fragment)
            if not inside or (anchor and anchor not in places.get(target, set())):
                broken.append(f"{name}: {link}")
    return broken


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        return


@contextmanager
def hosted(place: Path) -> Iterator[str]:
    """Give files to whoever asks on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(place)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
