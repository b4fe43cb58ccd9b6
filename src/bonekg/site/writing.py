"""A site written: pages, what their scripts look up, the graph, the engine that asks it."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from bonekg.errors import SiteError
from bonekg.rdf import PREFIXES, expand
from bonekg.resources import package
from bonekg.serve.app import make_app
from bonekg.serve.pages.rendering import STATIC
from bonekg.serve.settings import Settings
from bonekg.site.addresses import Address, file_of, instead, read_address, relative
from bonekg.site.folder import check_place, put_in_place
from bonekg.site.index import list_indexes, pages_index, search_index
from bonekg.site.links import lead
from bonekg.site.questions import questions_index
from bonekg.site.walking import Walk, walk

if TYPE_CHECKING:
    from bonekg.graph import KnowledgeGraph

__all__ = ["Site", "engine_files", "write_site"]

_SECONDS = 600.0  # for a page; nobody waits for it
# Nothing is loaded from elsewhere; the engine is WebAssembly.
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'; '
    "script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'self'\">"
)
_WITHOUT_SCRIPTS = (
    '<noscript><p class="note">Forms, filters and SPARQL of these pages need JavaScript; every '
    "claim, term, conflict, study and document can be reached without it.</p></noscript>"
)


class Site(NamedTuple):
    """A site that was written.

    Attributes:
        pages: how many pages it has.
        files: how many files, these among them.
        size: their bytes.
        lost: addresses that pages name and that give an error; links to them lead to what else
            there is.
    """

    pages: int
    files: int
    size: int
    lost: tuple[str, ...]


def write_site(graph: KnowledgeGraph, out: Path) -> Site:
    """Write the explorer as a static site.

    Args:
        graph: one in this process, as `bonekg.load` gives it; passages are shown whole where it
            keeps their texts (`keep_texts`).
        out: the folder; it is empty, or not there, or was written by this.

    Returns:
        What was written.

    Raises:
        SiteError: if another thing is there, or a page cannot be made.
    """
    check_place(out)
    if graph.texts is None:
        graph.texts = {}  # texts of others are published only where somebody says so
    settings = Settings(seconds=_SECONDS, quick=_SECONDS, kept=0)  # each page is asked for once
    app = make_app(graph, settings)
    start = [read_address(text) for text in ("/", "/search", "/claims?format=csv")]
    start += [Address(f"/static/{name}") for name in STATIC]
    terms = [term.id for term in graph.terms()]
    names = [term.name for term in graph.terms() if any(graph.claims(about=term.id))]
    start += [Address("/gaps", (("about", name),)) for name in names]
    tried = [Address("/compare", (("thing", name),)) for name in names]  # few have several forms
    found = asyncio.run(walk(app, start, tried, terms, settings.workers + 1))
    files = _Files(graph, found).made()
    put_in_place(files, out)
    pages = sum(name.endswith(".html") for name in files)
    size = sum(map(len, files.values()))
    return Site(pages, len(files), size, tuple(sorted(map(str, found.lost))))


class _Files:
    def __init__(self, graph: KnowledgeGraph, walked: Walk) -> None:
        self._graph, self._walked = graph, walked
        self._places = _places(walked)
        self._written = set(self._places.values())

    def made(self) -> dict[str, bytes]:
        """Give all files: path → content."""
        found = self._walked.found
        made: dict[str, bytes] = {}
        for address, reply in found.items():
            file = self._places[address]
            html = reply.kind.startswith("text/html")
            made[file] = self._page(reply.body.decode(), file) if html else reply.body
        made["data/search.json"] = search_index(self._graph, found)
        made["data/questions.json"] = questions_index(self._graph)
        made["data/pages.json"] = pages_index(found, self._walked.moved)
        lists = list_indexes(self._graph, found, self._led)
        made |= {f"data/{name}.json": told for name, told in lists.items()}
        made |= engine_files(self._graph.nquads())
        return dict(sorted(made.items()))

    def _page(self, page: str, file: str) -> bytes:
        root = relative(".", file)
        page = page.replace('<html lang="en">', f'<html lang="en" data-root="{root}/">', 1)
        page = page.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n{_POLICY}', 1)
        page = page.replace('<main id="main">', f'<main id="main">{_WITHOUT_SCRIPTS}', 1)
        return self._led(page, file).encode()

    def _led(self, html: str, file: str) -> str:
        return lead(html, lambda address: self._to(address, file))

    def _to(self, text: str, page: str) -> str:
        """Give where a link of a page leads: to a file that there is, from that page."""
        bare, mark, anchor = text.partition("#")
        address = read_address(bare)
        address = self._walked.moved.get(address, address)
        if address in self._places:
            return relative(self._places[address], page) + mark + anchor
        file, query = instead(address, self._thing(address))
        if file not in self._written:
            file, query = "search.html", urlencode({"asked": str(address)})
        return relative(file, page) + (f"?{query}" if query else "")

    def _thing(self, address: Address) -> str | None:
        """Give the IRI of the thing whose page an address is, if it is one's."""
        if address.fields or not address.path.startswith("/term/"):
            return None
        return expand(address.path.removeprefix("/term/"))


def _places(walked: Walk) -> dict[Address, str]:
    """Give each address its file, no two the same however letters are written."""
    places: dict[Address, str] = {}
    taken: dict[str, Address] = {}
    for address in sorted(walked.found, key=str):
        file = "void.ttl" if address.path == "/.well-known/void" else file_of(address)
        if address.path.startswith("/static/"):
            file = address.path.strip("/")
        other = taken.setdefault(file.casefold(), address)
        if other != address:
            raise SiteError(f"{address} and {other} would be one file: {file}")
        places[address] = file
    return places


def engine_files(nquads: bytes) -> dict[str, bytes]:
    """Give the files that answer SPARQL in a page: the graph, the engine, the scripts of the site.

    Args:
        nquads: the graph.

    Returns:
        Path within the site → content.
    """
    packed = gzip.compress(nquads, 9, mtime=0)
    told = {
        "file": "graph.nq.gz", "bytes": len(packed), "sha256": hashlib.sha256(packed).hexdigest(),
        "prefixes": PREFIXES,
    }  # fmt: skip
    made = {"data/graph.nq.gz": packed, "data/graph.json": json.dumps(told, indent=1).encode()}
    return made | _own_files()


def _own_files() -> dict[str, bytes]:
    """Give the scripts of the site in the place of those of the server, and the engine."""
    made: dict[str, bytes] = {}
    for folder in ("static", "vendor"):
        for path in sorted((package() / "site" / folder).rglob("*")):
            if path.is_file():
                made[path.relative_to(package() / "site").as_posix()] = path.read_bytes()
    return made
