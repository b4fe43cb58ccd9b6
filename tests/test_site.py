"""The static site: whole, with no link that leads nowhere, the same as what is served."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from importlib.resources import files as package_files
from pathlib import Path

import pytest

import bonekg
from bonekg.build.graphs import build
from bonekg.build.release import write_release
from bonekg.catalogue.lists import list_values, load_lists
from bonekg.cli import main
from bonekg.errors import SiteError
from bonekg.site.addresses import file_of, read_address
from bonekg.site.folder import MARK, check_place, put_in_place
from bonekg.site.writing import write_site
from harbour_world import harbour
from static_site import broken_links, links, pages


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> bonekg.KnowledgeGraph:
    tree = harbour(tmp_path_factory.mktemp("harbour"))
    folder = write_release(build(tree.sources), tmp_path_factory.mktemp("release"))
    return bonekg.load(folder / "bonekg.nq")


@pytest.fixture(scope="module")
def site(kg: bonekg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "out"
    made = write_site(kg, out)
    assert made.files == sum(p.is_file() for p in out.rglob("*")) - 1  # the mark
    return out


def test_no_link_leads_nowhere(site: Path) -> None:
    assert broken_links(site) == []


def test_broken_links_are_seen(tmp_path: Path) -> None:
    page = '<a href="b.html">x</a><a href="#y">y</a><a href="/c">z</a><p id="z"><a href="#z">w</a>'
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert broken_links(tmp_path) == ["a.html: b.html", "a.html: #y", "a.html: /c"]


def test_every_thing_has_its_page(site: Path, kg: bonekg.KnowledgeGraph) -> None:
    wanted = [f"/claim/{claim.id}" for claim in kg.claims()]
    wanted += [f"/term/{term.id}" for term in kg.terms()]
    wanted += [f"/conflict/{conflict.id}" for conflict in kg.conflicts()]
    wanted += [f"/study/{study.id.partition(':')[2]}" for study in kg.reader.studies()]
    wanted += [f"/document/{key}" for key in kg.library.documents]
    wanted += [
        "/",
        "/conflicts",
        "/gaps",
        "/terms",
        "/matrix",
        "/catalogue",
        "/query",
    ]
    wanted += [
        "/docs/model",
        "/catalogue",
        "/why?subject=gas&object=lift",
        "/paths?a=gas&b=lift",
        "/check/pond",
    ]
    missing = [text for text in wanted if not (site / file_of(read_address(text))).is_file()]
    assert missing == []
    assert len(wanted) > 40


def test_every_thing_is_two_clicks_away(site: Path, kg: bonekg.KnowledgeGraph) -> None:
    held = pages(site)
    first = {link for link in links(held["index.html"]) if link in held}
    near = first | {
        link.split("#")[0].removeprefix("../")
        for name in first
        for link in links(held[name])
    }  # fmt: skip
    wanted = {file_of(read_address(f"/claim/{claim.id}")) for claim in kg.claims()}
    wanted |= {file_of(read_address(f"/term/{term.id}")) for term in kg.terms()}
    wanted |= {file_of(read_address(f"/document/{key}")) for key in kg.library.documents}
    assert wanted - near == set()


def test_nothing_is_asked_of_others(site: Path) -> None:
    for name, page in pages(site).items():
        loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]*)"', page)
        assert loaded, name
        assert [place for place in loaded if "//" in place] == [], name
        assert "default-src 'self'" in page, name
    named = "".join(p.read_text("utf-8") for p in (site / "static").glob("[!e]*.js"))
    assert set(re.findall(r"https?://[^\s\"'/]+", named)) == {"http://www.w3.org", "http://site"}


def test_scripts_are_there_with_all_that_they_load(site: Path) -> None:
    named = 0
    for script in (*(site / "static").glob("*.js"), site / "vendor" / "oxigraph" / "web.js"):
        text = script.read_text(encoding="utf-8")
        for own in re.findall(r'from "(\.[^"]+)"', text):
            assert (script.parent / own).resolve().is_file(), f"{script.name}: {own}"
            named += 1
        for own in re.findall(r'new URL\("((?:static|vendor|data)/[\w./-]+)"', text):
            assert (site / own).is_file(), f"{script.name}: {own}"
            named += 1
    assert named >= 6


def test_a_page_is_what_is_served(site: Path, kg: bonekg.KnowledgeGraph) -> None:
    """But for where its links lead."""
    from bonekg.serve.pages.site import Site

    def bare(text: str) -> str:
        text = re.sub(r'(href|src|action)="[^"]*"', "", text)
        text = re.sub(r"<noscript>.*?</noscript>|<meta http-equiv[^>]*>\n", "", text)
        return re.sub(r'<html lang="en"[^>]*>', "", text)

    served = Site(kg)
    for name, key, fields, address in (
        ("start", "", [], "/"),
        ("term", "bkg:Gas", [], "/term/bkg:Gas"),
        ("why", "", [("subject", "gas"), ("object", "lift")], "/why?subject=gas&object=lift"),
        ("claim", "pond-002", [], "/claim/pond-002"),
    ):
        written = (site / file_of(read_address(address))).read_text(encoding="utf-8")
        assert bare(written) == bare(served.page(name, key, fields).body.decode()), address


@pytest.mark.parametrize("name", load_lists())
def test_lists_are_those_of_the_graph(name: str, site: Path, kg: bonekg.KnowledgeGraph) -> None:
    told = json.loads((site / "data" / f"{name}.json").read_text(encoding="utf-8"))
    values = list_values(kg.store, load_lists()[name])
    assert told["list"]["facets"] == load_lists()[name].facets
    assert {one[0]: one[1] for one in told["things"]} == {
        key: list(held.values()) for key, held in values.items()
    }
    table = (site / file_of(read_address(f"/{name}?format=csv"))).read_text(encoding="utf-8")
    rows = [row for one in told["things"] for row in one[2]]
    assert [told["columns"], *rows] == list(csv.reader(io.StringIO(table)))


def test_lists_say_what_is_about_a_term(site: Path, kg: bonekg.KnowledgeGraph) -> None:
    ids: dict[str, Callable[[str], set[str]]] = {
        "claims": lambda name: {claim.id for claim in kg.claims(about=name)},
        "conflicts": lambda name: {one.id for one in kg.conflicts(name)},
    }
    for name, there in ids.items():
        told = json.loads((site / "data" / f"{name}.json").read_text(encoding="utf-8"))
        for term, (iri, places) in told["about"].items():
            assert {told["things"][place][0] for place in places} == there(term)
            assert kg.lexicon.name(bonekg.IRI(iri)) == term
        assert len(told["about"]) > 8
    told = json.loads((site / "data" / "claims.json").read_text(encoding="utf-8"))
    assert [one[0] for one in told["things"]] == [claim.id for claim in kg.claims()]
    assert all('class="card' in card and 'href="/' not in card for card in told["cards"])


@pytest.mark.parametrize(
    ("file", "rows"),
    [
        ("paths/gas--lift.html", lambda kg: kg.paths("gas", "lift").to_rows()),
        ("gaps/gas.html", lambda kg: kg.gaps("gas").to_rows()),
        ("compare/gas.html", lambda kg: kg.compare("gas").to_rows()),
    ],
)
def test_pages_hold_the_rows_that_they_offer(
    file: str,
    rows: Callable[[bonekg.KnowledgeGraph], bonekg.Rows],
    site: Path,
    kg: bonekg.KnowledgeGraph,
) -> None:
    page = (site / file).read_text(encoding="utf-8")
    found = re.search(r"<div data-rows hidden>(.*?)</div>", page, re.DOTALL)
    assert found is not None
    expected = list(csv.reader(io.StringIO(rows(kg).to_text("csv"))))
    assert json.loads(unescape(found[1])) == expected
    assert len(expected) > 1


def test_names_lead_to_their_pages(site: Path, kg: bonekg.KnowledgeGraph) -> None:
    index = json.loads((site / "data" / "search.json").read_text(encoding="utf-8"))
    assert [file for _, file, _, _ in index if not (site / file).is_file()] == []
    assert ["gas", "term/bkg_Gas.html", "term", ["vapour"]] in index
    pages_ = json.loads((site / "data" / "pages.json").read_text(encoding="utf-8"))
    assert [file for file in pages_.values() if not (site / file).is_file()] == []
    assert "/why?subject=gas&object=lift" in pages_


def test_queries_that_may_have_more_are_named(site: Path) -> None:
    told = json.loads((site / "data" / "questions.json").read_text("utf-8"))["catalogue"]
    assert told["contraindications"]["empty"] == ["harms", "advice-about"]


def test_the_graph_is_whole(site: Path, kg: bonekg.KnowledgeGraph) -> None:
    told = json.loads((site / "data" / "graph.json").read_text(encoding="utf-8"))
    packed = (site / "data" / told["file"]).read_bytes()
    assert hashlib.sha256(packed).hexdigest() == told["sha256"]
    assert gzip.decompress(packed) == kg.nquads()


def test_the_engine_is_the_one_that_was_published(site: Path) -> None:
    vendor = site / "vendor" / "oxigraph"
    told = json.loads((vendor / "SOURCE.json").read_text(encoding="utf-8"))
    unpacked = gzip.decompress((vendor / "web_bg.wasm.gz").read_bytes())
    assert hashlib.sha256(unpacked).hexdigest() == told["files"]["web_bg.wasm"]
    script = (vendor / "web.js").read_bytes()
    assert hashlib.sha256(script).hexdigest() == told["files"]["web.js"]
    assert "Oxigraph developers" in (vendor / "LICENSE").read_text(encoding="utf-8")
    assert len(list(package_files("bonekg.site").joinpath("vendor", "oxigraph").iterdir())) == 4


@pytest.mark.slow
def test_the_same_graph_gives_the_same_files(
    site: Path, kg: bonekg.KnowledgeGraph, tmp_path: Path
) -> None:
    write_site(kg, tmp_path / "again")
    one, other = (
        {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        for folder in (site, tmp_path / "again")
    )
    assert one == other


def test_texts_of_others_are_not_published(
    kg: bonekg.KnowledgeGraph, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the words that a claim quotes."""
    quotes = {claim.quote for claim in kg.claims() if claim.quote}
    for name, page in pages(site).items():
        if name.startswith("claim/"):
            for before, marked, after in re.findall(
                r"<blockquote>(.*?)<mark>(.*?)</mark>(.*?)</blockquote>", page
            ):
                assert (before, after) == ("", ""), name
                assert marked in quotes, name


def _tree(folder: Path) -> Iterator[str]:
    return (p.relative_to(folder).as_posix() for p in sorted(folder.rglob("*")))


@pytest.mark.parametrize("there", ["nothing", "empty", "site"])
def test_a_site_takes_the_place_of_one(there: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    if there != "nothing":
        out.mkdir()
    if there == "site":
        put_in_place({"old.html": b"old"}, out)
    put_in_place({"a/b.html": b"new"}, out)
    assert list(_tree(out)) == [MARK, "a", "a/b.html"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("there", ["files", "a file", "a link", "no parent"])
def test_what_is_not_ours_is_left_alone(there: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    if there == "files":
        out.mkdir()
        (out / "thesis.txt").write_text("years", encoding="utf-8")
    elif there == "a file":
        out.write_text("years", encoding="utf-8")
    elif there == "a link":
        (tmp_path / "else").mkdir()
        out.symlink_to(tmp_path / "else")
    else:
        out = tmp_path / "none" / "out"
    before = list(_tree(tmp_path))
    with pytest.raises(SiteError, match=r"name a folder|make it first"):
        check_place(out)
    assert main(["site", str(out)]) == 2
    assert list(_tree(tmp_path)) == before


def test_a_failure_leaves_the_site_before(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put_in_place({"old.html": b"old"}, out)
    with pytest.raises(FileExistsError):
        put_in_place({"a": b"", "a/b": b"a file cannot hold one"}, out)
    assert list(_tree(out)) == [MARK, "old.html"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
