"""The release as a static site, which takes minutes to write: whole, and of use to a reader."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

import bonekg
from bonekg.site.addresses import file_of, instead, read_address
from bonekg.site.writing import Site, write_site
from explorer_checks import check_editor, check_pages, check_tasks
from explorer_pages import PAGES
from real_tools import absent, folder, program, run_python
from static_site import broken_links, hosted

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that a host gives, the site somewhere below it."""
    return tmp_path_factory.mktemp("host")


@pytest.fixture(scope="module")
def made(host: Path) -> Site:
    graph = bonekg.load()
    graph.texts = {}
    (host / "some").mkdir()
    return write_site(graph, host / "some" / "where")


def test_it_is_whole(made: Site, host: Path) -> None:
    out = host / "some" / "where"
    assert made.lost == ()
    assert made.pages > 3000
    assert broken_links(out) == []
    packed = ("index.html", "static/style.css", "static/search.js", "static/icon.svg")
    size = sum(len(gzip.compress((out / name).read_bytes())) for name in packed)
    assert size < 60_000


def place(address: str, out: Path) -> str:
    """Give the place of a served page on the site: its file, or the page that answers for it."""
    read = read_address(address)
    file, query = file_of(read), ""
    if not (out / file).is_file():
        file, query = instead(read)
    return f"{file}?{query}" if query else file


@pytest.fixture(scope="module")
def seen(made: Site, host: Path) -> dict[str, Any]:
    program("chromium")
    axe = folder() / "node" / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.is_file():
        absent(f"{axe} does not exist; `.ci/tools` makes it from tests/tools/package.json")
    pages = [place(address, host / "some" / "where") for address in PAGES]
    with hosted(host) as base:
        url = f"{base}/some/where/"
        told: dict[str, Any] = run_python(
            "browser", "explorer.py", url, axe, json.dumps(pages), "static"
        )
    return told


@pytest.mark.tools
@pytest.mark.loopback
def test_pages_have_no_violation_and_ask_nobody_else(seen: dict[str, Any]) -> None:
    check_pages(seen)


@pytest.mark.tools
@pytest.mark.loopback
def test_readers_find_what_they_look_for(seen: dict[str, Any]) -> None:
    """The tasks that they do at a server, too."""
    check_tasks(seen)


@pytest.mark.tools
@pytest.mark.loopback
def test_queries_are_written_with_our_own_words(seen: dict[str, Any]) -> None:
    check_editor(seen)
