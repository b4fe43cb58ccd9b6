"""Graphs saved, opened, loaded from any form of RDF, asked by graph; how rows are written."""

from __future__ import annotations

import copy
import csv
import errno
import gzip
import json
import multiprocessing
import os
import pickle
import shutil
import stat
import subprocess
import sys
import threading
import typing
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import bonekg
from bonekg import errors
from bonekg.cli import main
from bonekg.rdf import BASE, EXAMPLES_GRAPH, GRAPHS, PREFIXES
from bonekg.resources import write_aside
from bonekg.store import cache
from bonekg.store.base import EmbeddedStore, release_path, save_file
from bonekg.store.cache import MANIFEST
from bonekg.store.rows import Rows, Triples
from bonekg.store.sparql import graphs_beside

pytestmark = pytest.mark.slow

_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small file, changed so long ago that its times tell its versions apart."""
    path = tmp_path / "small.nq"
    path.write_text("<u:s> <u:p> <u:o> <u:g> .\n", encoding="utf-8")
    os.utime(path, (1, 1))
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BONEKG_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def number(store: EmbeddedStore) -> object:
    return store.select(_COUNT)[0][0]


def place_of(store: EmbeddedStore) -> Path | None:
    return store._engine.place


# --- the cache


def test_the_second_use_opens_what_the_first_saved(small: Path, folder: Path) -> None:
    first, second = EmbeddedStore(small), EmbeddedStore(small)
    assert place_of(first) is None
    assert place_of(second) is not None
    assert str(folder) in str(place_of(second))
    assert number(first) == number(second) == 1
    assert first.nquads() == second.nquads() == small.read_bytes()


def test_a_changed_file_is_read_again(small: Path, folder: Path) -> None:
    assert [number(EmbeddedStore(small)) for _ in range(2)] == [1, 1]
    told = small.stat()
    small.write_text("<u:x> <u:y> <u:z> <u:g> .\n", encoding="utf-8")  # of the same length
    os.utime(small, ns=(told.st_atime_ns, told.st_mtime_ns))
    for _ in range(2):
        assert EmbeddedStore(small).query("ASK { <u:x> ?p ?o }") is True


@pytest.mark.parametrize(
    "harm",
    [
        lambda place: (place / cache.MANIFEST).unlink(),
        lambda place: (place / cache.MANIFEST).write_text("{"),
        lambda place: (place / "CURRENT").unlink(),
        lambda place: (place / "CURRENT").write_bytes(b"x" * (place / "CURRENT").stat().st_size),
        lambda place: [file.write_bytes(b"x" * 10) for file in place.glob("*.sst")],
        lambda place: [
            file.write_bytes(b"\xff" * file.stat().st_size) for file in place.glob("*.sst")
        ],
        lambda place: (place / cache.MANIFEST).write_text(
            (place / cache.MANIFEST).read_text().replace(ox.__version__, "0.0.0")
        ),
    ],
    ids=["unfinished", "broken note", "a file less", "garbage", "cut", "overwritten", "engine"],
)
def test_a_damaged_cache_is_made_anew(
    harm: Callable[[Path], object], folder: Path, kg: bonekg.KnowledgeGraph
) -> None:
    whole = kg.query("SELECT ?c { ?c a bkg:Claim } ORDER BY ?c")
    EmbeddedStore()
    place = place_of(EmbeddedStore())
    assert place is not None
    harm(place)
    for limit in (None, 60, None):
        assert EmbeddedStore().query("SELECT ?c { ?c a bkg:Claim } ORDER BY ?c", timeout=limit) == (
            whole
        )
    assert place_of(EmbeddedStore()) == place


def test_bytes_changed_within_a_file_are_noticed(folder: Path, kg: bonekg.KnowledgeGraph) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o FILTER(isIRI(?s) && !isBLANK(?o)) } ORDER BY ?s ?p ?o"
    whole = kg.query(query)
    EmbeddedStore()
    place = place_of(EmbeddedStore())
    assert place is not None
    for file in place.glob("*.sst"):
        data = bytearray(file.read_bytes())
        middle = len(data) // 3
        data[middle] ^= 0xFF
        file.write_bytes(bytes(data))
    assert EmbeddedStore().query(query) == whole


@pytest.mark.parametrize("kept", [725, 825, 1500])
def test_a_list_of_files_with_a_damaged_end_is_noticed(
    kept: int, tmp_path: Path, kg: bonekg.KnowledgeGraph
) -> None:
    place = tmp_path / "store"
    save_file(release_path(), place)
    whole = {file.name: file.read_bytes() for file in place.glob("MANIFEST-*")}
    assert bonekg.open(place).query(_COUNT) == kg.query(_COUNT)
    for name, data in whole.items():
        (place / name).write_bytes(data[:kept] + bytes(len(data) - kept))
    with pytest.raises(errors.StoreError, match="has another content"):
        bonekg.open(place)


def test_a_store_in_use_is_not_forgotten(small: Path, folder: Path, tmp_path: Path) -> None:
    EmbeddedStore(small)
    place = place_of(EmbeddedStore(small))
    assert place is not None
    os.utime(place / MANIFEST, (1, 1))
    used = EmbeddedStore(small)
    other = tmp_path / "other.nq"
    other.write_text("<u:s> <u:p> <u:other> <u:g> .\n", encoding="utf-8")
    EmbeddedStore(other)  # which takes away what is old
    assert used.query(_COUNT, timeout=60) == used.query(_COUNT)
    assert (place / MANIFEST).is_file()


def test_a_shortage_takes_nothing_out_of_the_cache(
    small: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    EmbeddedStore(small)
    place = place_of(EmbeddedStore(small))
    assert place is not None

    def no_file(place: Path) -> None:
        raise errors.StoreError("short of files") from OSError(errno.EMFILE, "Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr(cache, "open_saved", no_file)
        before = place.stat().st_ino
        assert number(EmbeddedStore(small)) == 1
        assert place.stat().st_ino == before
    assert place_of(EmbeddedStore(small)) == place


def test_a_query_for_which_no_process_can_be_started(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    EmbeddedStore()
    store = EmbeddedStore()

    def none_left() -> int:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", none_left)
    with pytest.raises(errors.QueryError, match="no process can be started"):
        store.query("ASK { ?s ?p ?o }", timeout=60)
    assert place_of(EmbeddedStore()) is not None


def test_the_home_of_nobody_is_no_cache(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BONEKG_CACHE", "~nobody-of-this-name/x")
    assert [number(EmbeddedStore(small)) for _ in range(2)] == [1, 1]


def test_pipes_are_read_and_devices_refused(tmp_path: Path, folder: Path) -> None:
    pipe, device = tmp_path / "pipe.nq", tmp_path / "device.nq"
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    statement = "<u:s> <u:p> <u:o> <u:g> .\n"
    writer = threading.Thread(target=pipe.write_text, args=(statement,))
    writer.start()
    assert number(EmbeddedStore(pipe)) == 1
    writer.join()
    with pytest.raises(errors.StoreError, match="is a device"):
        EmbeddedStore(device)


@pytest.mark.parametrize("name", ["n" * 300 + ".nq", "\ud800.nq"])
def test_what_cannot_be_the_name_of_a_file(name: str) -> None:
    for use in (bonekg.load, bonekg.open):
        with pytest.raises(errors.StoreError, match="no name that a file can have"):
            use(name)


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), 0.0, -1.0, 1e30])
def test_a_server_is_waited_for_some_time(seconds: float) -> None:
    with pytest.raises(errors.QueryError, match="a number of seconds above 0 and up to"):
        bonekg.connect("http://127.0.0.1:1/query", timeout=seconds)


def test_only_the_name_of_the_graph_of_examples_asks_for_it(tmp_path: Path) -> None:
    graph = f"<{EXAMPLES_GRAPH}>"
    assert graphs_beside(f"SELECT * {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
    assert graphs_beside(f"PREFIX e: <{BASE}.well-known/> ASK {{ ?s ?p ?o }}")
    assert not graphs_beside("ASK { ?s ?p '.well-known' } # .well-known")
    file = tmp_path / "own.ttl"
    file.write_text("<u:s> <u:p> <u:o> .", encoding="utf-8")
    with pytest.raises(errors.StoreError, match="well-known"):
        bonekg.load(extra={EXAMPLES_GRAPH: file})


def test_a_file_of_ones_own_adds_nothing_to_a_graph_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "own.nq"
    file.write_text(f"<u:s> <u:p> <u:o> <{GRAPHS['claims']}> .\n", encoding="utf-8")
    with pytest.raises(errors.StoreError, match="a graph of BoneKG; rename it there"):
        bonekg.load(extra=file)
    file.write_text("<u:s> <u:p> <u:o> <u:mine> .\n", encoding="utf-8")
    kg = bonekg.load(extra=file)
    assert kg.query("ASK { GRAPH <u:mine> { <u:s> <u:p> <u:o> } }") is True


def test_without_a_cache(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for off in ("off", "OFF", "0"):
        monkeypatch.setenv("BONEKG_CACHE", off)
        assert cache.cache_folder() is None
        for _ in range(2):
            assert place_of(EmbeddedStore(small)) is None
    (tmp_path / "file").touch()
    monkeypatch.setenv("BONEKG_CACHE", str(tmp_path / "file" / "below"))  # cannot be made
    for _ in range(2):
        assert number(EmbeddedStore(small)) == 1
    full = Path("/dev/full")
    if full.exists():
        monkeypatch.setattr(cache, "save", lambda *_: full.write_bytes(b"x" * 9))
        monkeypatch.setenv("BONEKG_CACHE", str(tmp_path / "cache"))
        assert number(EmbeddedStore(small)) == 1


def _ask(path: str) -> object:
    return number(EmbeddedStore(Path(path)))


def test_many_processes_at_once(small: Path, folder: Path) -> None:
    for way in ("fork", "spawn"):
        shutil.rmtree(folder, ignore_errors=True)
        with multiprocessing.get_context(way).Pool(4) as pool:
            assert pool.map(_ask, [str(small)] * 8, 1) == [1] * 8
        # a fork of a process that has opened a saved graph cannot save one: memory serves
        saved = len(list(folder.glob(f"*/{cache.MANIFEST}")))
        assert saved == 1 or (way == "fork" and not saved)
        assert list(folder.glob(".*")) == []


def test_long_use_goes_on_in_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bonekg.store.base._PROMOTED_AFTER", 0.0)
    EmbeddedStore()
    store = EmbeddedStore()
    before, rows = store.engine, store.select(_COUNT)
    assert store.engine is not before
    assert store.select(_COUNT) == store.select(_COUNT, timeout=60) == rows
    assert store.nquads() == release_path().read_bytes()


def test_a_file_that_has_changed_is_not_read_into_the_graph(
    small: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bonekg.store.base._PROMOTED_AFTER", 0.0)
    EmbeddedStore(small)
    store = EmbeddedStore(small)
    place = place_of(store)
    assert place is not None
    assert cache.made_from(place, small)
    was = small.read_bytes()
    small.write_bytes(was + b"<u:new> <u:b> <u:c> .\n")
    assert not cache.made_from(place, small)
    before = store.engine
    store.select(_COUNT)
    assert store.engine is not before
    assert store.nquads() == was
    small.unlink()
    assert not cache.made_from(place, small)


@pytest.mark.parametrize("way", ["quads", "nquads"])
def test_what_is_read_through_is_held_in_memory(way: str, small: Path, folder: Path) -> None:
    EmbeddedStore(small)
    store = EmbeddedStore(small)
    before = store.engine
    graphs = [graph.value for graph in before.named_graphs() if isinstance(graph, ox.NamedNode)]
    given = list(store.quads(graphs)) if way == "quads" else store.nquads().splitlines()
    assert len(given) == len(before)
    assert store.engine is not before
    assert store.nquads() == small.read_bytes()


# --- saved graphs and files


def test_build_a_store_and_open_it(
    tmp_path: Path, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "a" / "store"
    assert main(["build", "--store", str(place)]) == 0
    assert main(["build", "--store", str(place)]) == 0  # again
    graph = bonekg.open(place)
    assert graph.nquads() == release_path().read_bytes()
    assert graph.query("ASK { ?c a bkg:Claim }", timeout=60) is True
    assert pickle.loads(pickle.dumps(graph.store)).nquads() == graph.nquads()
    assert main(["build", "--store", str(tmp_path)]) == 2
    assert "holds something else" in capsys.readouterr().err
    assert main(["build", "--file", str(small)]) == 2
    (tmp_path / "empty.nq").touch()
    with pytest.raises(errors.StoreError, match="holds no statement"):
        save_file(tmp_path / "empty.nq", tmp_path / "x")
    for wrong in (tmp_path / "none", small, tmp_path):
        with pytest.raises(errors.StoreError, match="is no saved graph"):
            bonekg.open(wrong)


@pytest.mark.parametrize("form", ["nq", "trig", "jsonld", "ttl", "nt", "rdf", "nq.gz", "ttl.gz"])
def test_every_form_is_loaded(form: str, tmp_path: Path, kg: bonekg.KnowledgeGraph) -> None:
    assert isinstance(kg.store, EmbeddedStore)
    path = tmp_path / f"graph.{form}"
    extension = form.removesuffix(".gz")
    kind = {"jsonld": ox.RdfFormat.JSON_LD, "rdf": ox.RdfFormat.RDF_XML}.get(
        extension, ox.RdfFormat.from_extension(extension)
    )
    assert kind is not None
    quads = list(kg.store.engine)
    if kind.supports_datasets:
        data = ox.serialize(quads, format=kind)
    else:
        data = ox.serialize(
            (ox.Triple(q.subject, q.predicate, q.object) for q in quads), format=kind
        )
    assert data is not None
    path.write_bytes(gzip.compress(data) if form.endswith(".gz") else data)
    if kind.supports_datasets:
        graph = bonekg.load(path)
        assert graph.nquads() == kg.nquads()
    else:
        with pytest.warns(errors.StoreWarning, match="names no graphs"):
            graph = bonekg.load(path)
    assert graph.query(_COUNT) == kg.query(_COUNT)
    assert len(graph.reader.claims()) == len(kg.reader.claims())


@pytest.mark.parametrize("ending", ["ttl", "nt", "nq", "trig"])
def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"mine.{ending}"
    file.write_bytes(b"\xef\xbb\xbf<http://e/a> <http://e/b> <http://e/c> .\n")
    graph = bonekg.load(extra={"http://e/g": file})
    assert graph.query("ASK { GRAPH <http://e/g> { <http://e/a> <http://e/b> <http://e/c> } }")


def test_files_that_cannot_be_used(tmp_path: Path, small: Path) -> None:
    cases = {
        "x.nq": (b"<u:a> <u:b> .", "is not N-Quads"),
        "x.ttl": (b"<u:a> <u:b>", "is not Turtle"),
        "x.rdf": (b"<rdf:RDF", "is not RDF/XML"),
        "x.nq.gz": (b"no gzip", "cannot be read"),
        "long.nq": (b'<u:a> <u:b> "%b" .' % (b"x" * (20 << 20)), "cannot be read"),
        "x.csv": (b"a,b", "no ending that says which form of RDF"),
        "y.nq": (b"", "holds no statement"),
        "z.nq": (b"<u:a> <u:b> <u:c> .", r"holds no claim of BoneKG.*load\(extra="),
    }
    for name, (content, says) in cases.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(errors.StoreError, match=says):
            bonekg.load(tmp_path / name)
    for missing in (tmp_path / "none.nq", tmp_path / "none.csv"):
        with pytest.raises(errors.StoreError, match="no such file"):
            bonekg.load(missing)
    with pytest.raises(errors.StoreError, match="no saved graph"):
        bonekg.load(tmp_path)


def test_what_a_file_lacks_is_said(tmp_path: Path, kg: bonekg.KnowledgeGraph) -> None:
    assert isinstance(kg.store, EmbeddedStore)
    part = tmp_path / "part.nq"
    lines = [
        line for line in kg.nquads().splitlines(True) if GRAPHS["bearings"].encode() not in line
    ]
    part.write_bytes(b"".join(lines))
    with pytest.warns(errors.StoreWarning, match=r"lacks these named graphs.*: bearings$"):
        bonekg.load(part)


# --- graphs


def test_graphs_of_ones_own(tmp_path: Path, kg: bonekg.KnowledgeGraph) -> None:
    mine = tmp_path / "mine.ttl"
    shared = "CHEBI:16796 skos:prefLabel 'melatonin'"
    prefixes = "".join(f"@prefix {p}: <{i}> .\n" for p, i in PREFIXES.items())
    mine.write_text(f"{prefixes}<u:me> bkg:note 'x' . {shared} .", encoding="utf-8")
    labels = "SELECT ?n { CHEBI:16796 skos:prefLabel ?n }"
    for extra, name in (
        (mine, mine.as_uri()),
        ([str(mine)], mine.as_uri()),
        ({"http://example.org/mine": mine}, "http://example.org/mine"),
    ):
        graph = bonekg.load(extra=extra)
        for limit in (None, 60):

            def count(query: str, limit: float | None = limit) -> object:
                rows = graph.query(query, timeout=limit)  # noqa: B023  # called at once
                assert isinstance(rows, Rows)
                return rows[0][0]

            assert graph.query("ASK { <u:me> ?p ?o }", timeout=limit) is True
            assert (
                graph.query(f"ASK {{ GRAPH <{name}> {{ <u:me> ?p ?o }} }}", timeout=limit) is True
            )
            # a triple that stands in two graphs is one triple of their merge
            assert graph.query(labels, timeout=limit) == kg.query(labels)
            merged = "FROM bkg.graph:ontology"
            assert count(f"SELECT (COUNT(*) AS ?n) FROM <{name}> {{ ?s ?p ?o }}") == 2
            ours = count(f"SELECT (COUNT(*) AS ?n) {merged} {{ ?s ?p ?o }}")
            assert count(f"SELECT (COUNT(*) AS ?n) {merged} FROM <{name}> {{ ?s ?p ?o }}") == (
                int(str(ours)) + 1
            )
        whole = graph.nquads()
        assert whole.count(b"\n") == kg.nquads().count(b"\n") + 2
    with pytest.raises(errors.StoreError, match="give yours another name"):
        bonekg.load(extra={GRAPHS["stated"]: mine})


@pytest.mark.parametrize("limit", [None, 60.0])
def test_from_and_graph_mean_what_sparql_says(limit: float | None) -> None:
    data = (
        b"<u:s> <u:p> <u:a> <u:A> .\n<u:s> <u:p> <u:b> <u:B> .\n"
        b"<u:s> <u:p> <u:a> <u:B> .\n<u:s> <u:p> <u:c> <u:C> .\n"
    )
    store = EmbeddedStore(data=data)

    def found(query: str) -> list[tuple[object, ...]]:
        return sorted(store.select(query, timeout=limit), key=str)

    one, two = "SELECT ?o {} {{ ?s <u:p> ?o }}", "SELECT ?g ?o {} {{ GRAPH ?g {{ ?s <u:p> ?o }} }}"
    assert found(one.format("")) == [("u:a",), ("u:b",), ("u:c",)]
    assert found(one.format("FROM <u:A>")) == [("u:a",)]
    assert found(one.format("FROM <u:A> FROM <u:B>")) == [("u:a",), ("u:b",)]
    assert found(one.format("FROM NAMED <u:A>")) == []
    assert found(one.format("FROM <u:none>")) == []
    assert len(found(two.format(""))) == 4
    assert found(two.format("FROM <u:A>")) == []
    assert found(two.format("FROM NAMED <u:A>")) == [("u:A", "u:a")]
    assert found(two.format("FROM <u:A> FROM <u:C> FROM NAMED <u:C>")) == [("u:C", "u:c")]
    assert found("PREFIX x: <u:> SELECT ?o FROM x:C { ?s ?p ?o }") == [("u:c",)]
    assert found('SELECT ("FROM <u:A>" AS ?o) { }') == [("FROM <u:A>",)]


def test_every_curie_can_be_pasted(kg: bonekg.KnowledgeGraph) -> None:
    rows = kg.query("SELECT DISTINCT ?x { { ?x ?p ?o } UNION { ?s ?x ?o } }")
    assert isinstance(rows, Rows)
    short = [x for (x,) in rows if isinstance(x, bonekg.IRI) and x.curie != x]
    assert len(short) > 1000
    for at in range(0, len(short), 2000):
        some = short[at : at + 2000]
        pasted = kg.query(f"SELECT ?x {{ VALUES ?x {{ {' '.join(x.curie for x in some)} }} }}")
        assert isinstance(pasted, Rows)
        assert pasted.column("x") == some


# --- rows and triples written out


def test_results_in_the_forms_of_sparql(kg: bonekg.KnowledgeGraph) -> None:
    query = (
        'SELECT (2.5 AS ?a) ("x<&>\\"\\t\\n,"@en AS ?b) (bkg:Claim AS ?c) ?d '
        '("1e3"^^xsd:double AS ?e) {}'
    )
    rows = kg.query(query)
    assert isinstance(rows, Rows)
    assert isinstance(kg.store, EmbeddedStore)
    for form, kind in (
        ("json", ox.QueryResultsFormat.JSON),
        ("xml", ox.QueryResultsFormat.XML),
        ("tsv", ox.QueryResultsFormat.TSV),
    ):
        theirs = kg.store.engine.query(query, prefixes=PREFIXES)
        assert isinstance(theirs, ox.QuerySolutions)
        wanted = [tuple(solution) for solution in theirs]
        for made in (rows, kg.query(query, timeout=60), pickle.loads(pickle.dumps(rows))):
            assert isinstance(made, Rows)
            read = ox.parse_query_results(made.serialize(form), kind)
            assert isinstance(read, ox.QuerySolutions)
            assert [v.value for v in read.variables] == list("abcde")
            assert [tuple(solution) for solution in read] == wanted
    table = list(csv.reader(rows.serialize("sparql-csv").splitlines(True)))
    assert table[0] == list("abcde")
    assert table[1][:1] == ["2.5"]
    assert table[1][2] == "https://w3id.org/bonekg/Claim"
    lone = kg.query('SELECT ?a { VALUES ?a { UNDEF "x" "" } }')
    assert isinstance(lone, Rows)
    assert lone.serialize("sparql-csv") == 'a\r\n""\r\nx\r\n""\r\n'  # no empty line
    with pytest.raises(errors.ExportError, match="there are sparql-json"):
        rows.serialize("turtle")


def test_triples_in_the_forms_of_rdf(kg: bonekg.KnowledgeGraph) -> None:
    made = kg.query("DESCRIBE CHEBI:16796")
    assert isinstance(made, Triples)
    for form, kind in (
        ("turtle", ox.RdfFormat.TURTLE),
        ("ntriples", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("rdfxml", ox.RdfFormat.RDF_XML),
        ("text/turtle", ox.RdfFormat.TURTLE),
    ):
        read = {q.triple for q in ox.parse(made.serialize(form), format=kind)}
        assert read == set(made)
    assert "CHEBI:16796" in made._repr_html_()
    with pytest.raises(errors.ExportError, match="did you mean 'turtle'"):
        made.serialize("turtel")


def test_rows_for_notebooks_and_pipes() -> None:
    rows = Rows(
        ("a", "b"),
        [(bonekg.IRI("https://w3id.org/bonekg/Claim"), float("nan")), ("<x>", None)],
        total=9,
    )
    assert json.loads(rows.to_json()) == [{"a": "bkg:Claim", "b": "NaN"}, {"a": "<x>", "b": None}]
    assert "&lt;x&gt;" in rows._repr_html_()
    assert "2 of 9 rows" in rows._repr_html_()
    assert rows.to_markdown().splitlines()[1] == "| --- | --- |"
    assert [json.loads(line)["a"] for line in rows.to_text("jsonl").splitlines()] == [
        "bkg:Claim",
        "<x>",
    ]
    again = pickle.loads(pickle.dumps(rows[1:]))
    assert (list(again), again.columns) == ([("<x>", None)], ("a", "b"))


_ERRORS = [getattr(errors, name) for name in errors.__all__ if name.endswith("Error")]


@pytest.mark.parametrize("kind", _ERRORS, ids=lambda kind: kind.__name__)
def test_every_error_can_be_pickled(kind: type[errors.BoneKGError]) -> None:
    own = kind.__init__ is not Exception.__init__
    types = typing.get_type_hints(kind.__init__) if own else {"message": str}
    given = [_of_type(str(told)) for name, told in types.items() if name != "return"]
    error = kind(*given)
    for again in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert type(again) is kind
        assert (str(again), again.__dict__) == (str(error), error.__dict__)


def _of_type(told: str) -> object:
    """A value for a parameter, by what its type is called."""
    values: dict[str, object] = {
        "Path": Path("x"), "Sequence": ["a", "b"], "Iterable": ["a"], "list": ["a"], "int": 3,
        "float": 2.5,
    }  # fmt: skip
    return next((value for name, value in values.items() if name in told), "text")


# --- the edges of the system


def test_writing_keeps_links_modes_and_devices(tmp_path: Path) -> None:
    target, link = tmp_path / "real", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_aside(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    write_aside(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    write_aside(pipe, b"through")
    assert reader.communicate()[0] == b"through"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link", "pipe", "real"]


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8", "utf-16"])
def test_any_encoding_of_the_terminal(form: str, encoding: str) -> None:
    query = 'SELECT ("α → β … 𝄞" AS ?x) {}'
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "bonekg", "query", query, "--format", form],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    out = done.stdout.decode(encoding)
    if form == "json":
        assert json.loads(out) == [{"x": "α → β … 𝄞"}]


def test_a_full_disk_and_a_closed_pipe() -> None:
    command = [sys.executable, "-O", "-m", "bonekg", "query", "SELECT * { ?s ?p ?o } LIMIT 9000"]
    if Path("/dev/full").exists():
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE)
        assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
        assert b"No space left" in done.stderr
    reading = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert reading.stdout is not None
    assert reading.stderr is not None
    reading.stdout.readline()
    reading.stdout.close()
    with reading.stderr:
        assert (reading.stderr.read(), reading.wait()) == (b"", 0)


def test_results_of_slow_queries_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bonekg.store.base.SLOW", 0.0)
    query = (
        'SELECT ?c ?d ("x"@en AS ?e) ?f { ?c a bkg:Claim ; bkg:dose/bkg:value ?d } ORDER BY ?c ?d'
    )
    EmbeddedStore()
    first, second = EmbeddedStore().select(query), EmbeddedStore().select(query)
    assert first == second
    assert first.serialize("json") == second.serialize("json")
    place = place_of(EmbeddedStore())
    assert place is not None
    (file,) = (place / "kept").glob("*.json")
    whole = file.read_bytes()
    for harm in (b"", b"1\n[]", whole[:-3], whole.replace(b"claim", b"clamp")):
        file.write_bytes(harm)
        assert EmbeddedStore().select(query) == first
    for changing in ("RAND()", "NOW()", "STRUUID()"):
        EmbeddedStore().select(f"SELECT ({changing} AS ?x) {{}}")
    assert len(list((place / "kept").iterdir())) == 1
