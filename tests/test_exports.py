"""The registry of exports: every format writes, the same each time, and says what it is."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

import bonekg
from bonekg.errors import ExportError
from bonekg.exports import formats as exports
from bonekg.exports.registry import Format, formats, get_format
from bonekg.resources import checkout

NAMES = sorted(formats())


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


class Written(dict[str, dict[str, bytes]]):
    """The files of each format, written when a test first asks for them."""

    def __init__(self, graph: bonekg.KnowledgeGraph) -> None:
        super().__init__()
        self._graph = graph

    def __missing__(self, name: str) -> dict[str, bytes]:
        self[name] = get_format(name).write(self._graph)
        return self[name]


@pytest.fixture(scope="module")
def written(kg: bonekg.KnowledgeGraph) -> Written:
    return Written(kg)


@pytest.fixture(scope="module")
def benchmark() -> dict[str, Any]:
    """A run of the benchmark in a process that hashes its own way and stands elsewhere."""
    done = subprocess.run(
        [sys.executable, str(checkout() / "benchmarks" / "exports.py"), "--json"],
        capture_output=True,
        text=True,
        check=True,
        cwd=os.sep,
        env={
            **os.environ,
            "PYTHONHASHSEED": "1",
            "PYTHONPATH": str(checkout() / "src"),
            "TZ": "Pacific/Kiritimati",
        },
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_no_format_hides_another() -> None:
    modules = [f"{exports.__name__}.{module.name}" for module in iter_modules(exports.__path__)]
    declared = [entry.name for name in modules for entry in import_module(name).FORMATS]
    assert sorted(declared) == NAMES
    assert len(NAMES) >= 25


@pytest.mark.parametrize("name", NAMES)
def test_a_format_says_what_it_is(name: str) -> None:
    entry = get_format(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.name)
    for text in (entry.help, entry.carries, entry.loses, entry.tool):
        assert text.strip() == text != ""
        assert not re.search(r"[|\n]", text), "it stands in a table"
        assert not text.endswith(".")
    assert entry.files
    assert len(set(entry.files)) == len(entry.files)
    assert all(re.fullmatch(r"[\w.-]+\.\w+", file) for file in entry.files)
    project = (checkout() / "pyproject.toml").read_text(encoding="utf-8")
    assert not entry.extra or re.search(rf"^{entry.extra} = \[", project, re.MULTILINE)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_format_writes_what_it_says_and_the_same_each_time(
    name: str, written: Written, benchmark: dict[str, Any]
) -> None:
    entry = get_format(name)
    assert sorted(written[name]) == sorted(entry.files)
    assert all(written[name].values())
    hashes = {f: hashlib.sha256(content).hexdigest() for f, content in written[name].items()}
    elsewhere = {file: found for file, (_, found) in benchmark["files"][name].items()}
    assert list(elsewhere) == list(hashes)
    if entry.exact:
        assert elsewhere == hashes


def test_only_duckdb_differs_from_run_to_run() -> None:
    """Its content is the same: `test_exports_tables.py`."""
    assert [entry.name for entry in formats().values() if not entry.exact] == ["duckdb"]


@pytest.mark.slow
def test_the_benchmark_writes_every_format(
    benchmark: dict[str, Any], record_property: Callable[[str, object], None]
) -> None:
    total = sum(benchmark["seconds"].values())
    record_property("figure", f"{len(NAMES)} exports in {total:.1f} s")
    assert set(benchmark["seconds"]) == {"load", *NAMES}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_file_names_a_place_of_this_machine(name: str, written: Written) -> None:
    places = [str(checkout()).encode(), str(Path.home()).encode() + b"/"]
    for file, content in written[name].items():
        assert not any(place in content for place in places), file


def test_the_counts_are_those_of_the_exports(kg: bonekg.KnowledgeGraph, written: Written) -> None:
    rows = kg.run("counts")
    told = {str(what): n for what, n in rows.pick("counted", "number")}
    counts = {what.partition(":")[0]: n for what, n in told.items()}
    with sqlite3.connect(":memory:") as tables:
        tables.deserialize(written["sqlite"]["bonekg.sqlite"])
        table = {
            name: tables.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0]
            for name in ("claims", "terms", "things", "mappings")
        }
    network = json.loads(written["node-link"]["bonekg.node-link.json"])
    ontology = written["owl"]["bonekg.owl"].decode("utf-8")
    sssom = [row for row in _lines(written["sssom"]) if not row.startswith("#")]
    assert counts["claims, current and withdrawn"] == table["claims"]
    assert counts["claims, current"] == len(_lines(written["nanopubs"], b"np:hasAssertion"))
    assert counts["terms"] == table["terms"] == len(kg.terms())
    assert counts["things"] == table["things"]
    assert counts["nodes"] == len(network["nodes"]) == len(_lines(written["kgx-tsv"])) - 1
    assert counts["mappings of terms"] == table["mappings"]
    assert (
        told["mappings of terms, predicates, classes and values to other vocabularies"]
        == len(sssom) - 1
    )
    assert counts["classes"] == ontology.count("<owl:Class rdf:about=")


def _lines(files: dict[str, bytes], holding: bytes = b"") -> list[str]:
    """Give the lines of an export's first file that hold something."""
    data = next(data for name, data in files.items() if "edges" not in name)
    return [line.decode("utf-8") for line in data.splitlines() if holding in line]


def test_every_format_is_on_the_page() -> None:
    page = (checkout() / "docs" / "exports.md").read_text(encoding="utf-8")
    for entry in formats().values():
        assert f"| `{entry.name}` | {entry.help} | {entry.written} |" in page
        assert f"| `{entry.name}` | {entry.carries} | {entry.loses} |" in page


@pytest.mark.slow
def test_one_file_or_a_folder(kg: bonekg.KnowledgeGraph, tmp_path: Path) -> None:
    (path,) = kg.export("graphml", tmp_path / "deep" / "mine.xml")
    assert path == tmp_path / "deep" / "mine.xml"
    paths = kg.export("pykeen", tmp_path / "folder")
    assert sorted(p.name for p in paths) == sorted(get_format("pykeen").files)
    assert all(p.parent == tmp_path / "folder" and p.stat().st_size for p in paths)
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.slow
def test_where_nothing_can_be_written(kg: bonekg.KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    for form in ("graphml", "kuzu"):
        with pytest.raises(ExportError, match="cannot be written"):
            kg.export(form, tmp_path / "file" / "below")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"


def test_an_unknown_format(kg: bonekg.KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="did you mean 'graphml'"):
        kg.export("grapml", tmp_path / "x")
    with pytest.raises(ExportError, match="there are bibtex, "):
        kg.export("zzzz", tmp_path / "x")
    assert not list(tmp_path.iterdir())


def test_many_files_are_told_in_few_words() -> None:
    entry = Format("x", "", tuple(f"{n}.csv" for n in range(9)), "", "", lambda graph: {})
    assert entry.written == "9 files: 0.csv, 1.csv …"
    assert entry._replace(files=("a.ttl", "b.ttl")).written == "a.ttl, b.ttl"
