"""SSSOM: every mapping of the graph once, no cell empty, and sssom-py content."""

from __future__ import annotations

from pathlib import Path

import pytest

import bonekg
from bonekg.exports.formats.sssom import COLUMNS, mapping_rows, write
from bonekg.rdf import BASE, expand
from bonekg.resources import root
from bonekg.sources.mappings import read_mappings
from real_tools import run_python

KG = bonekg.load()
TABLES = sorted((root() / "ontology" / "mappings").glob("*.sssom.tsv"))


def test_every_mapping_of_the_graph_is_a_row() -> None:
    rows = mapping_rows(KG)
    kinds = " ".join(
        f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")
    )
    wanted = {
        tuple(map(str, row))
        for row in KG.store.select(
            f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?p {{ {kinds} }} ?s ?p ?o "
            # a node of our own is no term of another vocabulary
            f'FILTER(!STRSTARTS(STR(?o), "{BASE}")) '
            "FILTER NOT EXISTS { ?o bkg:kindOf bkg:Entity } }"
        )
    }
    assert {(expand(r[0]), expand(r[2]), expand(r[3])) for r in rows} == wanted
    assert len(rows) == len(wanted) > 600
    assert rows == sorted(rows)


def test_no_cell_is_empty_and_every_row_says_where_it_was_read() -> None:
    rows = mapping_rows(KG)
    assert [row for row in rows if "" in row] == []
    for row in rows:
        known = dict(zip(COLUMNS, row, strict=True))
        assert known["mapping_justification"].startswith("semapv:")
        assert known["comment"].startswith(("pypi:", "github:")), row


def test_the_tables_hold_nothing_twice() -> None:
    assert len(TABLES) >= 3
    found = [row[:4] for file in TABLES for row in read_mappings(file)]
    assert len(found) == len(set(found)) > 600


def test_the_header_knows_every_prefix() -> None:
    text = write(KG)["bonekg.sssom.tsv"].decode("utf-8")
    lines = text.splitlines()
    declared = {line.split(":")[0].strip("# ") for line in lines if line.startswith("#   ")}
    start = lines.index("\t".join(COLUMNS)) + 1
    cells = [line.split("\t") for line in lines[start:]]
    assert {len(row) for row in cells} == {len(COLUMNS)}
    used = {row[i].partition(":")[0] for row in cells for i in (0, 2, 3, 5, 6)}
    assert used <= declared


@pytest.mark.tools
def test_sssom_py_validates_and_counts_the_same(tmp_path: Path) -> None:
    KG.export("sssom", tmp_path / "bonekg.sssom.tsv")
    found = run_python("kgx", "sssom_rows.py", tmp_path / "bonekg.sssom.tsv", *TABLES)
    wanted = {file.name: len(read_mappings(file)) for file in TABLES}
    wanted["bonekg.sssom.tsv"] = len(mapping_rows(KG))
    assert {name: known["rows"] for name, known in found.items()} == wanted
    for known in found.values():
        assert (known["empty"], known["faults"]) == (0, [])
        assert known["checks"] > 0
